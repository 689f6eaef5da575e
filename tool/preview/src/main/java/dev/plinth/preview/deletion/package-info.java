/** Plan of a destroy: the deleted data stores, and what remains of them. */
@NullMarked
package dev.plinth.preview.deletion;

import org.jspecify.annotations.NullMarked;
