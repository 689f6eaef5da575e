/** Reusable Pulumi components; the base that all of them share. */
@NullMarked
package dev.plinth.components;

import org.jspecify.annotations.NullMarked;
