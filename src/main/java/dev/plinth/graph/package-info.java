/** The resource graph of a program, recorded without an engine. */
@NullMarked
package dev.plinth.graph;

import org.jspecify.annotations.NullMarked;
