/** What is a CDEvent of version 0.4. Start at {@link dev.sluice.function.cdevents.CDEvent}. */
@NullMarked
package dev.sluice.function.cdevents;

import org.jspecify.annotations.NullMarked;
