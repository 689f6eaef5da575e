/** State machines of AWS Step Functions that components run operations with. */
@NullMarked
package dev.plinth.components.workflow;

import org.jspecify.annotations.NullMarked;
