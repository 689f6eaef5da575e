/** What a preview tells beside its steps: sections made from what a change does to a stack. */
@NullMarked
package dev.plinth.preview;

import org.jspecify.annotations.NullMarked;
