/** Plinth's entry point. */
@NullMarked
package dev.plinth;

import org.jspecify.annotations.NullMarked;
