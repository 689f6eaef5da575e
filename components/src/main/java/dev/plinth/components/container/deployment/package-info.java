/** Values of deployments: blue-green and the shift of its requests. */
@NullMarked
package dev.plinth.components.container.deployment;

import org.jspecify.annotations.NullMarked;
