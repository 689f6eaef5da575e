package dev.plinth.preview.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.StackSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Duration and downtime of an update.
 *
 * <p>In production, downtime is a warning, and downtime longer than {@code plinth:forecast.maxDowntimeMinutes} blocks the
 * change.
 */
public final class ForecastSection implements Section {

    /** The key. */
    public static final String KEY = "forecast";

    /** Number of steps of the critical path that are shown. */
    private static final int LONGEST = 5;

    /** Number of resources listed for equal downtimes. */
    private static final int NAMED = 4;

    private final Forecast forecast;
    private final StackSettings settings;
    private final List<Interruption> interruptions;

    private ForecastSection(Forecast forecast, StackSettings settings) {
        this.forecast = forecast;
        this.settings = settings;
        this.interruptions = Downtime.of(forecast);
    }

    /** Creates the section of a change. */
    public static ForecastSection of(StackChange change) {
        return new ForecastSection(Forecast.of(change), change.settings());
    }

    /** Returns the forecast that the section shows. */
    public Forecast forecast() {
        return forecast;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Duration";
    }

    @Override
    public String summary() {
        if (forecast.isEmpty()) {
            return "no changes";
        }
        return "about " + Durations.words(forecast.expected()) + " (" + Durations.range(forecast.low(), forecast.high())
                + ")" + (Downtime.isConcerned(forecast) ? "; " + downtime() : "");
    }

    private String downtime() {
        List<Interruption> known =
                now().stream().filter(each -> !each.range().isUnknown()).toList();
        int unknown = now().size() - known.size();
        int later = interruptions.size() - now().size();
        List<String> parts = new ArrayList<>();
        if (known.size() == 1) {
            parts.add("downtime of " + known.get(0).resource().name() + ": "
                    + known.get(0).range().words());
        } else if (!known.isEmpty()) {
            parts.add(known.size() + " downtimes, longest " + longest(known));
        }
        if (unknown > 0) {
            parts.add("downtime of " + unknown + (unknown == 1 ? " step" : " steps") + " unknown");
        }
        if (parts.isEmpty()) {
            parts.add(later == 0 ? "no downtime" : "no downtime during the update");
        }
        if (later > 0) {
            parts.add(later + (later == 1 ? " downtime" : " downtimes") + " after the update");
        }
        return String.join(", ", parts);
    }

    private static String longest(List<Interruption> known) {
        Interruption longest = known.stream()
                .max(Comparator.comparing(each -> each.range().high().orElse(Duration.ofSeconds(Long.MAX_VALUE))))
                .orElseThrow();
        return longest.resource().name() + ": " + longest.range().words();
    }

    private List<Interruption> now() {
        return interruptions.stream().filter(Interruption::isNow).toList();
    }

    @Override
    public Risk risk() {
        if (!findings().isEmpty()) {
            return Risk.CRITICAL;
        }
        return settings.isProduction() && !interruptions.isEmpty() ? Risk.WARNING : Risk.NONE;
    }

    @Override
    public List<Finding> findings() {
        Optional<Integer> limit = settings.forecast().maxDowntimeMinutes();
        if (limit.isEmpty() || !settings.isProduction()) {
            return List.of();
        }
        return now().stream()
                .filter(each -> each.range().exceeds(Duration.ofMinutes(limit.get())))
                .map(each -> new Finding(
                        each.resource().urn(),
                        each.words() + "; exceeds plinth:forecast.maxDowntimeMinutes: " + limit.get(),
                        "avoid the downtime, defer the change to the maintenance window, or raise"
                                + " plinth:forecast.maxDowntimeMinutes for this update"))
                .toList();
    }

