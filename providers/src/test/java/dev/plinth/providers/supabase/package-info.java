/** Tests of the classes for Supabase. */
@org.jspecify.annotations.NullMarked
package dev.plinth.providers.supabase;
