/** The tests of the Terraform modules. */
@NullMarked
package dev.sluice.infra.aws.terraform;

import org.jspecify.annotations.NullMarked;
