/** Ends of support: the releases that a stack uses and that AWS stops supporting within a year. */
@NullMarked
package dev.plinth.preview.support;

import org.jspecify.annotations.NullMarked;
