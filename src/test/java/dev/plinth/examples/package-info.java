/** Tests of the complete projects in {@code examples}. */
@NullMarked
package dev.plinth.examples;

import org.jspecify.annotations.NullMarked;
