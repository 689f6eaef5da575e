/** The simulator: a Pulumi provider that needs no account. */
@NullMarked
package dev.plinth.simulator;

import org.jspecify.annotations.NullMarked;
