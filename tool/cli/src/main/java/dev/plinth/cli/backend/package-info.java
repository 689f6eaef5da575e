/** Commands of the engine that Plinth passes on: logins and stacks of a backend. */
@NullMarked
package dev.plinth.cli.backend;

import org.jspecify.annotations.NullMarked;
