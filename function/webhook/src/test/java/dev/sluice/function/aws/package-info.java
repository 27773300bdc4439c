@NullMarked
package dev.sluice.function.aws;

import org.jspecify.annotations.NullMarked;
