/** Encryption keys, and secrets whose values are set outside the program. */
@NullMarked
package dev.plinth.components.security;

import org.jspecify.annotations.NullMarked;
