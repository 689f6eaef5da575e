/** What broke the rules when a team began with them, and is accepted until somebody mends it. */
@NullMarked
package dev.plinth.policies.baseline;

import org.jspecify.annotations.NullMarked;
