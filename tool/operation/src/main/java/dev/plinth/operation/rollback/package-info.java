/** What leads a stack back: a record of each update, and of the stack as it was before it. */
@NullMarked
package dev.plinth.operation.rollback;

import org.jspecify.annotations.NullMarked;
