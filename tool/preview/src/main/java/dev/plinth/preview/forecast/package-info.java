/** Section of the duration and the downtime of an update. */
@NullMarked
package dev.plinth.preview.forecast;

import org.jspecify.annotations.NullMarked;
