@NullMarked
package dev.sluice.function.tokens;

import org.jspecify.annotations.NullMarked;
