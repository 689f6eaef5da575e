/** Behaviour of Docker and image registries. */
@NullMarked
package dev.plinth.simulator.docker;

import org.jspecify.annotations.NullMarked;
