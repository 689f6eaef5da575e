/** Draws a stack's architecture: folds its resources into elements and flows, lays them out, and writes them. */
@NullMarked
package dev.plinth.diagram;

import org.jspecify.annotations.NullMarked;
