/** Reversibility of steps, and the evidence required to delete data. */
@NullMarked
package dev.plinth.preview.guard;

import org.jspecify.annotations.NullMarked;
