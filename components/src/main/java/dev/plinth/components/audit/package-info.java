/** The audit trail of an account. */
@NullMarked
package dev.plinth.components.audit;

import org.jspecify.annotations.NullMarked;
