package dev.plinth.components.observability;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.container.ContainerCluster;
import dev.plinth.components.container.ContainerClusterArgs;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.container.FargateServiceArgs;
import dev.plinth.components.container.ScheduledTask;
import dev.plinth.components.container.ScheduledTaskArgs;
import dev.plinth.components.database.DatabaseProxy;
import dev.plinth.components.database.DatabaseProxyArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.ExistingNetworkArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.queue.Queue;
import dev.plinth.components.queue.QueueArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ObservabilityTest {

    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
    private static final String DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
    private static final String TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:topic/alarms-topic";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The graphs without an alarm in {@link #everything}: three of the database, one of its proxy. */
    private static final int GRAPHS = 4;

    private static final int SUBJECTS = 7;

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static Network network() {
        return new Network("network", NetworkArgs.builder().build());
    }

    private static AlarmTopic alarmTopic() {
        return new AlarmTopic("alarms", AlarmTopicArgs.builder().build());
    }

    private static BackupVault backup() {
        return new BackupVault(
                "backup",
                BackupVaultArgs.builder()
                        .selectionTags(Map.of("backup", "daily"))
                        .build());
    }

    private static ObservabilityArgs.Builder everything() {
        Network network = network();
        ApplicationLoadBalancer loadBalancer = new ApplicationLoadBalancer(
                "load-balancer",
                ApplicationLoadBalancerArgs.builder()
                        .network(network)
                        .certificateArn(Output.of("arn:aws:acm:eu-central-1:123456789012:certificate/1"))
                        .accessLogBucket("logs")
                        .ingress(IngressSource.VPC)
                        .routes(List.of(
                                new Route("api", 3000, "/api/health", List.of("api.example.com"), List.of(), 10)))
                        .build());
        FargateService service = new FargateService(
                "api",
                FargateServiceArgs.builder()
                        .cluster(new ContainerCluster(
                                "cluster", ContainerClusterArgs.builder().build()))
                        .network(network)
                        .loadBalancer(loadBalancer, "api")
                        .port(3000)
                        .image("ghcr.io/acme/api:1")
                        .cpu(256)
                        .memory(512)
                        .minTasks(3)
                        .build());
        PostgresDatabase database = new PostgresDatabase(
                "database",
                PostgresDatabaseArgs.builder()
                        .network(network)
                        .masterPassword(Output.ofSecret("not-a-real-password-1"))
                        .readReplicas(1)
                        .build());
        return ObservabilityArgs.builder()
                .alarmTopic(alarmTopic())
                .networks(List.of(network))
                .loadBalancers(List.of(loadBalancer))
                .services(List.of(service))
                .databases(List.of(database))
                .databaseProxies(List.of(new DatabaseProxy(
                        "pool",
                        DatabaseProxyArgs.builder()
                                .network(network)
                                .database(database)
                                .build())))
                .caches(List.of(new RedisCache(
                        "cache",
                        RedisCacheArgs.builder().network(network).replicas(1).build())))
                .backupVaults(List.of(backup()));
    }

    private Recorded alarm(String name) {
        return mocks.named(ALARM, "observability-" + name);
    }

    private JsonNode widgets() {
        try {
            return JSON.readTree(mocks.only(DASHBOARD).text("dashboardBody")).get("widgets");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fewestArgumentsGiveAlarmsAndADashboard() {
        Observability observability = mocks.run(() -> new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic())
                        .backupVaults(List.of(backup()))
                        .build()));

        assertThat(value(observability.dashboardName())).isEqualTo("alarms-topic-1a2b3c4");
        assertThat(mocks.names(ALARM))
                .containsExactly(
                        "observability-backup-expired-jobs",
                        "observability-backup-failed-copies",
                        "observability-backup-failed-jobs");
        assertThat(widgets()).hasSize(4);
    }

    @Test
    void everyComponentGetsItsAlarms() {
        mocks.run(() -> new Observability("observability", everything().build()));

        assertThat(mocks.names(ALARM))
                .containsExactlyInAnyOrder(
                        "observability-api-cpu",
                        "observability-api-memory",
                        "observability-api-running-tasks",
                        "observability-api-unhealthy-targets",
                        "observability-backup-expired-jobs",
                        "observability-backup-failed-copies",
                        "observability-backup-failed-jobs",
                        "observability-cache-node-1-engine-cpu",
                        "observability-cache-node-1-evictions",
                        "observability-cache-node-1-hit-rate",
                        "observability-cache-node-1-memory",
                        "observability-cache-node-1-replication-lag",
                        "observability-cache-node-2-engine-cpu",
                        "observability-cache-node-2-evictions",
                        "observability-cache-node-2-hit-rate",
                        "observability-cache-node-2-memory",
                        "observability-cache-node-2-replication-lag",
                        "observability-database-connections",
                        "observability-database-cpu",
                        "observability-database-deadlocks",
                        "observability-database-free-memory",
                        "observability-database-free-storage",
                        "observability-database-load",
                        "observability-database-lock-waits",
                        "observability-database-read-latency",
                        "observability-database-replica-1-lag",
                        "observability-database-slow-statements",
                        "observability-load-balancer-error-rate",
                        "observability-load-balancer-rejected-connections",
                        "observability-load-balancer-response-time",
                        "observability-network-nat-1-port-allocation",
                        "observability-network-nat-2-port-allocation",
                        "observability-network-nat-3-port-allocation",
                        "observability-pool-borrow-latency",
                        "observability-pool-connections",
                        "observability-pool-failed-connections");
        assertThat(mocks.ofType(ALARM)).allSatisfy(alarm -> {
            assertThat(alarm.inputs())
                    .containsEntry("actionsEnabled", true)
                    .containsEntry("alarmActions", List.of(TOPIC_ARN))
                    .containsEntry("okActions", List.of(TOPIC_ARN));
            assertThat(alarm.text("treatMissingData")).isIn("breaching", "notBreaching", "missing");
        });
    }

    @Test
    void alarmsWatchTheRightMetrics() {
        mocks.run(() -> new Observability(
                "observability",
                everything()
                        .databaseConnections(100)
                        .databaseFreeStorageGibibytes(2)
                        .databaseFreeMemoryMebibytes(512)
                        .build()));

        assertThat(alarm("database-connections").inputs())
                .containsEntry("namespace", "AWS/RDS")
                .containsEntry("metricName", "DatabaseConnections")
                .containsEntry("dimensions", Map.of("DBInstanceIdentifier", "project-stack-database"))
                .containsEntry("comparisonOperator", "GreaterThanThreshold")
                .containsEntry("threshold", 100.0);
        assertThat(alarm("database-free-storage").inputs())
                .containsEntry("comparisonOperator", "LessThanThreshold")
                .containsEntry("threshold", 2.0 * (1 << 30));
        assertThat(alarm("database-free-memory").inputs()).containsEntry("threshold", 512.0 * (1 << 20));
        assertThat(alarm("cache-node-2-hit-rate").inputs())
                .containsEntry("comparisonOperator", "LessThanThreshold")
                .containsEntry("threshold", 80.0)
                .containsEntry("treatMissingData", "notBreaching");
        assertThat(alarm("cache-node-2-hit-rate").object("dimensions").get("CacheClusterId"))
                .asString()
                .endsWith("-002");
        assertThat(alarm("api-running-tasks").inputs())
                .containsEntry("namespace", "ECS/ContainerInsights")
                .containsEntry("threshold", 3.0)
                .containsEntry("treatMissingData", "breaching")
                .containsEntry(
                        "dimensions",
                        Map.of("ClusterName", "cluster-cluster-1a2b3c4", "ServiceName", "api-service-1a2b3c4"));
        assertThat(alarm("load-balancer-response-time").inputs())
                .containsEntry("extendedStatistic", "p95")
                .containsEntry("threshold", 5.0)
                .doesNotContainKey("statistic");
        assertThat(alarm("network-nat-1-port-allocation").object("dimensions")).containsKey("NatGatewayId");
        assertThat(mocks.options(alarm("network-nat-1-port-allocation")).getAliases())
                .isEmpty();
    }

    @Test
    void alarmsOfGatewaysThatExistedBeforeAreNamedAfterTheirIdsAndKeepTheAlarmsThatTheirPlaceNamed() {
        mocks.run(() -> new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic())
                        .networks(List.of(Network.existing(
                                "network",
                                ExistingNetworkArgs.builder()
                                        .vpcId("vpc-0a1b2c3d4e5f60718")
                                        .vpcCidrBlock("10.0.0.0/16")
                                        .privateSubnetIds(
                                                List.of("subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"))
                                        .natGatewayIds(List.of("nat-0a1b2c3d4e5f60712", "nat-0a1b2c3d4e5f60711"))
                                        .build())))
                        .build()));

        assertThat(alarm("network-nat-0a1b2c3d4e5f60711-port-allocation").object("dimensions"))
                .containsEntry("NatGatewayId", "nat-0a1b2c3d4e5f60711");
        assertThat(mocks.options(alarm("network-nat-0a1b2c3d4e5f60711-port-allocation"))
                        .getAliases())
                .singleElement()
                .extracting(alias -> value(alias).getName().orElseThrow())
                .extracting(RecordingMocks::value)
                .isEqualTo("observability-network-nat-2-port-allocation");
    }

    @Test
    void theErrorRateCountsTheLoadBalancersOwnErrorsToo() {
        mocks.run(() -> new Observability("observability", everything().build()));

        Recorded alarm = alarm("load-balancer-error-rate");
        assertThat(alarm.inputs()).containsEntry("threshold", 5.0).doesNotContainKeys("metricName", "namespace");
        List<Map<String, Object>> queries = alarm.objects("metricQueries");
        assertThat(queries)
                .extracting(query -> query.get("id"))
                .containsExactly("own", "targets", "requests", "result");
        assertThat(queries)
                .filteredOn(query -> Boolean.TRUE.equals(query.get("returnData")))
                .hasSize(1);
        assertThat(queries.get(3))
                .containsEntry(
                        "expression", "100 * (FILL(own, 0) + FILL(targets, 0)) / (FILL(own, 0) + FILL(requests, 1))");
    }

    @Test
    void theDashboardShowsEveryAlarmOnceWithoutOverlap() {
        mocks.run(() -> new Observability("observability", everything().build()));

        JsonNode widgets = widgets();
        assertThat(widgets).hasSize(mocks.names(ALARM).size() + GRAPHS + SUBJECTS);
        Set<String> cells = new HashSet<>();
        for (JsonNode widget : widgets) {
            assertThat(widget.get("x").asInt() + widget.get("width").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < widget.get("width").asInt(); x++) {
                for (int y = 0; y < widget.get("height").asInt(); y++) {
                    assertThat(cells.add((widget.get("x").asInt() + x) + ","
                                    + (widget.get("y").asInt() + y)))
                            .isTrue();
                }
            }
        }
        assertThat(widgets.get(0).at("/properties/markdown").asText()).isEqualTo("## Load balancer: load-balancer");
        assertThat(widgets.get(1).at("/properties/metrics/3/0/expression").asText())
                .startsWith("100 *");
        assertThat(widgets.get(2).at("/properties/region").asText()).isEqualTo("eu-central-1");
        assertThat(widgets.get(2).at("/properties/metrics/0/1").asText()).isEqualTo("TargetResponseTime");
        assertThat(widgets.get(2)
                        .at("/properties/annotations/horizontal/0/value")
                        .asDouble())
                .isEqualTo(5);
    }

    @Test
    void slowStatementsAndLocksOfADatabaseAreWatched() {
        mocks.run(() -> new Observability("observability", everything().build()));

        assertThat(alarm("database-slow-statements").inputs())
                .containsEntry("namespace", "Plinth/PostgreSQL/project-stack-database")
                .containsEntry("metricName", "SlowStatements")
                .containsEntry("statistic", "Sum")
                .containsEntry("threshold", 10.0)
                .containsEntry("treatMissingData", "notBreaching");
        assertThat(alarm("database-lock-waits").inputs())
                .containsEntry("metricName", "LockWaits")
                .containsEntry("threshold", 5.0);
        assertThat(alarm("database-deadlocks").inputs())
                .containsEntry("metricName", "Deadlocks")
                .containsEntry("threshold", 0.0);
        assertThat(alarm("database-load").inputs())
                .containsEntry("metricName", "DBLoadRelativeToNumVCPUs")
                .containsEntry("threshold", 1.0);
    }

    @Test
    void theDashboardShowsWaitsBlockedSessionsAndTheBufferCache() {
        mocks.run(() -> new Observability("observability", everything().build()));

        assertThat(widget("Active sessions on a CPU and waiting")
                        .at("/metrics/1/1")
                        .asText())
                .isEqualTo("DBLoadNonCPU");
        assertThat(widget("Blocked sessions and transactions")
                        .at("/metrics/0/0/expression")
                        .asText())
                .isEqualTo("DB_PERF_INSIGHTS('RDS', 'db-project-stack-database', 'db.Locks.num_blocked_sessions.avg')");
        JsonNode cache = widget("Buffer cache hit rate, %");
        assertThat(cache.at("/metrics/0/0/visible").asBoolean(true)).isFalse();
        assertThat(cache.at("/metrics/2/0/expression").asText()).isEqualTo("100 * hits / (hits + reads)");
        assertThat(cache.at("/annotations").isMissingNode()).isTrue();
    }

    @Test
    void thePoolOfAProxyIsWatched() {
        mocks.run(() -> new Observability("observability", everything().build()));

        List<Map<String, Object>> queries = alarm("pool-connections").objects("metricQueries");
        assertThat(queries).extracting(query -> query.get("id")).containsExactly("used", "most", "result");
        assertThat(queries.get(2)).containsEntry("expression", "100 * used / most");
        assertThat(alarm("pool-borrow-latency").object("dimensions")).containsKey("ProxyName");
        assertThat(widget("Connections").at("/metrics/2/1").asText())
                .isEqualTo("DatabaseConnectionsCurrentlySessionPinned");
    }

    @Test
    void burnRatesOfObjectivesAreMeasuredOverTwoWindows() {
        mocks.run(() -> new Observability(
                "observability",
                everything().objectives(ServiceObjectives.DEFAULT).build()));

        assertThat(mocks.names(COMPOSITE_ALARM))
                .containsExactly(
                        "observability-load-balancer-availability-fast-burn",
                        "observability-load-balancer-availability-slow-burn",
                        "observability-load-balancer-response-fast-burn",
                        "observability-load-balancer-response-slow-burn");
        assertThat(mocks.named(COMPOSITE_ALARM, "observability-load-balancer-availability-fast-burn")
                        .inputs())
                .containsEntry("alarmName", "project-stack-observability-load-balancer-availability-fast-burn")
                .containsEntry(
                        "alarmRule",
                        "ALARM(\"observability-load-balancer-availability-fast-burn-60m-1a2b3c4\")"
                                + " AND ALARM(\"observability-load-balancer-availability-fast-burn-5m-1a2b3c4\")")
                .containsEntry("alarmActions", List.of(TOPIC_ARN))
                .containsEntry("okActions", List.of(TOPIC_ARN));
        assertThat(windows("availability"))
                .containsExactlyInAnyOrder(
                        "fast-burn-60m: 3600.0 s above 1.44",
                        "fast-burn-5m: 300.0 s above 1.44",
                        "slow-burn-360m: 21600.0 s above 0.6",
                        "slow-burn-30m: 1800.0 s above 0.6");
        assertThat(windows("response"))
                .containsExactlyInAnyOrder(
                        "fast-burn-60m: 3600.0 s above 14.4",
                        "fast-burn-5m: 300.0 s above 14.4",
                        "slow-burn-360m: 21600.0 s above 6.0",
                        "slow-burn-30m: 1800.0 s above 6.0");
    }

    /** The windows of an objective; none of them notifies by itself. */
    private List<String> windows(String objective) {
        String prefix = "observability-load-balancer-" + objective + "-";
        return mocks.ofType(ALARM).stream()
                .filter(alarm -> alarm.name().startsWith(prefix) && alarm.name().contains("-burn-"))
                .map(alarm -> {
                    assertThat(alarm.inputs()).doesNotContainKeys("alarmActions", "okActions");
                    return "%s: %s s above %s"
                            .formatted(
                                    alarm.name().substring(prefix.length()),
                                    period(alarm.objects("metricQueries").get(0).get("metric")),
                                    alarm.inputs().get("threshold"));
                })
                .toList();
    }

    @Test
    void theResponseObjectiveCountsTheRequestsWithinItsTime() {
        mocks.run(() -> new Observability(
                "observability",
                everything().objectives(ServiceObjectives.DEFAULT).build()));

        List<Map<String, Object>> queries =
                alarm("load-balancer-response-fast-burn-5m").objects("metricQueries");
        assertThat((Map<?, ?>) queries.get(0).get("metric")).extracting("stat").isEqualTo("PR(:0.2)");
        assertThat(queries.get(1)).containsEntry("expression", "100 - FILL(within, 100)");
    }

    @Test
    void theDashboardShowsTheErrorBudgetLeft() {
        mocks.run(() -> new Observability(
                "observability",
                everything().objectives(ServiceObjectives.DEFAULT).build()));

        assertThat(widgets().get(0).at("/properties/markdown").asText()).isEqualTo("## Objectives: load-balancer");
        JsonNode left = widget("Error budget left, %: 99.9 % available");
        assertThat(left.at("/view").asText()).isEqualTo("singleValue");
        assertThat(left.at("/start").asText()).isEqualTo("-P30D");
        assertThat(left.at("/setPeriodToTimeRange").asBoolean()).isTrue();
        assertThat(left.at("/metrics/3/0/expression").asText())
                .isEqualTo("100 - 100 * (100 * (FILL(own, 0) + FILL(targets, 0)) / (FILL(own, 0) + FILL(requests, 1)))"
                        + " / 0.1");
        assertThat(widget("Error budget left, %: 80 % of the reads are hits")
                        .at("/metrics/4/0/expression")
                        .asText())
                .endsWith(" / 20");
    }

    @Test
    void objectivesWithoutABudgetAreRejected() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new Observability(
                                        "observability",
                                        everything()
                                                .objectives(new ServiceObjectives(100, 0, 90, 100))
                                                .build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "objectives.availabilityPercent",
                        "objectives.responsePercent",
                        "objectives.cacheHitPercent",
                        "objectives.responseMilliseconds");
    }

    private JsonNode widget(String title) {
        for (JsonNode widget : widgets()) {
            if (widget.at("/properties/title").asText().equals(title)
                    && widget.at("/properties/annotations").isMissingNode()) {
                return widget.get("properties");
            }
        }
        throw new AssertionError("no widget " + title);
    }

    private static Queue queue() {
        return new Queue("orders", QueueArgs.builder().build());
    }

    private static ScheduledTask scheduledTask() {
        return new ScheduledTask(
                "report",
                ScheduledTaskArgs.builder()
                        .cluster(new ContainerCluster(
                                "cluster", ContainerClusterArgs.builder().build()))
                        .network(network())
                        .image("ghcr.io/acme/report:1")
                        .cpu(256)
                        .memory(512)
                        .scheduleExpression("rate(1 day)")
                        .build());
    }

    @Test
    void queuesAreWatchedForOldMessagesAndDeadLetters() {
        mocks.run(() -> new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic())
                        .queues(List.of(queue()))
                        .queueOldestMessageSeconds(60)
                        .build()));

        assertThat(mocks.names(ALARM))
                .containsExactly("observability-orders-dead-letters", "observability-orders-oldest-message");
        assertThat(alarm("orders-oldest-message").inputs())
                .containsEntry("namespace", "AWS/SQS")
                .containsEntry("metricName", "ApproximateAgeOfOldestMessage")
                .containsEntry("dimensions", Map.of("QueueName", "orders-queue-1a2b3c4"))
                .containsEntry("statistic", "Maximum")
                .containsEntry("threshold", 60.0)
                .containsEntry("treatMissingData", "notBreaching");
        assertThat(alarm("orders-dead-letters").inputs())
                .containsEntry("metricName", "ApproximateNumberOfMessagesVisible")
                .containsEntry("dimensions", Map.of("QueueName", "orders-dead-letter-queue-1a2b3c4"))
                .containsEntry("threshold", 0.0);
    }

    @Test
    void scheduledTasksAreWatchedForFailures() {
        mocks.run(() -> new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic())
                        .scheduledTasks(List.of(scheduledTask()))
                        .build()));

        assertThat(mocks.names(ALARM))
                .containsExactly(
                        "observability-report-dropped-runs",
                        "observability-report-failures",
                        "observability-report-lost-failures",
                        "observability-report-start-errors");
        assertThat(alarm("report-failures").inputs())
                .containsEntry("namespace", "AWS/SQS")
                .containsEntry("dimensions", Map.of("QueueName", "report-dead-letter-queue-1a2b3c4"));
        for (String part : List.of("dropped-runs", "lost-failures", "start-errors")) {
            assertThat(alarm("report-" + part).inputs())
                    .containsEntry("namespace", "AWS/Scheduler")
                    .containsEntry("dimensions", Map.of("ScheduleGroup", "report-group-1a2b3c4"))
                    .containsEntry("statistic", "Sum")
                    .containsEntry("threshold", 0.0)
                    .containsEntry("treatMissingData", "notBreaching");
        }
    }

    @Test
    void aWorkerThatScalesToZeroNeedsNoRunningTask() {
        mocks.run(() -> new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic())
                        .services(List.of(new FargateService(
                                "worker",
                                FargateServiceArgs.builder()
                                        .cluster(new ContainerCluster(
                                                "cluster",
                                                ContainerClusterArgs.builder().build()))
                                        .network(network())
                                        .image("ghcr.io/acme/worker:1")
                                        .cpu(256)
                                        .memory(512)
                                        .minTasks(0)
                                        .scaleByQueue(queue(), 10)
                                        .build())))
                        .build()));

        assertThat(mocks.names(ALARM))
                .contains("observability-worker-cpu", "observability-worker-memory")
                .doesNotContain("observability-worker-running-tasks");
    }

    @Test
    void servicesThatStopOutsideOfOperatingHoursNeedNoRunningTask() {
        mocks.run(() -> new Observability(
                "observability", everything().stopsOutsideHours(true).build()));

        assertThat(mocks.names(ALARM))
                .contains("observability-api-cpu")
                .doesNotContain("observability-api-running-tasks");
    }

    private static AlarmArgs.Builder fewest() {
        return AlarmArgs.builder()
                .subject("payments")
                .name("failed")
                .title("Failed payments")
                .namespace("Shop")
                .metricName("FailedPayments")
                .threshold(3);
    }

    private void runCustom(AlarmArgs... alarms) {
        mocks.run(() -> new Observability(
                "observability",
                ObservabilityArgs.builder()
                        .alarmTopic(alarmTopic())
                        .alarms(List.of(alarms))
                        .build()));
    }

    @Test
    void customAlarmsTellAndAreShownAsTheOthers() {
        runCustom(fewest().build());

        assertThat(alarm("payments-failed").inputs())
                .containsEntry("alarmDescription", "Custom payments: Failed payments above 3 for 5 min")
                .containsEntry("namespace", "Shop")
                .containsEntry("metricName", "FailedPayments")
                .containsEntry("statistic", "Average")
                .containsEntry("comparisonOperator", "GreaterThanThreshold")
                .containsEntry("threshold", 3.0)
                .containsEntry("period", 300.0)
                .containsEntry("evaluationPeriods", 1.0)
                .containsEntry("treatMissingData", "missing")
                .containsEntry("alarmActions", List.of(TOPIC_ARN))
                .containsEntry("okActions", List.of(TOPIC_ARN));
        assertThat(widgets().get(0).at("/properties/markdown").asText()).isEqualTo("## Custom: payments");
        assertThat(widgets().get(1).at("/properties/metrics/0/1").asText()).isEqualTo("FailedPayments");
    }

    @Test
    void customAlarmsTakeAllArguments() {
        runCustom(
                fewest().build(),
                fewest().name("slow")
                        .dimension("Region", "eu")
                        .dimension("Shop", Output.of("one"))
                        .statistic("p99.9")
                        .comparison(Comparison.BELOW)
                        .threshold(0.5)
                        .periodSeconds(60)
                        .periods(5)
                        .missingData(MissingData.BREACHING)
                        .build());

        assertThat(mocks.names(ALARM)).containsExactly("observability-payments-failed", "observability-payments-slow");
        assertThat(alarm("payments-slow").inputs())
                .containsEntry("dimensions", Map.of("Region", "eu", "Shop", "one"))
                .containsEntry("extendedStatistic", "p99.9")
                .containsEntry("comparisonOperator", "LessThanThreshold")
                .containsEntry("threshold", 0.5)
                .containsEntry("period", 60.0)
                .containsEntry("evaluationPeriods", 5.0)
                .containsEntry("treatMissingData", "breaching")
                .doesNotContainKey("statistic");
        assertThat(widgets()).hasSize(3);
    }

    @Test
    void customAlarmsAreValidated() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> runCustom(
                                        AlarmArgs.builder().build(),
                                        fewest().subject("Payments")
                                                .name("a b")
                                                .statistic("p101")
                                                .threshold(Double.NaN)
                                                .periodSeconds(45)
                                                .periods(0)
                                                .build(),
                                        fewest().periods(289).build(),
                                        fewest().periodSeconds(3600)
                                                .periods(168)
                                                .build()))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "alarms[-].subject",
                        "alarms[-].name",
                        "alarms[-].title",
                        "alarms[-].namespace",
                        "alarms[-].metricName",
                        "alarms[-].threshold",
                        "alarms[Payments-a b].subject",
                        "alarms[Payments-a b].name",
                        "alarms[Payments-a b].statistic",
                        "alarms[Payments-a b].threshold",
                        "alarms[Payments-a b].periodSeconds",
                        "alarms[Payments-a b].periods",
                        "alarms[payments-failed].periods",
                        "alarms");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new Observability(
                        "observability",
                        ObservabilityArgs.builder()
                                .databaseConnections(0)
                                .databaseFreeStorageGibibytes(0)
                                .databaseFreeMemoryMebibytes(0)
                                .queueOldestMessageSeconds(0)
                                .build())));

        assertThat(refused.faults())
                .extracting(Fault::argument)
                .containsExactly(
                        "alarmTopic",
                        "databases",
                        "databaseConnections",
                        "databaseFreeStorageGibibytes",
                        "databaseFreeMemoryMebibytes",
                        "queueOldestMessageSeconds");
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void defaultsAndThresholdsAreTheDocumentedOnes() {
        ObservabilityArgs args = ObservabilityArgs.builder().build();

        assertThat(args.databaseConnections()).isEqualTo(360);
        assertThat(args.databaseFreeStorageGibibytes()).isEqualTo(10);
        assertThat(args.databaseFreeMemoryMebibytes()).isEqualTo(256);
        assertThat(args.queueOldestMessageSeconds()).isEqualTo(900);
        assertThat(args.alarms()).isEmpty();
        assertThat(List.of(
                        Thresholds.DATABASE_CPU_PERCENT,
                        Thresholds.DATABASE_READ_LATENCY_SECONDS,
                        Thresholds.DATABASE_REPLICA_LAG_SECONDS,
                        Thresholds.CACHE_ENGINE_CPU_PERCENT,
                        Thresholds.CACHE_MEMORY_PERCENT,
                        Thresholds.CACHE_EVICTIONS,
                        Thresholds.CACHE_REPLICATION_LAG_SECONDS,
                        Thresholds.CACHE_HIT_RATE_PERCENT,
                        Thresholds.SERVICE_CPU_PERCENT,
                        Thresholds.SERVICE_MEMORY_PERCENT,
                        Thresholds.ERROR_RATE_PERCENT,
                        Thresholds.RESPONSE_TIME_SECONDS,
                        Thresholds.NONE))
                .containsExactly(80.0, 0.1, 60.0, 80.0, 80.0, 100.0, 10.0, 80.0, 85.0, 85.0, 5.0, 5.0, 0.0);
    }

    private static @Nullable Object period(@Nullable Object metric) {
        return metric instanceof Map<?, ?> map ? map.get("period") : null;
    }
}
