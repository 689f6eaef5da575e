/** Exceptions from policy rules, beside the resources that they are for. */
@NullMarked
package dev.plinth.components.policy;

import org.jspecify.annotations.NullMarked;
