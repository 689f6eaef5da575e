/** Section of recovery: loss of data and recovery time after a loss. */
@NullMarked
package dev.plinth.preview.recovery;

import org.jspecify.annotations.NullMarked;
