/** Rules for Cloudflare. */
@NullMarked
package dev.plinth.policies.rules.cloudflare;

import org.jspecify.annotations.NullMarked;
