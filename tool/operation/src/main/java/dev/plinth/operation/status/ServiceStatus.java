package dev.plinth.operation.status;

/**
 * State of an ECS service.
 *
 * @param name the logical name
 * @param running the running tasks
 * @param desired the desired tasks
 * @param deployment the state of its last deployment, such as {@code completed} or {@code in progress}
 */
public record ServiceStatus(String name, int running, int desired, String deployment) {}
