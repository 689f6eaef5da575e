/** Terraform's plans, read and written: the same resources under Terraform's names. */
@NullMarked
package dev.plinth.policies.terraform;

import org.jspecify.annotations.NullMarked;
