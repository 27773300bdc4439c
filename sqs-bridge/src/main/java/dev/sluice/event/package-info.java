/** A verified webhook as it travels: a CloudEvent under a seal. */
@NullMarked
package dev.sluice.event;

import org.jspecify.annotations.NullMarked;
