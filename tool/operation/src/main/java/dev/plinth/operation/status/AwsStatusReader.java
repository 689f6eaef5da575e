package dev.plinth.operation.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.AwsCommand;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the state of a stack from CloudWatch, ECS, CodeDeploy, RDS and ElastiCache, with the {@code aws} command and its credentials.
 * The metrics are those of the stack's alarms.
 */
public final class AwsStatusReader implements StatusReader {

    /** DescribeAlarms takes 100 names, and GetMetricData 500 queries. */
    private static final int ALARMS_PER_CALL = 100;

    private static final Duration SHORTEST_RANGE = Duration.ofMinutes(15);

    private final ResourceGraph state;
    private final AwsCommand aws;
    private final Clock clock;

    /**
     * Creates a reader.
     *
     * @param state the stack's state
     * @param aws the command
     * @param clock the clock
     */
    public AwsStatusReader(ResourceGraph state, AwsCommand aws, Clock clock) {
        this.state = state;
        this.aws = aws;
        this.clock = clock;
    }

    @Override
    public StackStatus read() {
        Set<String> gaps = new TreeSet<>();
        Reading reading = new Reading(gaps);
        List<AlarmStatus> alarms = new ArrayList<>();
        Map<String, List<AlarmDefinition>> byRegion = state.ofType(AwsTypes.CLOUDWATCH_METRIC_ALARM).stream()
                .map(AlarmDefinition::new)
                .collect(Collectors.groupingBy(AlarmDefinition::region, TreeMap::new, Collectors.toList()));
        byRegion.forEach((region, definitions) -> {
            for (int from = 0; from < definitions.size(); from += ALARMS_PER_CALL) {
                alarms.addAll(reading.alarms(
                        region, definitions.subList(from, Math.min(from + ALARMS_PER_CALL, definitions.size()))));
            }
        });
        alarms.sort(Comparator.comparing(AlarmStatus::state)
                .thenComparing(alarm -> alarm.definition().name()));
        return new StackStatus(clock.instant(), alarms, reading.services(), reading.stores(), List.copyOf(gaps));
    }

    /** One reading of all services. */
    private final class Reading {

        private final Set<String> gaps;

        Reading(Set<String> gaps) {
            this.gaps = gaps;
        }

        private JsonNode ask(String region, String input, String... arguments) {
            List<String> line = new ArrayList<>(List.of(arguments));
            if (!region.isEmpty()) {
                line.addAll(List.of("--region", region));
            }
            AwsCommand.Result result = aws.run(line, input.getBytes(StandardCharsets.UTF_8));
            if (!result.problem().isEmpty()) {
                gaps.add("`aws " + arguments[0] + " " + arguments[1] + "` " + result.problem());
            }
            return result.json();
        }

        List<AlarmStatus> alarms(String region, List<AlarmDefinition> definitions) {
            List<String> line = new ArrayList<>(List.of("cloudwatch", "describe-alarms", "--alarm-names"));
            definitions.forEach(definition -> line.add(definition.physicalName()));
            Map<String, JsonNode> found = new HashMap<>();
            ask(region, "", line.toArray(String[]::new))
                    .path("MetricAlarms")
                    .forEach(alarm -> found.put(alarm.path("AlarmName").asText(), alarm));
            Map<AlarmDefinition, Double> values = values(region, definitions);
            List<AlarmStatus> statuses = new ArrayList<>();
            for (AlarmDefinition definition : definitions) {
                JsonNode alarm = found.get(definition.physicalName());
                Double value = values.get(definition);
                statuses.add(new AlarmStatus(
                        definition,
                        alarm == null
                                ? AlarmStatus.State.UNKNOWN
                                : AlarmStatus.State.valueOf(
                                        alarm.path("StateValue").asText()),
                        alarm == null ? Optional.empty() : time(alarm.path("StateUpdatedTimestamp")),
                        value == null ? OptionalDouble.empty() : OptionalDouble.of(value)));
            }
            return statuses;
        }

        /** The ids of metric math must stay as they are, so that each such alarm needs a separate call. */
        private Map<AlarmDefinition, Double> values(String region, List<AlarmDefinition> definitions) {
            Map<AlarmDefinition, Double> values = new HashMap<>();
            Map<String, AlarmDefinition> byId = new HashMap<>();
            ArrayNode plain = JsonNodeFactory.instance.arrayNode();
            int longest = 0;
            for (AlarmDefinition definition : definitions) {
                if (definition.isExpression()) {
                    latest(region, definition.queries(""), definition.period())
                            .forEach((id, value) -> values.put(definition, value));
                } else {
                    String id = "m" + byId.size();
                    byId.put(id, definition);
                    plain.addAll(definition.queries(id));
                    longest = Math.max(longest, definition.period());
                }
            }
            if (!plain.isEmpty()) {
                latest(region, plain, longest).forEach((id, value) -> values.put(byId.get(id), value));
            }
            return values;
        }

