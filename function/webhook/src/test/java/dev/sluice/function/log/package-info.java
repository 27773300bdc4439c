@NullMarked
package dev.sluice.function.log;

import org.jspecify.annotations.NullMarked;
