/** Nested inputs and function arguments of the Cloudflare provider. */
@NullMarked
package dev.plinth.providers.cloudflare.inputs;

import org.jspecify.annotations.NullMarked;
