/** Workflow automation. */
@NullMarked
package dev.plinth.components.automation;

import org.jspecify.annotations.NullMarked;
