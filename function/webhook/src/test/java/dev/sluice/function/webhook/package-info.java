@NullMarked
package dev.sluice.function.webhook;

import org.jspecify.annotations.NullMarked;
