/** The typed configuration of a stack: the keys of its file, their validation, and the messages for invalid values. */
@NullMarked
package dev.plinth.settings;

import org.jspecify.annotations.NullMarked;
