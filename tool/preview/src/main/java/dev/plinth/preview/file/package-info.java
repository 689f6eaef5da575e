/** Sections of a preview of a plan in a file. */
@NullMarked
package dev.plinth.preview.file;

import org.jspecify.annotations.NullMarked;
