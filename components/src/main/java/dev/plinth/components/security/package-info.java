/** Keys that the other components encrypt with. */
@NullMarked
package dev.plinth.components.security;

import org.jspecify.annotations.NullMarked;
