/** The program: which components an environment gets, and how they are wired. */
@NullMarked
package dev.plinth.stack;

import org.jspecify.annotations.NullMarked;
