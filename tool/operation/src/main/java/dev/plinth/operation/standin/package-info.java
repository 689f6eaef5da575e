/** Runs of a program with stand-ins for the identifiers that only an update gives. */
@NullMarked
package dev.plinth.operation.standin;

import org.jspecify.annotations.NullMarked;
