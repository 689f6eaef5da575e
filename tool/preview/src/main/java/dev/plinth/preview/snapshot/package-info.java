/** Section of a preview against a snapshot. */
@NullMarked
package dev.plinth.preview.snapshot;

import org.jspecify.annotations.NullMarked;
