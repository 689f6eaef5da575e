/** The rules themselves, one class a service. */
@NullMarked
package dev.plinth.policies.rules;

import org.jspecify.annotations.NullMarked;
