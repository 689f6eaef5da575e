@NullMarked
package dev.plinth.providers;

import org.jspecify.annotations.NullMarked;
