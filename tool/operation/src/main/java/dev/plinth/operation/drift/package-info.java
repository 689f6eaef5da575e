/** Differences between a stack's state and the cloud: drift, and changes that AWS makes as the stack configures them. */
@NullMarked
package dev.plinth.operation.drift;

import org.jspecify.annotations.NullMarked;
