/** Faults that a user injects. */
@NullMarked
package dev.plinth.simulator.fault;

import org.jspecify.annotations.NullMarked;
