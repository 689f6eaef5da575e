/** Constraints from the vendors' schemas: constraints of values, sets, and properties that the provider computes. */
@NullMarked
package dev.plinth.simulator.table;

import org.jspecify.annotations.NullMarked;
