/** gRPC servers on the loopback address, for the engine and for programs in other processes. */
@NullMarked
package dev.plinth.engine.grpc;

import org.jspecify.annotations.NullMarked;
