/** The routes of all clusters, kept from Secrets Manager. */
@NullMarked
package dev.sluice.function.routes;

import org.jspecify.annotations.NullMarked;
