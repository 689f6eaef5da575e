/** The events that happen when simulated time passes. */
@NullMarked
package dev.plinth.simulator.time;

import org.jspecify.annotations.NullMarked;
