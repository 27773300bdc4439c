/** The tests of the SAM templates. */
@NullMarked
package dev.sluice.infra.aws.sam;

import org.jspecify.annotations.NullMarked;
