/** Feature flags of AWS AppConfig. */
@NullMarked
package dev.plinth.components.flags;

import org.jspecify.annotations.NullMarked;
