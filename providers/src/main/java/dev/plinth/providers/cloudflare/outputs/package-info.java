/** Nested outputs and function results of the Cloudflare provider. */
@NullMarked
package dev.plinth.providers.cloudflare.outputs;

import org.jspecify.annotations.NullMarked;
