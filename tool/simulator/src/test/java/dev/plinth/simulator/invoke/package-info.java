@NullMarked
package dev.plinth.simulator.invoke;

import org.jspecify.annotations.NullMarked;
