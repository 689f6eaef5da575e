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
 * How long a change takes: the critical path through its steps, with as many of them at once as the engine works on, and what
 * an update takes beside its steps. The range is what it takes if every step takes its shortest, and its longest, time.
 */
public final class Forecast {

    /** How many of the youngest forecasts the error is taken from. */
    private static final int JUDGED = 5;

    /** From how many forecasts on there is an error to tell. */
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

    /** Forecasts a change. */
    public static Forecast of(StackChange change) {
        return new Forecast(
                change, new Estimator(TypicalTimes.shipped(), change.times().past()));
    }

    /** Whether there is no step that takes time. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The most likely time, from the start of the engine's command to its end. */
    public Duration expected() {
        return engine.expected().plus(expected.total());
    }

    /**
     * The time if every step takes its shortest; never above {@link #expected}, although with few workers shorter steps can
     * change who waits for whom and end later.
     */
    public Duration low() {
        Duration shortest = engine.low().plus(low.total());
        return shortest.compareTo(expected()) > 0 ? expected() : shortest;
    }

    /** The time if every step takes its longest; never below {@link #expected}, as with {@link #low}. */
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

    /** The steps that the whole waits for, in their order. */
    List<PlannedStep> criticalPath() {
        return expected.criticalPath();
    }

    /** How many steps are known from each source. */
    long count(Estimate.Basis basis) {
        return steps.stream().filter(step -> of(step).basis() == basis).count();
    }

    /** For how long a resource that is deleted before it is created again is away; the range of the two schedules. */
    Optional<Extent> absence(String urn) {
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
                        ? Extent.between(longest.get(), shortest.get())
                        : Extent.between(shortest.get(), longest.get()));
    }

    private static Optional<Duration> absence(Schedule schedule, String urn) {
        return schedule.span(new PlannedStep.Id(urn, Operation.DELETE))
                .flatMap(gone -> schedule.span(new PlannedStep.Id(urn, Operation.CREATE))
                        .map(back -> back.end().minus(gone.start())));
    }

    /**
     * By how much the youngest forecasts were off, as the median of |forecast − actual| / actual.
     *
     * @param updates how many forecasts that is
     * @param percent the median, in percent
     */
    record PastError(int updates, long percent) {}

    /** The error of the past forecasts; empty while there are too few. */
    Optional<PastError> error() {
        List<PastUpdate> judged = change.times().past().stream()
                .filter(update -> update.succeeded()
                        && update.forecast().isPresent()
                        && !update.took().isZero())
                .sorted(Comparator.comparing(PastUpdate::began).reversed())
                .limit(JUDGED)
                .toList();
        if (judged.size() < ENOUGH) {
            return Optional.empty();
        }
        List<Double> errors = judged.stream().map(Forecast::error).sorted().toList();
        int middle = errors.size() / 2;
        double median = errors.size() % 2 == 1 ? errors.get(middle) : (errors.get(middle - 1) + errors.get(middle)) / 2;
        return Optional.of(new PastError(judged.size(), Math.round(median * 100)));
    }

    private static double error(PastUpdate update) {
        double actual = update.took().toMillis();
        return Math.abs(update.forecast().orElseThrow().toMillis() - actual) / actual;
    }

    StackChange change() {
        return change;
    }
}
