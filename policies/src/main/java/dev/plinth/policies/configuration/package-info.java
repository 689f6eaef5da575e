/** What a stack asks of the rules, and which rules there are: the section plinth:policy and the libraries of teams. */
@NullMarked
package dev.plinth.policies.configuration;

import org.jspecify.annotations.NullMarked;
