/** The arrows of the house, and rules that hold in all of it. */
@NullMarked
package dev.plinth.architecture;

import org.jspecify.annotations.NullMarked;
