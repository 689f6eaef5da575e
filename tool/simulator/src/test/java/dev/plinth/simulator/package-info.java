/** Tests of the embedded cloud. */
@NullMarked
package dev.plinth.simulator;

import org.jspecify.annotations.NullMarked;
