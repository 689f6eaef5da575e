/** Section of the monthly cost of a stack, from dated price lists. */
@NullMarked
package dev.plinth.preview.cost;

import org.jspecify.annotations.NullMarked;
