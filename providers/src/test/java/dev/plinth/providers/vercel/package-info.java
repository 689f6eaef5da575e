/** Tests of the classes for Vercel. */
@org.jspecify.annotations.NullMarked
package dev.plinth.providers.vercel;
