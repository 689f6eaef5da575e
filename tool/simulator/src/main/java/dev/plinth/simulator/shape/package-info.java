/** Resource shapes, learnt from the SDK jars by reflection. */
@NullMarked
package dev.plinth.simulator.shape;

import org.jspecify.annotations.NullMarked;
