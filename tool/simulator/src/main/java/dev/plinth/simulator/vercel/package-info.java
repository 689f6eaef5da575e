/** Behaviour of Vercel. */
@org.jspecify.annotations.NullMarked
package dev.plinth.simulator.vercel;
