/** The Pulumi engine: where it comes from, how it is started, and the servers in this JVM that it talks to. */
@NullMarked
package dev.plinth.engine;

import org.jspecify.annotations.NullMarked;
