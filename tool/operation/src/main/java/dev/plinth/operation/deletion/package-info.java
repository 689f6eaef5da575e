/** Resources that block the deletion of a stack. */
@NullMarked
package dev.plinth.operation.deletion;

import org.jspecify.annotations.NullMarked;
