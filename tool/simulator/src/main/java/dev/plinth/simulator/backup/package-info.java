/** Recovery points of the simulator's resources, and the resources restored from them. */
@NullMarked
package dev.plinth.simulator.backup;

import org.jspecify.annotations.NullMarked;
