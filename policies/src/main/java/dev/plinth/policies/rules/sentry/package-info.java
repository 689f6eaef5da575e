/** Rules for Sentry. */
@NullMarked
package dev.plinth.policies.rules.sentry;

import org.jspecify.annotations.NullMarked;
