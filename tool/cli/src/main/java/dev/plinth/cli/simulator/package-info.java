/** Simulator commands: {@code plinth simulator}. */
@NullMarked
package dev.plinth.cli.simulator;

import org.jspecify.annotations.NullMarked;
