/** What each resource was and will be. */
@NullMarked
package dev.plinth.preview.change;

import org.jspecify.annotations.NullMarked;
