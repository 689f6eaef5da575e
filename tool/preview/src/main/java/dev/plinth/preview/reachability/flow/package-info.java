/** Flows between endpoints, and how a change affects them. */
@NullMarked
package dev.plinth.preview.reachability.flow;

import org.jspecify.annotations.NullMarked;
