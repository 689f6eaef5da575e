/** Tests of the launcher, the script {@code plinth}. */
@NullMarked
package dev.plinth.launch;

import org.jspecify.annotations.NullMarked;
