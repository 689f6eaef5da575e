/** Model of a stack's networks, and its readers. */
@NullMarked
package dev.plinth.preview.reachability.network;

import org.jspecify.annotations.NullMarked;
