/** Network connections between resources by port, and the connections that a change opens or closes. */
@NullMarked
package dev.plinth.preview.reachability;

import org.jspecify.annotations.NullMarked;
