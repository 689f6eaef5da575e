/** The cloud's memory: SQLite, one transaction an operation. */
@NullMarked
package dev.plinth.simulator.store;

import org.jspecify.annotations.NullMarked;
