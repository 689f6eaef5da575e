/** Operations on a stack: preview, up, refresh, destroy, on the real engine. */
@NullMarked
package dev.plinth.operation;

import org.jspecify.annotations.NullMarked;
