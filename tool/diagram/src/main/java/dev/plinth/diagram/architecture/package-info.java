/** Elements and flows of a stack, from its resources. */
@NullMarked
package dev.plinth.diagram.architecture;

import org.jspecify.annotations.NullMarked;
