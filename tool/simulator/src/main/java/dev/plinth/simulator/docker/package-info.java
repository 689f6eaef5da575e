/** How Docker and image registries behave. */
@NullMarked
package dev.plinth.simulator.docker;

import org.jspecify.annotations.NullMarked;
