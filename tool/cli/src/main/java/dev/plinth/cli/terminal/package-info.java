/** Terminal output, progress and questions. */
@NullMarked
package dev.plinth.cli.terminal;

import org.jspecify.annotations.NullMarked;
