/** Commands that create and check projects: new, config, doctor. */
@NullMarked
package dev.plinth.cli.setup;

import org.jspecify.annotations.NullMarked;
