/** Tests of self-hosted systems with the real programs of Debian's packages. */
@NullMarked
package dev.plinth.host;

import org.jspecify.annotations.NullMarked;
