/** Values of tasks: sizes, processors, destinations and the order of containers. */
@NullMarked
package dev.plinth.components.container.task;

import org.jspecify.annotations.NullMarked;
