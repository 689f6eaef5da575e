package dev.plinth.stack.config;

import dev.plinth.components.container.ContainerClusterArgs.ContainerInsights;
import dev.plinth.settings.Default;

/**
 * The section {@code cluster}: the ECS cluster of services and jobs.
 *
 * @param containerInsights metrics that Container Insights collects; each is billed
 */
public record ClusterConfig(@Default("\"ENHANCED\"") ContainerInsights containerInsights) {}
