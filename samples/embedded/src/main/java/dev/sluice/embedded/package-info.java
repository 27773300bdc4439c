/** Stand-ins for AWS, API Gateway and Kubernetes in one JVM, and starters of the real ones, for the quickstart and the tests. */
@NullMarked
package dev.sluice.embedded;

import org.jspecify.annotations.NullMarked;
