/** Durations of a stack's updates. */
@NullMarked
package dev.plinth.operation.timing;

import org.jspecify.annotations.NullMarked;
