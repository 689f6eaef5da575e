/** Behaviours, operations, errors, names and ids that all simulated resource types share. */
@NullMarked
package dev.plinth.simulator.cloud;

import org.jspecify.annotations.NullMarked;
