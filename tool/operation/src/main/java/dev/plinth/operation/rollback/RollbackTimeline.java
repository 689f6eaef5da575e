package dev.plinth.operation.rollback;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Longest times of a rollback by the settings of a stack: detection of errors by an alarm, verification of the cause, execution, and
 * validation. Each limit counts from the end of the phase before.
 */
public final class RollbackTimeline {

    private static final String HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";

    /** CloudWatch's default. */
    private static final int DEFAULT_PERIOD = 300;

    /** A change of listener rules (assumption; AWS documents seconds). */
    private static final Duration TRAFFIC = Duration.ofMinutes(1);

    /** Start of tasks of Fargate with their health checks (assumption, as in the forecast of downtime). */
    private static final Duration TASKS = Duration.ofMinutes(5);

    private final ResourceGraph graph;

    private RollbackTimeline(ResourceGraph graph) {
        this.graph = graph;
    }

    /** Phase of a rollback. */
    public enum Phase {
        /** From the first error to the alarm. */
        DETECT(2),
        /** From the alarm to the decision. */
        VERIFY(5),
        /** From the decision to the version before. */
        EXECUTE(10),
        /** From then to the proof that it works. */
        VALIDATE(15);

        private final Duration limit;

        Phase(int minutes) {
            this.limit = Duration.ofMinutes(minutes);
        }

        /** Returns the longest permitted time. */
        public Duration limit() {
            return limit;
        }
    }

    /**
     * Longest time of a phase.
     *
     * @param subject the service or the endpoint
     * @param phase the phase
     * @param time the time; empty where a person acts, or where nothing detects errors
     * @param basis the setting that the time follows from
     */
    public record Entry(String subject, Phase phase, Optional<Duration> time, String basis) {

        /** Returns whether the time exceeds the limit, or nothing detects errors. */
        public boolean isMissed() {
            return time.map(value -> value.compareTo(phase.limit()) > 0).orElse(phase == Phase.DETECT);
        }
    }

    /** Returns the phases of each ECS service behind a load balancer and each health check of Route 53. */
    public static List<Entry> of(ResourceGraph graph) {
        RollbackTimeline timeline = new RollbackTimeline(graph);
        List<Entry> entries = new ArrayList<>();
        // A service without requests serves no errors to users.
        graph.ofType(AwsTypes.ECS_SERVICE).stream()
                .filter(service -> !service.input("loadBalancers").isEmpty())
                .forEach(service -> entries.addAll(timeline.service(service)));
        graph.ofType(HEALTH_CHECK).forEach(check -> entries.addAll(timeline.healthCheck(check)));
        return entries;
    }

    private List<Entry> service(GraphResource service) {
        Optional<GraphResource> group = graph.ofType(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP).stream()
                .filter(each -> graph.references(each, "ecsService", AwsTypes.ECS_SERVICE)
                        .contains(service))
                .findFirst();
        List<GraphResource> own = group.map(
                        each -> graph.references(each, "alarmConfiguration", AwsTypes.CLOUDWATCH_METRIC_ALARM))
                .orElseGet(() -> graph.references(service, "alarms", AwsTypes.CLOUDWATCH_METRIC_ALARM));
        boolean automatic = !own.isEmpty();
        Optional<GraphResource> alarm =
                (automatic ? own : errorAlarms()).stream().min(Comparator.comparing(RollbackTimeline::detection));
        Duration execution = group.isPresent() ? TRAFFIC : TASKS;
        String way = group.isPresent()
                ? "requests return to the tasks before, which still run"
                : "ECS starts the tasks of the version before";
        return List.of(
                detect(service, alarm),
                new Entry(
                        service.name(),
                        Phase.VERIFY,
                        automatic ? Optional.of(Duration.ZERO) : Optional.empty(),
                        automatic
                                ? "not needed: the alarm starts the rollback"
                                : "by hand: plinth status, plinth history"),
                new Entry(service.name(), Phase.EXECUTE, Optional.of(execution), way),
                validate(service, alarm));
    }

    /** Alarms on errors of load balancers. */
    private List<GraphResource> errorAlarms() {
        return graph.ofType(AwsTypes.CLOUDWATCH_METRIC_ALARM).stream()
                .filter(alarm -> alarm.input("metricQueries").elements().stream()
                        .anyMatch(query -> query.at("metric.metricName")
                                .asText()
                                .orElse("")
                                .equals("HTTPCode_Target_5XX_Count")))
                .filter(alarm -> graph.ofType(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP).stream()
                        .noneMatch(
                                group -> graph.references(group, "alarmConfiguration", AwsTypes.CLOUDWATCH_METRIC_ALARM)
                                        .contains(alarm)))
                .toList();
    }

    private List<Entry> healthCheck(GraphResource check) {
        Duration failures = Duration.ofSeconds(
                seconds(check.input("requestInterval"), 30) * seconds(check.input("failureThreshold"), 3));
        Optional<GraphResource> alarm = graph.ofType(AwsTypes.CLOUDWATCH_METRIC_ALARM).stream()
                .filter(each ->
                        graph.references(each, "dimensions", HEALTH_CHECK).contains(check))
                .min(Comparator.comparing(RollbackTimeline::detection));
        return List.of(
                new Entry(
                        check.name(),
                        Phase.DETECT,
                        alarm.map(each -> failures.plus(detection(each))),
                        alarm.map(each -> "health check of " + failures.toSeconds() + " s, then " + basis(each))
                                .orElse("no alarm")),
                new Entry(check.name(), Phase.VERIFY, Optional.empty(), "by hand: plinth status, plinth verify"),
                new Entry(
                        check.name(),
                        Phase.EXECUTE,
                        Optional.of(TRAFFIC),
                        "promotion of the deployment before, or switch of the proxy"),
                validate(check, alarm));
    }

    private static Entry detect(GraphResource subject, Optional<GraphResource> alarm) {
        return new Entry(
                subject.name(),
                Phase.DETECT,
                alarm.map(RollbackTimeline::detection),
                alarm.map(RollbackTimeline::basis).orElse("no alarm on errors; tasks have their health checks"));
    }

    /** An alarm is OK again after as many periods without errors. */
    private static Entry validate(GraphResource subject, Optional<GraphResource> alarm) {
        return new Entry(
                subject.name(),
                Phase.VALIDATE,
                alarm.map(RollbackTimeline::detection),
                "the alarm is OK again; plinth verify");
    }

    private static String basis(GraphResource alarm) {
        return "alarm " + alarm.name() + ": " + periods(alarm) + " x " + period(alarm) + " s";
    }

    private static Duration detection(GraphResource alarm) {
        return Duration.ofSeconds(period(alarm) * periods(alarm));
    }

    private static long periods(GraphResource alarm) {
        return seconds(alarm.input("datapointsToAlarm"), (int) seconds(alarm.input("evaluationPeriods"), 1));
    }

    private static long period(GraphResource alarm) {
        long longest = seconds(alarm.input("period"), 0);
        for (PropertyValue query : alarm.input("metricQueries").elements()) {
            longest = Math.max(longest, seconds(query.at("metric.period"), 0));
        }
        return longest == 0 ? DEFAULT_PERIOD : longest;
    }

    private static long seconds(PropertyValue value, int other) {
        return (long) value.asNumber().orElse(other);
    }
}
