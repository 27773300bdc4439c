/** What the tests of SAM templates and Terraform modules have in common. */
@NullMarked
package dev.sluice.infra.aws;

import org.jspecify.annotations.NullMarked;
