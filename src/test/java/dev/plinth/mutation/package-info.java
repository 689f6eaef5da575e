/** Makes each argument of each component unsafe, and asks who notices. */
@NullMarked
package dev.plinth.mutation;

import org.jspecify.annotations.NullMarked;
