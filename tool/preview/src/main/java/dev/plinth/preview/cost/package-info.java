/** What a stack costs a month, from a dated price list, and what a change does to it. */
@NullMarked
package dev.plinth.preview.cost;

import org.jspecify.annotations.NullMarked;
