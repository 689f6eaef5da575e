package dev.plinth.components.observability;

import com.pulumi.core.Output;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.ScheduledTask;
import dev.plinth.components.container.SecretRedeployment;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.network.Network;
import dev.plinth.components.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alarms of each kind of component but databases, see {@link DatabaseSubjects}. */
final class Subjects {

    /** RequestCount leaves out what the load balancer answered itself for want of a target. */
    static final String ERROR_PERCENT = "100 * (FILL(own, 0) + FILL(targets, 0)) / (FILL(own, 0) + FILL(requests, 1))";

    private Subjects() {}

    /** ElastiCache measures each node by its own id. */
    static Subject of(RedisCache cache) {
        List<Alarm> alarms = new ArrayList<>();
        int number = 1;
        for (Output<String> nodeId : cache.nodeIds()) {
            Map<String, Output<String>> node = Map.of("CacheClusterId", nodeId);
            String part = "node-" + number + "-";
            String of = " of node " + number;
            alarms.add(above(
                    part + "engine-cpu",
                    "Engine CPU" + of + ", %",
                    cache("EngineCPUUtilization", "Average", node),
                    Thresholds.CACHE_ENGINE_CPU_PERCENT,
                    3));
            alarms.add(above(
                    part + "memory",
                    "Memory" + of + ", %",
                    cache("DatabaseMemoryUsagePercentage", "Maximum", node),
                    Thresholds.CACHE_MEMORY_PERCENT,
                    3));
            alarms.add(above(
                    part + "evictions",
                    "Evictions" + of,
                    cache("Evictions", "Sum", node),
                    Thresholds.CACHE_EVICTIONS,
                    1));
            alarms.add(above(
                    part + "replication-lag",
                    "Replication lag" + of + ", s",
                    cache("ReplicationLag", "Maximum", node),
                    Thresholds.CACHE_REPLICATION_LAG_SECONDS,
                    2));
            // No reads, no rate: that is no fault.
            alarms.add(Alarm.on(
                    part + "hit-rate",
                    "Cache hit rate" + of + ", %",
                    cache("CacheHitRate", "Average", node),
                    Comparison.BELOW,
                    Thresholds.CACHE_HIT_RATE_PERCENT,
                    6,
                    MissingData.NOT_BREACHING));
            number++;
        }
        return new Subject(cache.name(), "Redis", alarms);
    }

    static Subject of(FargateService service, boolean stopsOutsideHours) {
        Map<String, Output<String>> dimensions =
                Map.of("ClusterName", service.clusterName(), "ServiceName", service.serviceName());
        List<Alarm> alarms = new ArrayList<>(List.of(
                above(
                        "cpu",
                        "CPU, %",
                        new Metric("cpu", "AWS/ECS", "CPUUtilization", "Average", dimensions),
                        Thresholds.SERVICE_CPU_PERCENT,
                        3),
                above(
                        "memory",
                        "Memory, %",
                        new Metric("memory", "AWS/ECS", "MemoryUtilization", "Average", dimensions),
                        Thresholds.SERVICE_MEMORY_PERCENT,
                        3)));
        // A worker that scales to zero has no task while there is nothing to do.
        if (service.minTasks() > 0 && !stopsOutsideHours) {
            // No task, no data: that is the worst case.
            alarms.add(Alarm.on(
                    "running-tasks",
                    "Running tasks",
                    new Metric("tasks", "ECS/ContainerInsights", "RunningTaskCount", "Minimum", dimensions),
                    Comparison.BELOW,
                    service.minTasks(),
                    2,
                    MissingData.BREACHING));
        }
        service.targetGroupDimensions()
                .ifPresent(targetGroup -> alarms.add(event(
                        "unhealthy-targets",
                        "Unhealthy targets",
                        new Metric("unhealthy", "AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", targetGroup),
                        2)));
        service.alternateTargetGroupDimensions()
                .ifPresent(targetGroup -> alarms.add(event(
                        "unhealthy-green-targets",
                        "Unhealthy targets of the second target group",
                        new Metric("unhealthy", "AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", targetGroup),
                        2)));
        return new Subject(service.name(), "Fargate service", alarms);
    }

    /** A service whose redeployment fails keeps a password that is no longer valid. */
    static Subject of(SecretRedeployment redeployment) {
        return new Subject(
                redeployment.name(),
                "Redeployment after a change of secrets",
                List.of(
                        event(
                                "failed",
                                "Failed redeployments",
                                new Metric(
                                        "failed",
                                        "AWS/States",
                                        "ExecutionsFailed",
                                        "Sum",
                                        Map.of("StateMachineArn", redeployment.stateMachineArn())),
                                1),
                        event(
                                "dead-letters",
                                "Redeployments that were not started",
                                sqs("ApproximateNumberOfMessagesVisible", redeployment.deadLetterQueueName()),
                                1)));
    }

    /**
     * The age also grows while messages come back from receivers that don't delete them.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">The
     *     metrics of SQS</a>
     */
    static Subject of(Queue queue, ObservabilityArgs args) {
        return new Subject(
                queue.name(),
                "Queue",
                List.of(
                        Alarm.on(
                                "oldest-message",
                                "Age of the oldest message, s",
                                sqs("ApproximateAgeOfOldestMessage", queue.queueName()),
                                Comparison.ABOVE,
                                args.queueOldestMessageSeconds(),
                                1,
                                MissingData.NOT_BREACHING),
                        event(
                                "dead-letters",
                                "Messages in the dead-letter queue",
                                sqs("ApproximateNumberOfMessagesVisible", queue.deadLetterQueueName()),
                                1)));
    }

