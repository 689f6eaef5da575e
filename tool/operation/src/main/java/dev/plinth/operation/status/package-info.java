/** The state of a deployed stack: alarms, services, databases and caches. */
@NullMarked
package dev.plinth.operation.status;

import org.jspecify.annotations.NullMarked;
