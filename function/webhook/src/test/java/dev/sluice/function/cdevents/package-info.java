@NullMarked
package dev.sluice.function.cdevents;

import org.jspecify.annotations.NullMarked;
