/** Text output of previews. */
@NullMarked
package dev.plinth.cli.text;

import org.jspecify.annotations.NullMarked;
