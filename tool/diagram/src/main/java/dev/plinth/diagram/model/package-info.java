/** Model of a diagram: elements and flows. */
@NullMarked
package dev.plinth.diagram.model;

import org.jspecify.annotations.NullMarked;
