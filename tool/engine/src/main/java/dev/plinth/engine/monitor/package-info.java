/** Resource monitors in front of another one, each of which changes or records one kind of request. */
@NullMarked
package dev.plinth.engine.monitor;

import org.jspecify.annotations.NullMarked;
