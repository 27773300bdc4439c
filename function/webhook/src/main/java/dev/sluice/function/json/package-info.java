/** JSON as Go's {@code encoding/json} reads it, for Flux reads it so. */
@NullMarked
package dev.sluice.function.json;

import org.jspecify.annotations.NullMarked;
