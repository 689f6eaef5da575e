/** Relational databases. */
@NullMarked
package dev.plinth.components.database;

import org.jspecify.annotations.NullMarked;
