/** Section of releases whose support ends within a year. */
@NullMarked
package dev.plinth.preview.support;

import org.jspecify.annotations.NullMarked;
