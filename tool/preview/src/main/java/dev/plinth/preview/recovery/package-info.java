/** What a loss costs in data and time, by the settings that a stack has after a change. */
@NullMarked
package dev.plinth.preview.recovery;

import org.jspecify.annotations.NullMarked;
