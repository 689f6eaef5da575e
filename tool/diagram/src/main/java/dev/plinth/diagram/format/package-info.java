/** File formats of diagrams. */
@NullMarked
package dev.plinth.diagram.format;

import org.jspecify.annotations.NullMarked;
