/** A stack's state without its secrets, and previews of a program against it. */
@NullMarked
package dev.plinth.operation.snapshot;

import org.jspecify.annotations.NullMarked;
