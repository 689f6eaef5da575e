/** Stacks on the real engine from their first update to their end. */
@NullMarked
package dev.plinth.lifecycle;

import org.jspecify.annotations.NullMarked;
