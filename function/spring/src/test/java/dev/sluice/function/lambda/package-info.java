/** The corpus of function/webhook, through the web service. */
@NullMarked
package dev.sluice.function.lambda;

import org.jspecify.annotations.NullMarked;
