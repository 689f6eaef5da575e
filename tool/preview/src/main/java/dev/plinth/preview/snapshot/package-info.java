/** What a preview against a snapshot knows, and what it does not. */
@NullMarked
package dev.plinth.preview.snapshot;

import org.jspecify.annotations.NullMarked;
