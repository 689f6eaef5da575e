/** Alarms, their topic, and one dashboard over all components. */
@NullMarked
package dev.plinth.components.observability;

import org.jspecify.annotations.NullMarked;
