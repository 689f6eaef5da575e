/** Caches in memory. */
@NullMarked
package dev.plinth.components.cache;

import org.jspecify.annotations.NullMarked;
