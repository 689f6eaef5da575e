/** Commands that set, list and rotate the values of secrets, and the services that keep them. */
@NullMarked
package dev.plinth.cli.secrets;

import org.jspecify.annotations.NullMarked;
