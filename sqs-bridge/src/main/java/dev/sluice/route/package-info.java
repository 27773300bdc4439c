/** What the function must know of a Receiver: routes, route tables, and where they lie in Secrets Manager. */
@NullMarked
package dev.sluice.route;

import org.jspecify.annotations.NullMarked;
