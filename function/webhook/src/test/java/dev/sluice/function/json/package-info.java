@NullMarked
package dev.sluice.function.json;

import org.jspecify.annotations.NullMarked;
