/** The program of a Next.js application on Vercel with a Supabase database, and its backups on AWS. */
@NullMarked
package com.example.pourtrait;

import org.jspecify.annotations.NullMarked;
