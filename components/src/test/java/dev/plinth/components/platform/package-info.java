/** Tests of the projects of platforms. */
@NullMarked
package dev.plinth.components.platform;

import org.jspecify.annotations.NullMarked;
