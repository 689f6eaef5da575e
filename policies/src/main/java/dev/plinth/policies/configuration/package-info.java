/** Configuration of the rules of a stack: the section plinth:policy and the libraries of teams. */
@NullMarked
package dev.plinth.policies.configuration;

import org.jspecify.annotations.NullMarked;
