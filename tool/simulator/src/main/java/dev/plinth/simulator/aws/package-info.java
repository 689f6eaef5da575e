/** Behaviour of AWS, one file a service. */
@NullMarked
package dev.plinth.simulator.aws;

import org.jspecify.annotations.NullMarked;
