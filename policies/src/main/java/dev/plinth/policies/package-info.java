/** The policies: evaluates the rules over a resource graph. */
@NullMarked
package dev.plinth.policies;

import org.jspecify.annotations.NullMarked;
