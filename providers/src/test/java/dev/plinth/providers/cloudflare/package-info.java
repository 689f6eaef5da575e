@NullMarked
package dev.plinth.providers.cloudflare;

import org.jspecify.annotations.NullMarked;
