/** Exceptions from rules: who accepted which finding, why, and until when. */
@NullMarked
package dev.plinth.policies.waiver;

import org.jspecify.annotations.NullMarked;
