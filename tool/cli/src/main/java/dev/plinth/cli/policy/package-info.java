/** Policy commands: {@code plinth policy}. */
@NullMarked
package dev.plinth.cli.policy;

import org.jspecify.annotations.NullMarked;
