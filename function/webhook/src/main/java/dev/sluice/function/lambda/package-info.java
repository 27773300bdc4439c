/** The edge to AWS Lambda: events of its gateways in, answers out. */
@NullMarked
package dev.sluice.function.lambda;

import org.jspecify.annotations.NullMarked;
