/** The resource graph that every analysis reads: resources, their properties and what they depend on. */
@NullMarked
package dev.plinth.model;

import org.jspecify.annotations.NullMarked;
