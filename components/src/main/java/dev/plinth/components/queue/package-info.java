/** Message queues. */
@NullMarked
package dev.plinth.components.queue;

import org.jspecify.annotations.NullMarked;
