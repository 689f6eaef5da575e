/** CloudWatch, its logs and their delivery. */
@NullMarked
package dev.plinth.simulator.aws.monitoring;

import org.jspecify.annotations.NullMarked;
