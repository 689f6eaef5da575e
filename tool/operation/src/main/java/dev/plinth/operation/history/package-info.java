/** Records of a stack's updates, and the stores that keep them with the state. */
@NullMarked
package dev.plinth.operation.history;

import org.jspecify.annotations.NullMarked;
