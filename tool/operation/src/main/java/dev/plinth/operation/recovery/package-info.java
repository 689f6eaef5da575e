/** Repair after interrupted updates: locks, damaged states, and resources that are in the cloud but not in the state. */
@NullMarked
package dev.plinth.operation.recovery;

import org.jspecify.annotations.NullMarked;
