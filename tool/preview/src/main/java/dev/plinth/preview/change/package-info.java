/** Section of the changed properties of resources. */
@NullMarked
package dev.plinth.preview.change;

import org.jspecify.annotations.NullMarked;
