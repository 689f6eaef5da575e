/** Behaviour of Sentry. */
@org.jspecify.annotations.NullMarked
package dev.plinth.simulator.sentry;
