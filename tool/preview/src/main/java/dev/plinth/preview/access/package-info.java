/** Section {@code access}: permissions that a change adds and removes. */
@NullMarked
package dev.plinth.preview.access;

import org.jspecify.annotations.NullMarked;
