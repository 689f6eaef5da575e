/** How long the updates of a stack took. */
@NullMarked
package dev.plinth.operation.timing;

import org.jspecify.annotations.NullMarked;
