/** Projects of platforms beside AWS: Vercel, Supabase and Sentry. */
@NullMarked
package dev.plinth.components.platform;

import org.jspecify.annotations.NullMarked;
