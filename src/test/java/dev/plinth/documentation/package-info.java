/** Tests of the documentation: its commands are valid, and run. */
@NullMarked
package dev.plinth.documentation;

import org.jspecify.annotations.NullMarked;
