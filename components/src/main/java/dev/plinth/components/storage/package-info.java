/** Object storage. */
@NullMarked
package dev.plinth.components.storage;

import org.jspecify.annotations.NullMarked;
