/** Property values as plain Java, and their way to and from protobuf and JSON. */
@NullMarked
package dev.plinth.simulator.value;

import org.jspecify.annotations.NullMarked;
