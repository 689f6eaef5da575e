/** Start of a project's program from its sources: compilation, class loading, and a watch on its files. */
@NullMarked
package dev.plinth.cli.launch;

import org.jspecify.annotations.NullMarked;
