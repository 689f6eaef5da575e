/** The configuration of the environment: a record for each section of a stack file. */
@NullMarked
package dev.plinth.stack.config;

import org.jspecify.annotations.NullMarked;
