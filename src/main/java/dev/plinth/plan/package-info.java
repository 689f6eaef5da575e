/** What a change would do, read from the engine's events, and its reports. */
@NullMarked
package dev.plinth.plan;

import org.jspecify.annotations.NullMarked;
