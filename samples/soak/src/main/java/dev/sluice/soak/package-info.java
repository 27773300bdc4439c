/** Many webhooks end to end: while everything fails, and as fast as they can be handled. */
@NullMarked
package dev.sluice.soak;

import org.jspecify.annotations.NullMarked;
