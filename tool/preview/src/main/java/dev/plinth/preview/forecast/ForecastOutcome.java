package dev.plinth.preview.forecast;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.TimedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long an update took, against its forecast.
 *
 * @param expected how long it was expected to take
 * @param low the shortest that was expected
 * @param high the longest that was expected
 * @param actual how long it took
 * @param deviations the steps that were both expected and taken, those that were off most first
 */
public record ForecastOutcome(
        Duration expected, Duration low, Duration high, Duration actual, List<Deviation> deviations) {

    /** How many steps are told in words. */
    private static final int TOLD = 3;

    /**
     * How far off one step was.
     *
     * @param urn the resource
     * @param step the step in words, such as {@code create database-instance}
     * @param operation {@code CREATE}, {@code UPDATE} or {@code DELETE}
     * @param expected how long it was expected to take
     * @param actual how long it took
     */
    public record Deviation(String urn, String step, String operation, Duration expected, Duration actual) {
        Duration off() {
            return expected.minus(actual).abs();
        }
    }

    /**
     * Compares.
     *
     * @param forecast the forecast
     * @param actual how long the update took
     * @param taken the steps that were taken
     */
    public static ForecastOutcome of(Forecast forecast, Duration actual, List<TimedStep> taken) {
        Map<PlannedStep.Id, Duration> times = new HashMap<>();
        taken.forEach(step -> times.put(new PlannedStep.Id(step.urn(), step.operation()), step.took()));
        List<Deviation> deviations = new ArrayList<>();
        for (PlannedStep step : forecast.steps()) {
            Duration took = times.get(step.id());
            // An update that turned out to change nothing takes no step.
            if (took != null) {
                deviations.add(new Deviation(
                        step.resource().urn(),
                        step.words(),
                        step.operation().name(),
                        forecast.of(step).expected(),
                        took));
            }
        }
        deviations.sort(Comparator.comparing(Deviation::off)
                .reversed()
                .thenComparing(Deviation::urn)
                .thenComparing(Deviation::operation));
        return new ForecastOutcome(forecast.expected(), forecast.low(), forecast.high(), actual, deviations);
    }

    /** Such as {@code took 41 s; forecast 14 min (9–25 min)}, and in a second line the steps that were off most, if any were. */
    public String words() {
        String steps = deviations.stream()
                .filter(deviation -> !Times.words(deviation.expected()).equals(Times.words(deviation.actual())))
                .limit(TOLD)
                .map(deviation -> deviation.step() + " took " + Times.words(deviation.actual()) + " instead of "
                        + Times.words(deviation.expected()))
                .collect(Collectors.joining(", "));
        return "took " + Times.words(actual) + "; forecast " + Times.words(expected) + " (" + Times.range(low, high)
                + ")" + (steps.isEmpty() ? "" : "\noff most: " + steps);
    }

    /** The comparison as {@code plinth up --json} has it. */
    public ObjectNode toJson() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("expectedSeconds", seconds(expected))
                .put("lowSeconds", seconds(low))
                .put("highSeconds", seconds(high))
                .put("actualSeconds", seconds(actual));
        var steps = document.putArray("steps");
        for (Deviation deviation : deviations) {
            steps.addObject()
                    .put("urn", deviation.urn())
                    .put("operation", deviation.operation())
                    .put("expectedSeconds", seconds(deviation.expected()))
                    .put("actualSeconds", seconds(deviation.actual()));
        }
        return document;
    }

    /** To the millisecond: steps in the embedded cloud take a few of them. */
    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
