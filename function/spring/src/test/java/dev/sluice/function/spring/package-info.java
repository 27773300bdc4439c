/** Tests of the function as a Spring Cloud Function. */
@NullMarked
package dev.sluice.function.spring;

import org.jspecify.annotations.NullMarked;
