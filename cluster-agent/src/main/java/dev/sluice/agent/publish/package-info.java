/** Publishes the cluster's routes to Secrets Manager. */
@NullMarked
package dev.sluice.agent.publish;

import org.jspecify.annotations.NullMarked;
