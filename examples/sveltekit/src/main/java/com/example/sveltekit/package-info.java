/** The program of a SvelteKit application on Vercel with a Supabase database. */
@NullMarked
package com.example.sveltekit;

import org.jspecify.annotations.NullMarked;
