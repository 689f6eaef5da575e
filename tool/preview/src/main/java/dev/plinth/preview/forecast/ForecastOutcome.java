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
 * Duration of an update, compared with its forecast.
 *
 * @param expected the expected duration
 * @param low the shortest expected duration
 * @param high the longest expected duration
 * @param actual the actual duration
 * @param deviations the completed steps, those with the largest error first
 */
public record ForecastOutcome(
        Duration expected, Duration low, Duration high, Duration actual, List<Deviation> deviations) {

    /** Number of steps in the text. */
    private static final int SHOWN = 3;

    /**
     * Error of a step.
     *
     * @param urn the resource
     * @param step the step, such as {@code create database-instance}
     * @param operation {@code CREATE}, {@code UPDATE} or {@code DELETE}
     * @param expected the expected duration
     * @param actual the actual duration
     */
    public record Deviation(String urn, String step, String operation, Duration expected, Duration actual) {
        Duration error() {
            return expected.minus(actual).abs();
        }
    }

    /**
     * Compares an update with its forecast.
     *
     * @param forecast the forecast
     * @param actual the duration of the update
     * @param taken the completed steps
     */
    public static ForecastOutcome of(Forecast forecast, Duration actual, List<TimedStep> taken) {
        Map<PlannedStep.Id, Duration> times = new HashMap<>();
        taken.forEach(step -> times.put(new PlannedStep.Id(step.urn(), step.operation()), step.took()));
        List<Deviation> deviations = new ArrayList<>();
        for (PlannedStep step : forecast.steps()) {
            Duration took = times.get(step.id());
            // Steps without changes are skipped by the engine.
            if (took != null) {
                deviations.add(new Deviation(
                        step.resource().urn(),
                        step.words(),
                        step.operation().name(),
                        forecast.of(step).expected(),
                        took));
            }
        }
        deviations.sort(Comparator.comparing(Deviation::error)
                .reversed()
                .thenComparing(Deviation::urn)
                .thenComparing(Deviation::operation));
        return new ForecastOutcome(forecast.expected(), forecast.low(), forecast.high(), actual, deviations);
    }

    /** Returns a text such as {@code took 41 s; forecast 14 min (9–25 min)}, and the largest errors in a second line. */
    public String words() {
        String steps = deviations.stream()
                .filter(deviation -> !Durations.words(deviation.expected()).equals(Durations.words(deviation.actual())))
                .limit(SHOWN)
                .map(deviation -> deviation.step() + " took " + Durations.words(deviation.actual()) + " instead of "
                        + Durations.words(deviation.expected()))
                .collect(Collectors.joining(", "));
        return "took " + Durations.words(actual) + "; forecast " + Durations.words(expected) + " ("
                + Durations.range(low, high) + ")" + (steps.isEmpty() ? "" : "\nlargest errors: " + steps);
    }

    /** Returns the comparison as {@code plinth up --json} prints it. */
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

    /** Returns seconds, rounded to milliseconds. */
    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
