/** The plan capsule: a saved plan together with all that it was made from, so that nothing else is ever applied. */
@NullMarked
package dev.plinth.operation.capsule;

import org.jspecify.annotations.NullMarked;
