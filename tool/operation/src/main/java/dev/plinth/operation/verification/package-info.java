/** Requests to the endpoints of a deployed stack, and checks of the responses. */
@NullMarked
package dev.plinth.operation.verification;

import org.jspecify.annotations.NullMarked;
