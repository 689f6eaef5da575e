/** Baselines: existing violations that are accepted until they are fixed. */
@NullMarked
package dev.plinth.policies.baseline;

import org.jspecify.annotations.NullMarked;
