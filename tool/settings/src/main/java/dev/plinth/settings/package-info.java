/** The typed configuration of a stack: what its file may say, and the message when it says something else. */
@NullMarked
package dev.plinth.settings;

import org.jspecify.annotations.NullMarked;
