/** Files and directories that the tool writes: durable, private to the user, cached or temporary. */
@NullMarked
package dev.plinth.settings.file;

import org.jspecify.annotations.NullMarked;
