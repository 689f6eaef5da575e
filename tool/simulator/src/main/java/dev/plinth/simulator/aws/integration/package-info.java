/** SNS, SQS and EventBridge Scheduler. */
@NullMarked
package dev.plinth.simulator.aws.integration;

import org.jspecify.annotations.NullMarked;
