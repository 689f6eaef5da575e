package dev.plinth.stack.config;

import dev.plinth.components.loadbalancer.Route;
import dev.plinth.settings.Default;
import dev.plinth.settings.Inline;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the section {@code services}: containers that always run. One with {@code hostnames} is called through the load
 * balancer; one without {@code port} is a worker.
 *
 * @param task the keys that services and jobs share
 * @param port port that the container listens on; the variable {@code PORT} has it
 * @param hostnames host names that lead here, such as {@code api}; they need {@code port}
 * @param paths paths of these host names that lead here, such as {@code /api/*}; empty for all
 * @param priority place among the routes, lower first; where it is left out, a number from 1001 to 41000 that follows from the
 *     name
 * @param healthCheckPath path that answers 200 while the service is healthy; it counts with {@code port} only
 * @param healthCheckGracePeriodSeconds how long a starting task may be unhealthy, in seconds
 * @param minTasks tasks that always run; 0 for a worker that {@code scaleByQueue} scales
 * @param maxTasks tasks at the highest load
 * @param cpuTargetPercent average CPU use that scaling holds; 60 where it is left out, none with {@code minTasks} 0
 * @param memoryTargetPercent average memory use that scaling holds; 75 where it is left out, none with {@code minTasks} 0
 * @param requestsPerTask requests a minute and task that scaling holds; it needs {@code hostnames}
 * @param scaleByQueue queue whose messages scale the service, one of {@code consumes}
 * @param messagesPerTask waiting messages per task that scaling by the queue holds
 * @param fargateSpotWeight share of Fargate Spot against 1 for Fargate; from 0 to more, or back, replaces the service
 * @param enableExecuteCommand whether {@code aws ecs execute-command} may run commands; {@code readonlyRootFilesystem} must be
 *     false then
 * @param waitForSteadyState whether an update waits until the deployment has ended
 * @param redeployOnSecretChange whether new tasks start when a secret has another value, as after a rotation of a password
 * @param rollbackAlarmNames names of CloudWatch alarms that roll a running deployment back
 */
public record ServiceConfig(
        @Inline TaskConfig task,
        @Range(min = 1, max = 65535) Optional<Integer> port,
        @Default("[]") @Matches(regex = Patterns.HOSTNAME, allowed = Patterns.HOSTNAME_ALLOWED) List<String> hostnames,
        @Default("[]") @Matches(regex = "/\\S{0,127}", allowed = "paths such as /api/*") List<String> paths,
        @Range(min = 1, max = Route.MAX_PRIORITY) Optional<Integer> priority,
        @Default("\"/api/health\"") @Matches(regex = "/[^\\s'\"]{0,1023}", allowed = "a path that starts with /")
                String healthCheckPath,
        @Default("60") @Range(min = 0, max = 3600) int healthCheckGracePeriodSeconds,
        @Default("2") @Range(min = 0, max = 1000) int minTasks,
        @Default("20") @Range(min = 1, max = 5000) int maxTasks,
        @Range(min = 10, max = 90) Optional<Integer> cpuTargetPercent,
        @Range(min = 10, max = 90) Optional<Integer> memoryTargetPercent,
        @Range(min = 1, max = 1000000) Optional<Integer> requestsPerTask,
        Optional<String> scaleByQueue,
        @Range(min = 1, max = 1000000) Optional<Integer> messagesPerTask,
        @Default("0") @Range(min = 0, max = 1000) int fargateSpotWeight,
        @Default("false") boolean enableExecuteCommand,
        @Default("true") boolean waitForSteadyState,
        @Default("true") boolean redeployOnSecretChange,
        @Default("[]") List<String> rollbackAlarmNames) {

    /** Rejects keys that contradict each other. */
    public ServiceConfig {
        if (minTasks > maxTasks) {
            throw new IllegalArgumentException("has minTasks " + minTasks + " above maxTasks " + maxTasks);
        }
        if (scaleByQueue.isPresent() != messagesPerTask.isPresent()) {
            throw new IllegalArgumentException(
                    "has only one of scaleByQueue and messagesPerTask; expected both or neither");
        }
        if (minTasks == 0 && (scaleByQueue.isEmpty() || !hostnames.isEmpty())) {
            throw new IllegalArgumentException(
                    "has minTasks 0, which needs scaleByQueue and no hostnames; expected at least 1");
        }
        if (enableExecuteCommand && task.readonlyRootFilesystem()) {
            throw new IllegalArgumentException("has enableExecuteCommand, which needs readonlyRootFilesystem: false");
        }
        if (port.isEmpty() && !hostnames.isEmpty()) {
            throw new IllegalArgumentException(
                    "has hostnames without port; expected the port that the container listens on");
        }
        if (hostnames.isEmpty() && (!paths.isEmpty() || priority.isPresent() || requestsPerTask.isPresent())) {
            throw new IllegalArgumentException("has paths, priority or requestsPerTask without hostnames");
        }
    }

    /** Returns whether the load balancer calls the service. */
    public boolean isBalanced() {
        return !hostnames.isEmpty();
    }
}
