/** Docker resources and the hosts that run them. */
@NullMarked
package dev.plinth.model.docker;

import org.jspecify.annotations.NullMarked;
