/** Tests of the simulator. */
@NullMarked
package dev.plinth.simulator;

import org.jspecify.annotations.NullMarked;
