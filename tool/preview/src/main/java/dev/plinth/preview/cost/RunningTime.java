package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The share of a month in which a resource runs that schedules stop and start on days of the week. */
final class RunningTime {

    private static final Pattern CRON = Pattern.compile("cron\\((\\d+) (\\d+) \\? \\* ([A-Z,]+) \\*\\)");
    private static final BigDecimal MINUTES_PER_WEEK = BigDecimal.valueOf(7 * 24 * 60);
    private static final int SCALE = 6;

    private RunningTime() {}

    /** A time on days of the week. */
    private record Time(int minute, String days) {

        static Optional<Time> of(String expression) {
            Matcher cron = CRON.matcher(expression);
            return cron.matches()
                    ? Optional.of(new Time(
                            60 * Integer.parseInt(cron.group(2)) + Integer.parseInt(cron.group(1)), cron.group(3)))
                    : Optional.empty();
        }
    }

    /** Returns 1 for a resource that no schedule stops, or whose schedules have another form. */
    static BigDecimal share(GraphResource resource, ResourceGraph graph) {
        Optional<Time> stop = time(resource, graph, true);
        Optional<Time> start = time(resource, graph, false);
        return stop.flatMap(
                        end -> start.filter(begin -> begin.days().equals(end.days()) && begin.minute() < end.minute())
                                .map(begin -> BigDecimal.valueOf((long) (end.minute() - begin.minute())
                                                * end.days().split(",", -1).length)
                                        .divide(MINUTES_PER_WEEK, SCALE, RoundingMode.HALF_UP)))
                .orElse(BigDecimal.ONE);
    }

    private static Optional<Time> time(GraphResource resource, ResourceGraph graph, boolean stop) {
        return switch (resource.type()) {
            case AwsTypes.ECS_SERVICE ->
                actions(resource, graph)
                        .filter(action -> stop
                                == (action.input("scalableTargetAction.maxCapacity")
                                                .asNumber()
                                                .orElse(1)
                                        == 0))
                        .findFirst()
                        .flatMap(action ->
                                Time.of(action.input("schedule").asText().orElse("")));
            case AwsTypes.RDS_INSTANCE ->
                graph.referrers(resource, "target", AwsTypes.SCHEDULER_SCHEDULE).stream()
                        .filter(schedule -> schedule.input("target.arn")
                                .asText()
                                .orElse("")
                                .endsWith(stop ? ":stopDBInstance" : ":startDBInstance"))
                        .findFirst()
                        .flatMap(schedule -> Time.of(
                                schedule.input("scheduleExpression").asText().orElse("")));
            default -> Optional.empty();
        };
    }

    private static Stream<GraphResource> actions(GraphResource service, ResourceGraph graph) {
        return graph.referrers(service, "resourceId", AwsTypes.APPAUTOSCALING_TARGET).stream()
                .flatMap(target ->
                        graph.referrers(target, "resourceId", AwsTypes.APPAUTOSCALING_SCHEDULED_ACTION).stream());
    }
}
