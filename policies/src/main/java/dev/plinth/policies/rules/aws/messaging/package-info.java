/** Rules for queues and events on AWS. */
@NullMarked
package dev.plinth.policies.rules.aws.messaging;

import org.jspecify.annotations.NullMarked;
