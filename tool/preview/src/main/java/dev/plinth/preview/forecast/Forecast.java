package dev.plinth.preview.forecast;

import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.preview.PastUpdate;
import dev.plinth.preview.StackChange;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Forecast of the duration of a change: the critical path through its steps, with the parallelism of the engine, plus the
 * overhead of an update. The range assumes that every step takes its shortest or its longest time.
 */
public final class Forecast {

    /** Number of latest forecasts for the accuracy. */
    private static final int COMPARED = 5;

    /** Least number of forecasts for the accuracy. */
    private static final int ENOUGH = 3;

    private final StackChange change;
    private final List<PlannedStep> steps;
    private final Map<PlannedStep.Id, Estimate> estimates = new TreeMap<>();
    private final Estimate engine;
    private final Schedule expected;
    private final Schedule low;
    private final Schedule high;

    private Forecast(StackChange change, Estimator estimator) {
        Workload workload = Workload.of(change);
        int parallel = change.times().parallel();
        this.change = change;
        this.steps = workload.steps();
        steps.forEach(step -> estimates.put(step.id(), estimator.of(step)));
        this.engine = estimator.engine();
        this.expected = Schedule.of(workload, step -> of(step).expected(), parallel);
        this.low = Schedule.of(workload, step -> of(step).low(), parallel);
        this.high = Schedule.of(workload, step -> of(step).high(), parallel);
    }

    /** Returns the forecast of a change. */
    public static Forecast of(StackChange change) {
        return new Forecast(
                change, new Estimator(TypicalTimes.shipped(), change.times().past()));
    }

    /** Returns whether there are no timed steps. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Returns the most likely duration of the engine's command. */
    public Duration expected() {
        return engine.expected().plus(expected.total());
    }

    /**
     * Returns the duration if every step takes its shortest time; never above {@link #expected}, although shorter steps can
     * lead to a longer schedule when there are few workers.
     */
    public Duration low() {
        Duration shortest = engine.low().plus(low.total());
        return shortest.compareTo(expected()) > 0 ? expected() : shortest;
    }

    /** Returns the duration if every step takes its longest time; never below {@link #expected}. */
    public Duration high() {
        Duration longest = engine.high().plus(high.total());
        return longest.compareTo(expected()) < 0 ? expected() : longest;
    }

    List<PlannedStep> steps() {
        return steps;
    }

    Estimate of(PlannedStep step) {
        return Objects.requireNonNull(estimates.get(step.id()));
    }

    Estimate engine() {
        return engine;
    }

    /** Returns the steps of the critical path, in order. */
    List<PlannedStep> criticalPath() {
        return expected.criticalPath();
    }

    /** Returns the number of steps with a basis. */
    long count(Estimate.Basis basis) {
        return steps.stream().filter(step -> of(step).basis() == basis).count();
    }

    /** Returns the time without a resource that is deleted before it is recreated, by the two schedules. */
    Optional<DowntimeRange> absence(String urn) {
        if (!change.times().deletedFirst().contains(urn)) {
            return Optional.empty();
        }
        Optional<Duration> shortest = absence(low, urn);
        Optional<Duration> longest = absence(high, urn);
        if (shortest.isEmpty() || longest.isEmpty()) {
            return Optional.empty();
        }
        boolean swapped = shortest.get().compareTo(longest.get()) > 0;
        return Optional.of(
                swapped
                        ? DowntimeRange.between(longest.get(), shortest.get())
                        : DowntimeRange.between(shortest.get(), longest.get()));
    }

    private static Optional<Duration> absence(Schedule schedule, String urn) {
        return schedule.span(new PlannedStep.Id(urn, Operation.DELETE))
                .flatMap(gone -> schedule.span(new PlannedStep.Id(urn, Operation.CREATE))
                        .map(back -> back.end().minus(gone.start())));
    }

    /**
     * Accuracy of the latest forecasts: the median of |forecast − actual| / actual.
     *
     * @param updates the number of forecasts
     * @param percent the median, in percent
     */
    record PastError(int updates, long percent) {}

    /** Returns the accuracy of past forecasts; empty where there are too few. */
    Optional<PastError> error() {
        List<PastUpdate> compared = change.times().past().stream()
                .filter(update -> update.succeeded()
                        && update.forecast().isPresent()
                        && !update.took().isZero())
                .sorted(Comparator.comparing(PastUpdate::began).reversed())
                .limit(COMPARED)
                .toList();
        if (compared.size() < ENOUGH) {
            return Optional.empty();
        }
        List<Double> errors = compared.stream().map(Forecast::error).sorted().toList();
        int middle = errors.size() / 2;
        double median = errors.size() % 2 == 1 ? errors.get(middle) : (errors.get(middle - 1) + errors.get(middle)) / 2;
        return Optional.of(new PastError(compared.size(), Math.round(median * 100)));
    }

    private static double error(PastUpdate update) {
        double actual = update.took().toMillis();
        return Math.abs(update.forecast().orElseThrow().toMillis() - actual) / actual;
    }

    StackChange change() {
        return change;
    }
}
