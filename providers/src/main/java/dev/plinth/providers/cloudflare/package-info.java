/** Typed resources and functions of Pulumi's Cloudflare provider, version 6, for which no Java SDK is published. */
@NullMarked
package dev.plinth.providers.cloudflare;

import org.jspecify.annotations.NullMarked;
