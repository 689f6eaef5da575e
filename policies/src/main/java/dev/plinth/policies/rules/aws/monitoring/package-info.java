/** Rules for audit, alarms, logs and canaries on AWS. */
@NullMarked
package dev.plinth.policies.rules.aws.monitoring;

import org.jspecify.annotations.NullMarked;
