/** The gRPC servers that only processes of the same user reach. */
@NullMarked
package dev.plinth.model.loopback;

import org.jspecify.annotations.NullMarked;
