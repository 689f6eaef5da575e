/** Containers on ECS Fargate: cluster, image and service. */
@NullMarked
package dev.plinth.components.container;

import org.jspecify.annotations.NullMarked;
