/** What every simulated resource type shares: behaviours, operations, errors, names and ids. */
@NullMarked
package dev.plinth.simulator.cloud;

import org.jspecify.annotations.NullMarked;
