/** Rollback of a stack: records of each update and of the stack before it. */
@NullMarked
package dev.plinth.operation.rollback;

import org.jspecify.annotations.NullMarked;