    @Override
    public List<Block> blocks() {
        if (forecast.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.addAll(downtimes());
        DeploymentPhases.of(forecast.change()).forEach(line -> blocks.add(new Block.Text(line)));
        List<PlannedStep> path = forecast.criticalPath();
        Set<PlannedStep> longest = Set.copyOf(longestFirst(path).subList(0, Math.min(path.size(), LONGEST)));
        blocks.add(new Block.Details(
                "Critical path",
                List.of(new Block.Table(
                        List.of("critical path", "time", "range", "basis"),
                        path.stream()
                                .filter(longest::contains)
                                .map(step -> row(step, forecast.of(step).basisInWords()))
                                .toList(),
                        Set.of(1, 2)))));
        List<Block> basis = new ArrayList<>(List.of(new Block.Text(basis())));
        forecast.error()
                .ifPresent(error -> basis.add(new Block.Text("forecast accuracy: median error of " + error.percent()
                        + " % in the last " + error.updates() + " updates")));
        blocks.add(new Block.Details("Basis of the estimates", basis));
        blocks.add(new Block.Details(
                "All " + count(forecast.steps().size()) + ", longest first",
                List.of(new Block.Table(
                        List.of("step", "time", "range", "source"),
                        longestFirst(forecast.steps()).stream()
                                .map(step -> row(step, forecast.of(step).source()))
                                .toList(),
                        Set.of(1, 2)))));
        if (!interruptions.isEmpty()) {
            blocks.add(new Block.Details(
                    "Sources of the downtimes",
                    List.of(new Block.Table(
                            List.of("resource", "downtime", "source"),
                            interruptions.stream()
                                    .map(each -> List.of(
                                            each.resource().name(), each.range().words(), each.source()))
                                    .toList(),
                            Set.of()))));
        }
        return blocks;
    }

    /** Returns the downtimes, equal ones in one line. */
    private List<Block> downtimes() {
        Map<String, List<Interruption>> kinds = interruptions.stream()
                .collect(Collectors.groupingBy(Interruption::event, LinkedHashMap::new, Collectors.toList()));
        List<Block> blocks = new ArrayList<>();
        kinds.forEach((event, equal) -> {
            String names = equal.stream()
                    .limit(NAMED)
                    .map(each -> each.resource().name())
                    .collect(Collectors.joining(", "));
            String line =
                    names + (equal.size() > NAMED ? " and " + (equal.size() - NAMED) + " more" : "") + ": " + event;
            blocks.add(
                    settings.isProduction() && equal.get(0).isNow() ? new Block.Warning(line) : new Block.Text(line));
        });
        return blocks;
    }

    private String basis() {
        return count(forecast.steps().size()) + ", up to "
                + forecast.change().times().parallel() + " in parallel; estimates: "
                + forecast.count(Estimate.Basis.RESOURCE) + " from the same step in this stack's history, "
                + forecast.count(Estimate.Basis.TYPE) + " from steps of the same type, "
                + forecast.count(Estimate.Basis.TYPICAL) + " from typical times of "
                + TypicalTimes.shipped().date() + ", " + forecast.count(Estimate.Basis.DEFAULT)
                + " by default; engine overhead: "
                + Durations.words(forecast.engine().expected());
    }

    private static String count(int steps) {
        return steps + (steps == 1 ? " step" : " steps");
    }

    private List<PlannedStep> longestFirst(List<PlannedStep> steps) {
        return steps.stream()
                .sorted(Comparator.comparing(
                                (PlannedStep step) -> forecast.of(step).expected())
                        .reversed()
                        .thenComparing(PlannedStep::id))
                .toList();
    }

    private List<String> row(PlannedStep step, String source) {
        Estimate estimate = forecast.of(step);
        return List.of(
                step.words(),
                Durations.words(estimate.expected()),
                Durations.range(estimate.low(), estimate.high()),
                source);
    }

    /** Returns whether there are no timed steps; the duration of all others is shown. */
    @Override
    public boolean isUnaffected() {
        return forecast.isEmpty();
    }

    @Override
    public JsonNode toJson() {
        return ForecastJson.of(forecast, interruptions, settings);
    }
}
