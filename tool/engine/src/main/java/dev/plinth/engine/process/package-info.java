/** Child processes that end with this JVM. */
@NullMarked
package dev.plinth.engine.process;

import org.jspecify.annotations.NullMarked;
