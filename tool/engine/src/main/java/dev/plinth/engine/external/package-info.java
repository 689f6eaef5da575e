/** Programs in other processes, started by the runtime that Pulumi.yaml names. */
@NullMarked
package dev.plinth.engine.external;

import org.jspecify.annotations.NullMarked;
