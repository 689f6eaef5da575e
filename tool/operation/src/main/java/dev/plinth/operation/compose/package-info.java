/** Compose projects of the containers of a stack. */
@NullMarked
package dev.plinth.operation.compose;

import org.jspecify.annotations.NullMarked;
