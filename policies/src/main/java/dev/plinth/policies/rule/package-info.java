/** Rules: an id, a statement, and one function from a resource to a verdict. */
@NullMarked
package dev.plinth.policies.rule;

import org.jspecify.annotations.NullMarked;
