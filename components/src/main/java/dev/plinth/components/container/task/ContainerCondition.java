package dev.plinth.components.container.task;

/**
 * The state that a container must have reached before another one starts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html">ContainerDependency</a>
 */
public enum ContainerCondition {
    /** It has started. */
    START,
    /** It has exited, with any code; it cannot be essential. */
    COMPLETE,
    /** It has exited with code 0; it can't be essential. */
    SUCCESS,
    /** Its health check has passed; it must have one. */
    HEALTHY
}
