package dev.plinth.components.observability;

import com.pulumi.core.Output;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The objectives of each kind of component. */
final class Objectives {

    private static final double MILLISECONDS = 1000;

    private Objectives() {}

    /** Availability and response time; a load balancer without requests uses no budget. */
    static List<Objective> of(ApplicationLoadBalancer loadBalancer, ServiceObjectives objectives) {
        Map<String, Output<String>> dimensions = Map.of("LoadBalancer", loadBalancer.arnSuffix());
        Objective availability = new Objective(
                loadBalancer.name(),
                "availability",
                "%s %% available".formatted(Numbers.text(objectives.availabilityPercent())),
                Subjects.errorMetrics(dimensions),
                Subjects.ERROR_PERCENT,
                100 - objectives.availabilityPercent());
        // A percentile rank: the share of the responses that took at most this time.
        String rank =
                String.format(Locale.ROOT, "PR(:%s)", Numbers.text(objectives.responseMilliseconds() / MILLISECONDS));
        Objective response = new Objective(
                loadBalancer.name(),
                "response",
                "%s %% of the responses within %d ms"
                        .formatted(Numbers.text(objectives.responsePercent()), objectives.responseMilliseconds()),
                List.of(Subjects.alb("within", "TargetResponseTime", rank, dimensions)),
                "100 - FILL(within, 100)",
                100 - objectives.responsePercent());
        return List.of(availability, response);
    }

    /** The hit rate of a cache. An alarm on it exists without an objective, and its budget is too large for a burn rate of 14.4. */
    static Objective of(RedisCache cache, ServiceObjectives objectives) {
        List<Metric> metrics = new ArrayList<>();
        List<String> hits = new ArrayList<>();
        List<String> misses = new ArrayList<>();
        int number = 1;
        for (Output<String> nodeId : cache.nodeIds()) {
            Map<String, Output<String>> node = Map.of("CacheClusterId", nodeId);
            metrics.add(new Metric("hits" + number, "AWS/ElastiCache", "CacheHits", "Sum", node));
            metrics.add(new Metric("misses" + number, "AWS/ElastiCache", "CacheMisses", "Sum", node));
            hits.add("FILL(hits" + number + ", 0)");
            misses.add("FILL(misses" + number + ", 0)");
            number++;
        }
        String missed = String.join(" + ", misses);
        return new Objective(
                cache.name(),
                "hit-rate",
                "%s %% of the reads are hits".formatted(Numbers.text(objectives.cacheHitPercent())),
                metrics,
                "100 * (%s) / (%s + %s)".formatted(missed, String.join(" + ", hits), missed),
                100 - objectives.cacheHitPercent());
    }
}
