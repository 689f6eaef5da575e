@NullMarked
package dev.plinth.providers.generator;

import org.jspecify.annotations.NullMarked;
