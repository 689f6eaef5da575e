/** ECS, its task definitions, deployments and scaling, and ECR. */
@NullMarked
package dev.plinth.simulator.aws.compute;

import org.jspecify.annotations.NullMarked;
