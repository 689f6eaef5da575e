/** Tests of what is drawn, where it lies, and how it is written. */
@NullMarked
package dev.plinth.diagram;

import org.jspecify.annotations.NullMarked;
