/** Names in Route 53: hosted zones and their records. */
@NullMarked
package dev.plinth.components.dns;

import org.jspecify.annotations.NullMarked;
