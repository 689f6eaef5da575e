/** The rules as a policy pack of the Pulumi engine. */
@NullMarked
package dev.plinth.policies.server;

import org.jspecify.annotations.NullMarked;
