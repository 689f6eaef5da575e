/** Runs of a program without an engine, recorded as a resource graph. */
@NullMarked
package dev.plinth.engine.graph;

import org.jspecify.annotations.NullMarked;
