/** One webhook from the HTTP request to the annotation, all of it in one JVM. */
@NullMarked
package dev.sluice.quickstart;

import org.jspecify.annotations.NullMarked;
