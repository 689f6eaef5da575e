/** Commands that preview and change a stack. */
@NullMarked
package dev.plinth.cli.stack;

import org.jspecify.annotations.NullMarked;
