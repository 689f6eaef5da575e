/** Rules for Vercel. */
@NullMarked
package dev.plinth.policies.rules.vercel;

import org.jspecify.annotations.NullMarked;
