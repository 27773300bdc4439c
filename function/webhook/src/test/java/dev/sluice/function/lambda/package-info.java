@NullMarked
package dev.sluice.function.lambda;

import org.jspecify.annotations.NullMarked;
