/** Conditions that several rules share: on lists, companions, policy documents, credentials and versions. */
@NullMarked
package dev.plinth.policies.condition;

import org.jspecify.annotations.NullMarked;
