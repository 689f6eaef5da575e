/** What of a change can't be undone, and what must be shown before data is deleted. */
@NullMarked
package dev.plinth.preview.guard;

import org.jspecify.annotations.NullMarked;
