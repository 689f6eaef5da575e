/** How Cloudflare behaves. */
@NullMarked
package dev.plinth.simulator.cloudflare;

import org.jspecify.annotations.NullMarked;
