/** Options and arguments that several commands share. */
@NullMarked
package dev.plinth.cli.options;

import org.jspecify.annotations.NullMarked;
