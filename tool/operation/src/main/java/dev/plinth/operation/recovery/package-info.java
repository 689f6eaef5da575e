/** What interrupted updates leave behind: locks, damaged states, and resources that are in the cloud and not in the state. */
@NullMarked
package dev.plinth.operation.recovery;

import org.jspecify.annotations.NullMarked;
