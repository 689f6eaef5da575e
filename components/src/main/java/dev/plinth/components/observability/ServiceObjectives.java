package dev.plinth.components.observability;

import dev.plinth.components.Validation;

/**
 * Service level objectives of load balancers and caches over 30 days. Burn-rate alarms are raised while the error budget of availability
 * or response time is used too fast.
 *
 * @param availabilityPercent the requests that are answered without a status of 5xx, in percent; 95 to 99.999
 * @param responseMilliseconds the time within which the targets respond, in milliseconds; 1 to 60000
 * @param responsePercent the requests that are answered within that time, in percent; 95 to 99.999
 * @param cacheHitPercent the reads of a cache that find their key, in percent; 1 to 99.999
 */
public record ServiceObjectives(
        double availabilityPercent, int responseMilliseconds, double responsePercent, double cacheHitPercent) {

    /** Availability of 99.9 %, 99 % of the responses within 200 ms, and a hit rate of 80 %. */
    public static final ServiceObjectives DEFAULT = new ServiceObjectives(99.9, 200, 99, 80);

    /** The days of an error budget. */
    public static final int DAYS = 30;

    private static final double LEAST_PERCENT = 95;
    private static final double MOST_PERCENT = 99.999;
    private static final int MOST_MILLISECONDS = 60_000;

    /**
     * Checks the objectives without creating anything, as a configuration is read before there is a deployment.
     *
     * @throws dev.plinth.components.InvalidArgumentsException when values are invalid; it names all of them
     */
    public void check() {
        Validation validation = Validation.of("ServiceObjectives", "objectives");
        check(validation);
        validation.throwIfAny();
    }

    void check(Validation validation) {
        checkPercent(validation, "availabilityPercent", availabilityPercent, LEAST_PERCENT);
        checkPercent(validation, "responsePercent", responsePercent, LEAST_PERCENT);
        checkPercent(validation, "cacheHitPercent", cacheHitPercent, 1);
        validation.inRange(
                "objectives.responseMilliseconds", responseMilliseconds, 1, MOST_MILLISECONDS, "milliseconds");
    }

    private static void checkPercent(Validation validation, String argument, double value, double least) {
        validation.check(
                value >= least && value <= MOST_PERCENT,
                "objectives." + argument,
                value,
                "%s to %s percent".formatted(Numbers.text(least), Numbers.text(MOST_PERCENT)));
    }
}
