/** Rules for identities, keys and secrets on AWS. */
@NullMarked
package dev.plinth.policies.rules.aws.identity;

import org.jspecify.annotations.NullMarked;
