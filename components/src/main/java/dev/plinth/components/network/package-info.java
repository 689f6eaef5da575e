/** The network that everything else of an environment lives in. */
@NullMarked
package dev.plinth.components.network;

import org.jspecify.annotations.NullMarked;
