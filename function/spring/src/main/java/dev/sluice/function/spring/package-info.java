/** The function as a Spring Cloud Function; Spring is seen here alone. */
@NullMarked
package dev.sluice.function.spring;

import org.jspecify.annotations.NullMarked;
