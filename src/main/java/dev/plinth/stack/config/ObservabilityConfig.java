package dev.plinth.stack.config;

import dev.plinth.components.observability.Comparison;
import dev.plinth.components.observability.MissingData;
import dev.plinth.components.observability.ServiceObjectives;
import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code observability}: alarms, the dashboard and the retention of logs.
 *
 * @param emails addresses that alarms are sent to
 * @param logRetentionDays retention of the services' logs in days; one of the periods that CloudWatch Logs offers
 * @param accessLogRetentionDays retention of the access logs of buckets and the load balancer in days
 * @param databaseConnections connections to a database that are too many
 * @param databaseFreeStorageGibibytes free storage of a database that is too little, in GiB
 * @param databaseFreeMemoryMebibytes free memory of a database that is too little, in MiB
 * @param queueOldestMessageSeconds age of a queue's oldest message that is too old, in seconds; 900 where it is left out
 * @param objectives service level objectives, with alarms for fast use of their error budgets
 * @param alarms alarms on other metrics
 */
public record ObservabilityConfig(
        @Default("[]") @Matches(regex = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+", allowed = "e-mail addresses")
                List<String> emails,
        @Default("365") @Range(min = 1, max = 3653) int logRetentionDays,
        @Default("365") @Range(min = 1, max = 3650) int accessLogRetentionDays,
        @Default("360") @Range(min = 1, max = 100000) int databaseConnections,
        @Default("10") @Range(min = 1, max = 65536) int databaseFreeStorageGibibytes,
        @Default("256") @Range(min = 1, max = 1000000) int databaseFreeMemoryMebibytes,
        @Range(min = 1, max = 1209600) Optional<Integer> queueOldestMessageSeconds,
        Optional<ObjectivesConfig> objectives,
        @Default("[]") List<AlarmConfig> alarms) {

    /**
     * Service level objectives over 30 days.
     *
     * @param availabilityPercent requests that are answered without a status of 5xx, in percent; at most 99.999
     * @param responseMilliseconds time within which the services respond, in milliseconds
     * @param responsePercent requests that are answered within that time, in percent; at most 99.999
     * @param cacheHitPercent reads of a cache that find their key, in percent; at most 99.999
     */
    public record ObjectivesConfig(
            @Default("99.9") double availabilityPercent,
            @Default("200") @Range(min = 1, max = 60000) int responseMilliseconds,
            @Default("99") double responsePercent,
            @Default("80") double cacheHitPercent) {

        /** Returns the objectives of the component. */
        public ServiceObjectives toObjectives() {
            return new ServiceObjectives(availabilityPercent, responseMilliseconds, responsePercent, cacheHitPercent);
        }
    }

    /**
     * An alarm on any metric of CloudWatch.
     *
     * @param subject what is watched, in kebab case
     * @param name the alarm's name in kebab case, unique for its subject
     * @param title the metric for people, with its unit, such as {@code Latency, ms}
     * @param namespace the metric's namespace, such as {@code AWS/Lambda}
     * @param metricName the metric's name
     * @param dimensions the metric's dimensions, all of them
     * @param statistic {@code Average}, {@code Sum}, {@code Minimum}, {@code Maximum}, {@code SampleCount} or a percentile
     * @param comparison side of the threshold that is bad
     * @param threshold the threshold in the metric's unit
     * @param periodSeconds length of a period: 10, 30 or a multiple of 60 seconds
     * @param periods number of periods in a row that must be bad
     * @param missingData meaning of a period without data
     */
    public record AlarmConfig(
            @Matches(regex = Patterns.KEBAB_CASE, allowed = "a name in kebab case") String subject,
            @Matches(regex = Patterns.KEBAB_CASE, allowed = "a name in kebab case") String name,
            String title,
            String namespace,
            String metricName,
            @Default("{}") Map<String, String> dimensions,
            @Default("\"Average\"") String statistic,
            @Default("\"ABOVE\"") Comparison comparison,
            double threshold,
            @Default("300") @Range(min = 10, max = 86400) int periodSeconds,
            @Default("1") @Range(min = 1, max = 1000) int periods,
            @Default("\"MISSING\"") MissingData missingData) {}
}
