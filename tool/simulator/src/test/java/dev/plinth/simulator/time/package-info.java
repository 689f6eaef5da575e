/** Tests of schedules, windows and event patterns. */
@NullMarked
package dev.plinth.simulator.time;

import org.jspecify.annotations.NullMarked;
