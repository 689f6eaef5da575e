/** Stack sessions: previews and changes of one stack on the engine. */
@NullMarked
package dev.plinth.operation.session;

import org.jspecify.annotations.NullMarked;
