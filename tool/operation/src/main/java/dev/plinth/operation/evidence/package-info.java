/** Facts about running resources, read from AWS or the simulator. */
@NullMarked
package dev.plinth.operation.evidence;

import org.jspecify.annotations.NullMarked;
