/** What differs between a stack's state and the cloud: drift, and what AWS changes as the stack configures it. */
@NullMarked
package dev.plinth.operation.drift;

import org.jspecify.annotations.NullMarked;
