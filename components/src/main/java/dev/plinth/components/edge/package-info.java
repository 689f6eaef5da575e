/** What stands before the load balancer: the Cloudflare zone, and the origin's TLS certificate. */
@NullMarked
package dev.plinth.components.edge;

import org.jspecify.annotations.NullMarked;
