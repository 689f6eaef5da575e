/** IAM, KMS and Secrets Manager. */
@NullMarked
package dev.plinth.simulator.aws.security;

import org.jspecify.annotations.NullMarked;
