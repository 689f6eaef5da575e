/** Checks of a project and of the machine that it is operated from. */
@NullMarked
package dev.plinth.operation.doctor;

import org.jspecify.annotations.NullMarked;