        /** Three periods, because the latest one has no data yet. */
        private Map<String, Double> latest(String region, ArrayNode queries, int period) {
            Duration range = Duration.ofSeconds(3L * period);
            Instant now = clock.instant();
            ObjectNode request = JsonNodeFactory.instance
                    .objectNode()
                    .put(
                            "StartTime",
                            now.minus(range.compareTo(SHORTEST_RANGE) < 0 ? SHORTEST_RANGE : range)
                                    .toString())
                    .put("EndTime", now.toString())
                    .put("ScanBy", "TimestampDescending");
            request.set("MetricDataQueries", queries);
            Map<String, Double> latest = new HashMap<>();
            JsonNode answer = ask(
                    region,
                    request.toString(),
                    "cloudwatch",
                    "get-metric-data",
                    "--cli-input-json",
                    "file:///dev/stdin");
            for (JsonNode result : answer.path("MetricDataResults")) {
                if (result.path("Values").path(0).isNumber()) {
                    latest.put(
                            result.path("Id").asText(),
                            result.path("Values").path(0).doubleValue());
                }
            }
            return latest;
        }

        List<ServiceStatus> services() {
            List<ServiceStatus> services = new ArrayList<>();
            for (GraphResource service : state.ofType(AwsTypes.ECS_SERVICE)) {
                String arn = text(service, "id");
                JsonNode found = ask(
                                region(arn),
                                "",
                                "ecs",
                                "describe-services",
                                "--cluster",
                                service.output("cluster").asText().orElse("default"),
                                "--services",
                                arn)
                        .path("services")
                        .path(0);
                if (found.has("runningCount")) {
                    services.add(new ServiceStatus(
                            service.name(),
                            found.path("runningCount").asInt(),
                            found.path("desiredCount").asInt(),
                            deployment(service, found)));
                }
            }
            return services;
        }

        private String deployment(GraphResource service, JsonNode found) {
            Optional<GraphResource> group = state.ofType(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP).stream()
                    .filter(each -> each.output("ecsService.serviceName")
                            .asText()
                            .equals(service.output("name").asText()))
                    .findFirst();
            String status = group.map(each -> ask(
                                    region(text(each, "arn")),
                                    "",
                                    "deploy",
                                    "get-deployment-group",
                                    "--application-name",
                                    text(each, "appName"),
                                    "--deployment-group-name",
                                    text(each, "deploymentGroupName"))
                            .at("/deploymentGroupInfo/lastAttemptedDeployment/status")
                            .asText())
                    .orElseGet(() -> found.path("deployments")
                            .path(0)
                            .path("rolloutState")
                            .asText());
            return status.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                    .replace('_', ' ')
                    .toLowerCase(Locale.ROOT);
        }

        List<StoreStatus> stores() {
            List<StoreStatus> stores = new ArrayList<>();
            for (GraphResource database : state.ofType(AwsTypes.RDS_INSTANCE)) {
                String arn = text(database, "arn");
                ask(region(arn), "", "rds", "describe-db-instances", "--db-instance-identifier", arn)
                        .path("DBInstances")
                        .forEach(found -> stores.add(new StoreStatus(
                                database.name(), found.path("DBInstanceStatus").asText())));
            }
            for (GraphResource cache : state.ofType(AwsTypes.ELASTICACHE_REPLICATION_GROUP)) {
                ask(
                                region(text(cache, "arn")),
                                "",
                                "elasticache",
                                "describe-replication-groups",
                                "--replication-group-id",
                                text(cache, "replicationGroupId"))
                        .path("ReplicationGroups")
                        .forEach(found -> stores.add(new StoreStatus(
                                cache.name(), found.path("Status").asText())));
            }
            return stores;
        }
    }

    private static String text(GraphResource resource, String property) {
        return resource.output(property).asText().orElse("");
    }

    private static String region(String arn) {
        String[] parts = arn.split(":", -1);
        return parts.length > 3 ? parts[3] : "";
    }

    /** Version 1 of the AWS CLI prints seconds. */
    private static Optional<Instant> time(JsonNode date) {
        if (date.isNumber()) {
            return Optional.of(Instant.ofEpochSecond(date.asLong()));
        }
        return date.isTextual()
                ? Optional.of(OffsetDateTime.parse(date.asText()).toInstant())
                : Optional.empty();
    }
}
