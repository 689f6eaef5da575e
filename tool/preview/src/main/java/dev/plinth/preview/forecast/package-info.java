/** How long a change takes, and what it interrupts. */
@NullMarked
package dev.plinth.preview.forecast;

import org.jspecify.annotations.NullMarked;
