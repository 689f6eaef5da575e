/** Recovery points of the embedded cloud's resources, and what was restored from them. */
@NullMarked
package dev.plinth.simulator.backup;

import org.jspecify.annotations.NullMarked;