    /**
     * Scheduler measures by schedule group, so each task has a separate one.
     *
     * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html">The metrics of EventBridge
     *     Scheduler</a>
     */
    static Subject of(ScheduledTask task) {
        Map<String, Output<String>> group = Map.of("ScheduleGroup", task.scheduleGroupName());
        return new Subject(
                task.name(),
                "Scheduled task",
                List.of(
                        event(
                                "failures",
                                "Failed runs in the dead-letter queue",
                                sqs("ApproximateNumberOfMessagesVisible", task.deadLetterQueueName()),
                                1),
                        event(
                                "start-errors",
                                "Errors of starting a task",
                                scheduler("errors", "TargetErrorCount", group),
                                1),
                        event(
                                "dropped-runs",
                                "Runs that were given up",
                                scheduler("dropped", "InvocationDroppedCount", group),
                                1),
                        event(
                                "lost-failures",
                                "Failures that did not reach the dead-letter queue",
                                scheduler("lost", "InvocationsFailedToBeSentToDeadLetterCount", group),
                                1)));
    }

    static Subject of(ApplicationLoadBalancer loadBalancer) {
        Map<String, Output<String>> dimensions = Map.of("LoadBalancer", loadBalancer.arnSuffix());
        Alarm errorRate = new Alarm(
                "error-rate",
                "Responses with status 5xx, %",
                errorMetrics(dimensions),
                ERROR_PERCENT,
                Comparison.ABOVE,
                Thresholds.ERROR_RATE_PERCENT,
                60,
                // A rollback must begin within two minutes.
                2,
                MissingData.NOT_BREACHING,
                null);
        return new Subject(
                loadBalancer.name(),
                "Load balancer",
                List.of(
                        errorRate,
                        Alarm.on(
                                "response-time",
                                "Response time, p95, s",
                                alb("time", "TargetResponseTime", "p95", dimensions),
                                Comparison.ABOVE,
                                Thresholds.RESPONSE_TIME_SECONDS,
                                2,
                                MissingData.NOT_BREACHING),
                        event(
                                "rejected-connections",
                                "Rejected connections",
                                alb("rejected", "RejectedConnectionCount", "Sum", dimensions),
                                1)));
    }

    static List<Metric> errorMetrics(Map<String, Output<String>> loadBalancer) {
        return List.of(
                alb("own", "HTTPCode_ELB_5XX_Count", "Sum", loadBalancer),
                alb("targets", "HTTPCode_Target_5XX_Count", "Sum", loadBalancer),
                alb("requests", "RequestCount", "Sum", loadBalancer));
    }

    static Subject of(Network network) {
        List<Alarm> alarms = new ArrayList<>();
        network.natGateways()
                .forEach((name, id) -> alarms.add(event(
                                "nat-" + name + "-port-allocation",
                                "Failed port allocations of NAT gateway " + name,
                                new Metric(
                                        "ports",
                                        "AWS/NATGateway",
                                        "ErrorPortAllocation",
                                        "Sum",
                                        Map.of("NatGatewayId", id)),
                                1)
                        .formerly("nat-" + (alarms.size() + 1) + "-port-allocation")));
        return new Subject(network.name(), "Network", alarms);
    }

    static Subject of(BackupVault backup) {
        Map<String, Output<String>> vault = Map.of("BackupVaultName", backup.vaultName());
        return new Subject(
                backup.name(),
                "Backup",
                List.of(
                        event(
                                "failed-jobs",
                                "Failed backup jobs",
                                new Metric("failed", "AWS/Backup", "NumberOfBackupJobsFailed", "Sum", vault),
                                1),
                        event(
                                "expired-jobs",
                                "Backup jobs that never began",
                                new Metric("expired", "AWS/Backup", "NumberOfBackupJobsExpired", "Sum", vault),
                                1),
                        event(
                                "failed-copies",
                                "Failed copy jobs",
                                new Metric("copies", "AWS/Backup", "NumberOfCopyJobsFailed", "Sum", vault),
                                1)));
    }

    static Alarm above(String part, String title, Metric metric, double threshold, int periods) {
        return Alarm.on(part, title, metric, Comparison.ABOVE, threshold, periods, MissingData.MISSING);
    }

    /** Alarms as soon as it happens; no data means that it didn't. */
    static Alarm event(String part, String title, Metric metric, int periods) {
        return Alarm.on(part, title, metric, Comparison.ABOVE, Thresholds.NONE, periods, MissingData.NOT_BREACHING);
    }

    private static Metric sqs(String name, Output<String> queueName) {
        return new Metric("value", "AWS/SQS", name, "Maximum", Map.of("QueueName", queueName));
    }

    private static Metric scheduler(String id, String name, Map<String, Output<String>> dimensions) {
        return new Metric(id, "AWS/Scheduler", name, "Sum", dimensions);
    }

    private static Metric cache(String name, String statistic, Map<String, Output<String>> dimensions) {
        return new Metric("value", "AWS/ElastiCache", name, statistic, dimensions);
    }

    static Metric alb(String id, String name, String statistic, Map<String, Output<String>> dimensions) {
        return new Metric(id, "AWS/ApplicationELB", name, statistic, dimensions);
    }
}
