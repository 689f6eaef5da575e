/** Checks of the project's text: banned words and forms, with their replacements. */
@NullMarked
package dev.plinth.writing;

import org.jspecify.annotations.NullMarked;
