/** Commands of the Pulumi engine on one stack: their process, events, silence and interruption. */
@NullMarked
package dev.plinth.engine.command;

import org.jspecify.annotations.NullMarked;
