/** The commands: one class a verb. */
@NullMarked
package dev.plinth.cli;

import org.jspecify.annotations.NullMarked;
