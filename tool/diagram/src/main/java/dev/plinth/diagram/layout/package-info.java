/** Positions and sizes of elements and flows. */
@NullMarked
package dev.plinth.diagram.layout;

import org.jspecify.annotations.NullMarked;
