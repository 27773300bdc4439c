/** One webhook: the HTTP request, what can be read from it, and what can become of it. */
@NullMarked
package dev.sluice.function.webhook;

import org.jspecify.annotations.NullMarked;
