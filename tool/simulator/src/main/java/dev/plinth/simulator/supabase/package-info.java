/** Behaviour of Supabase. */
@org.jspecify.annotations.NullMarked
package dev.plinth.simulator.supabase;
