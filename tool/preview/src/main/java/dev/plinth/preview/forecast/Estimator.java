package dev.plinth.preview.forecast;

import dev.plinth.model.TimedStep;
import dev.plinth.preview.PastUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Estimates the duration of steps: from the same step in this stack's history, else from steps of the same type, else from
 * typical times. Updates of properties with a typical time, such as a database's class, are compared with updates of the same
 * properties only.
 */
final class Estimator {

    /** Number of latest measurements that count. */
    static final int MEASUREMENTS = 10;

    private final TypicalTimes typical;
    private final List<PastUpdate> latestFirst;

    /**
     * Creates an estimator.
     *
     * @param typical the typical times
     * @param past the earlier updates of the stack, in any order
     */
    Estimator(TypicalTimes typical, List<PastUpdate> past) {
        this.typical = typical;
        this.latestFirst = past.stream()
                .sorted(Comparator.comparing(PastUpdate::began).reversed())
                .toList();
    }

    /** Returns the estimate of a step. */
    Estimate of(PlannedStep step) {
        String type = step.resource().type();
        String urn = step.resource().urn();
        Predicate<TimedStep> similar = past -> past.type().equals(type)
                && past.operation() == step.operation()
                && typical.decisive(type, new TreeSet<>(past.changed())).equals(typical.decisive(type, step.changed()));
        return measured(similar.and(past -> past.urn().equals(urn)), Estimate.Basis.RESOURCE)
                .or(() -> measured(similar, Estimate.Basis.TYPE))
                .orElseGet(() -> typical.of(step));
    }

    private Optional<Estimate> measured(Predicate<TimedStep> wanted, Estimate.Basis basis) {
        List<Duration> times = latestFirst.stream()
                .flatMap(update -> update.steps().stream())
                .filter(wanted)
                .limit(MEASUREMENTS)
                .map(TimedStep::took)
                .toList();
        return times.isEmpty()
                ? Optional.empty()
                : Optional.of(Estimate.ofMeasurements(
                        times,
                        basis,
                        measurements(times.size())
                                + (basis == Estimate.Basis.RESOURCE ? " of this resource" : " of this type")));
    }

    /** Returns the overhead of an update beside its steps. */
    Estimate engine() {
        List<Duration> times = latestFirst.stream()
                .filter(PastUpdate::succeeded)
                .limit(MEASUREMENTS)
                .map(Estimator::beside)
                .toList();
        return times.isEmpty()
                ? typical.engine()
                : Estimate.ofMeasurements(
                        times, Estimate.Basis.RESOURCE, measurements(times.size()) + " of this stack");
    }

    private static String measurements(int count) {
        return count + (count == 1 ? " measurement" : " measurements");
    }

    /** Returns the time of an update without a running step. */
    private static Duration beside(PastUpdate update) {
        Duration busy = Duration.ZERO;
        Duration until = Duration.ZERO;
        List<TimedStep> steps = new ArrayList<>(update.steps());
        steps.sort(Comparator.comparing(TimedStep::start));
        for (TimedStep step : steps) {
            Duration from = step.start().compareTo(until) > 0 ? step.start() : until;
            Duration end = step.start().plus(step.took());
            if (end.compareTo(from) > 0) {
                busy = busy.plus(end.minus(from));
                until = end;
            }
        }
        Duration rest = update.took().minus(busy);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
