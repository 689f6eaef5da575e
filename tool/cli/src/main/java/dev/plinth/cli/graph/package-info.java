/** Commands that read a stack without changing it: graph, diagram, export, cost, affected. */
@NullMarked
package dev.plinth.cli.graph;

import org.jspecify.annotations.NullMarked;
