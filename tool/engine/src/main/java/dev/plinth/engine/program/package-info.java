/** Programs that register a stack's resources, and the one that runs in this JVM. */
@NullMarked
package dev.plinth.engine.program;

import org.jspecify.annotations.NullMarked;
