/** Rules for Supabase. */
@NullMarked
package dev.plinth.policies.rules.supabase;

import org.jspecify.annotations.NullMarked;
