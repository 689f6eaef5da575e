/** Saved plans: an update that is previewed now and applied later, unchanged. */
@NullMarked
package dev.plinth.operation.plan;

import org.jspecify.annotations.NullMarked;
