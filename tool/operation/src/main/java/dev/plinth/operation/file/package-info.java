/** Previews of plans in files. */
@NullMarked
package dev.plinth.operation.file;

import org.jspecify.annotations.NullMarked;
