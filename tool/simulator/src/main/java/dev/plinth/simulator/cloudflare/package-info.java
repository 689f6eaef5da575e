/** Behaviour of Cloudflare. */
@NullMarked
package dev.plinth.simulator.cloudflare;

import org.jspecify.annotations.NullMarked;
