/** Rules for Docker. */
@NullMarked
package dev.plinth.policies.rules.docker;

import org.jspecify.annotations.NullMarked;
