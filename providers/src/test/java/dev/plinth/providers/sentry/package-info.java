/** Tests of the classes for Sentry. */
@org.jspecify.annotations.NullMarked
package dev.plinth.providers.sentry;
