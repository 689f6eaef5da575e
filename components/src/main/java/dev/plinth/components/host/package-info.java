/** Hosts with Docker: a hardened machine, a reverse proxy, self-hosted Supabase, and verified backups. */
@NullMarked
package dev.plinth.components.host;

import org.jspecify.annotations.NullMarked;
