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
 * How long the update takes, and what it interrupts for how long.
 *
 * <p>In production a downtime is a warning; one that is longer than {@code plinth:forecast.maxDowntimeMinutes} refuses the
 * change there.
 */
public final class ForecastSection implements Section {

    /** The key. */
    public static final String KEY = "forecast";

    /** How many steps of the critical path are told unfolded. */
    private static final int LONGEST = 5;

    /** How many resources are named of those with downtimes of one kind. */
    private static final int NAMED = 4;

    private final Forecast forecast;
    private final StackSettings settings;
    private final List<Interruption> interruptions;

    private ForecastSection(Forecast forecast, StackSettings settings) {
        this.forecast = forecast;
        this.settings = settings;
        this.interruptions = Downtime.of(forecast);
    }

    /** Makes the section of a change. */
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
        return "Time";
    }

    @Override
    public String summary() {
        if (forecast.isEmpty()) {
            return "nothing changes, so nothing takes time";
        }
        return "about " + Times.words(forecast.expected()) + " (" + Times.range(forecast.low(), forecast.high()) + "); "
                + downtime();
    }

    private String downtime() {
        List<Interruption> known =
                now().stream().filter(each -> !each.extent().isUnknown()).toList();
        int unknown = now().size() - known.size();
        int later = interruptions.size() - now().size();
        List<String> parts = new ArrayList<>();
        if (known.size() == 1) {
            parts.add("downtime of " + known.get(0).resource().name() + " "
                    + known.get(0).extent().words());
        } else if (!known.isEmpty()) {
            parts.add(known.size() + " downtimes, the longest of " + longest(known));
        }
        if (unknown > 0) {
            parts.add("whether " + unknown + (unknown == 1 ? " step interrupts" : " steps interrupt")
                    + " anything is unknown");
        }
        if (parts.isEmpty()) {
            parts.add("no downtime");
        }
        if (later > 0) {
            parts.add(later + (later == 1 ? " downtime" : " downtimes") + " after the update");
        }
        return String.join(", ", parts);
    }

    private static String longest(List<Interruption> known) {
        Interruption longest = known.stream()
                .max(Comparator.comparing(each -> each.extent().high().orElse(Duration.ofSeconds(Long.MAX_VALUE))))
                .orElseThrow();
        return longest.resource().name() + " " + longest.extent().words();
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
                .filter(each -> each.extent().exceeds(Duration.ofMinutes(limit.get())))
                .map(each -> new Finding(
                        each.resource().urn(),
                        each.words() + "; at most " + limit.get() + " min are allowed",
                        "make the change without the downtime, or in its maintenance window, or raise"
                                + " plinth:forecast.maxDowntimeMinutes for this update"))
                .toList();
    }

    @Override
    public List<Block> blocks() {
        if (forecast.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.addAll(told());
        blocks.add(new Block.Text(basis()));
        forecast.error()
                .ifPresent(error -> blocks.add(new Block.Text("the last " + error.updates() + " forecasts were off by "
                        + error.percent() + " % at the median")));
        List<PlannedStep> path = forecast.criticalPath();
        Set<PlannedStep> longest = Set.copyOf(longestFirst(path).subList(0, Math.min(path.size(), LONGEST)));
        blocks.add(new Block.Table(
                List.of("the update waits for", "time", "range", "known from"),
                path.stream()
                        .filter(longest::contains)
                        .map(step -> row(step, forecast.of(step).basisInWords()))
                        .toList(),
                Set.of(1, 2)));
        blocks.add(new Block.Details(
                "the times of all " + count(forecast.steps().size()) + ", the longest first",
                List.of(new Block.Table(
                        List.of("step", "time", "range", "known from"),
                        longestFirst(forecast.steps()).stream()
                                .map(step -> row(step, forecast.of(step).source()))
                                .toList(),
                        Set.of(1, 2)))));
        if (!interruptions.isEmpty()) {
            blocks.add(new Block.Details(
                    "where the downtimes are known from",
                    List.of(new Block.Table(
                            List.of("resource", "how long", "source"),
                            interruptions.stream()
                                    .map(each -> List.of(
                                            each.resource().name(),
                                            each.extent().words(),
                                            each.source()))
                                    .toList(),
                            Set.of()))));
        }
        return blocks;
    }

    /** The interruptions, those of one kind in one line. */
    private List<Block> told() {
        Map<String, List<Interruption>> kinds = interruptions.stream()
                .collect(Collectors.groupingBy(Interruption::event, LinkedHashMap::new, Collectors.toList()));
        List<Block> blocks = new ArrayList<>();
        kinds.forEach((event, alike) -> {
            String names = alike.stream()
                    .limit(NAMED)
                    .map(each -> each.resource().name())
                    .collect(Collectors.joining(", "));
            String line =
                    names + (alike.size() > NAMED ? " and " + (alike.size() - NAMED) + " more" : "") + ": " + event;
            blocks.add(
                    settings.isProduction() && alike.get(0).isNow() ? new Block.Warning(line) : new Block.Text(line));
        });
        return blocks;
    }

    private String basis() {
        return count(forecast.steps().size()) + ", up to "
                + forecast.change().times().parallel() + " at once: "
                + forecast.count(Estimate.Basis.RESOURCE) + " forecast from the same step in this stack's history, "
                + forecast.count(Estimate.Basis.TYPE) + " from others of the type there, "
                + forecast.count(Estimate.Basis.TYPICAL) + " from typical times of "
                + TypicalTimes.shipped().date() + ", " + forecast.count(Estimate.Basis.DEFAULT)
                + " taken for quick calls; the engine itself takes "
                + Times.words(forecast.engine().expected()) + " of it";
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
                step.words(), Times.words(estimate.expected()), Times.range(estimate.low(), estimate.high()), source);
    }

    @Override
    public JsonNode toJson() {
        return ForecastJson.of(forecast, interruptions, settings);
    }
}
