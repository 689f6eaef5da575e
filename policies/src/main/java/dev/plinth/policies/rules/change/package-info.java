/** Rules for changes: data, capacity, protection and exposure. */
@NullMarked
package dev.plinth.policies.rules.change;

import org.jspecify.annotations.NullMarked;
