@NullMarked
package dev.sluice.function.routes;

import org.jspecify.annotations.NullMarked;
