/** API of the sections of a preview, and the change that they are computed from. */
@NullMarked
package dev.plinth.preview;

import org.jspecify.annotations.NullMarked;
