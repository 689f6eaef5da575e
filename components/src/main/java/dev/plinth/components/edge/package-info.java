/** Cloudflare zone in front of the load balancer, and the origin's TLS certificate. */
@NullMarked
package dev.plinth.components.edge;

import org.jspecify.annotations.NullMarked;
