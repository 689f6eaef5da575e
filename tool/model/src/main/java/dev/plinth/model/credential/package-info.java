/** Names and forms of credentials, which validation, rules, the simulator and snapshots share. */
@NullMarked
package dev.plinth.model.credential;

import org.jspecify.annotations.NullMarked;
