/** Pulumi package schemas of the simulated providers. */
@NullMarked
package dev.plinth.simulator.schema;

import org.jspecify.annotations.NullMarked;
