/** The sections that a preview can have. */
@NullMarked
package dev.plinth.preview.catalog;

import org.jspecify.annotations.NullMarked;
