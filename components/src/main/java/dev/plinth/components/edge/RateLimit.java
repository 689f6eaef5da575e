package dev.plinth.components.edge;

import java.util.List;

/**
 * A limit on the requests of one client address (Cloudflare WAF, "Rate limiting rules").
 *
 * @param description what the limit is for; also its stable reference, so it must be unique
 * @param expression which requests it counts, in the Rules language
 * @param requestsPerPeriod how many requests a client may make in a period, from 1
 * @param periodSeconds the period in seconds, one of {@link #PERIODS_SECONDS}; the longer ones need a higher plan
 * @param mitigationTimeoutSeconds how long a client is held off, in seconds: 0 or one of {@link #PERIODS_SECONDS}; 0 with a
 *     challenge
 * @param action what happens to a client over the limit
 */
public record RateLimit(
        String description,
        String expression,
        int requestsPerPeriod,
        int periodSeconds,
        int mitigationTimeoutSeconds,
        FirewallRule.Action action) {

    /** The periods that Cloudflare has, in seconds (Cloudflare WAF, "Rate limiting rules", Availability). */
    public static final List<Integer> PERIODS_SECONDS = List.of(
            10, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 300, 480, 600, 900, 1200, 1800, 2400, 3600, 65535, 86400);

    /** A limit per minute that blocks for a minute. */
    public static RateLimit perMinute(String description, String expression, int requests) {
        return new RateLimit(description, expression, requests, 60, 60, FirewallRule.Action.BLOCK);
    }

    boolean hasValidTimeout() {
        boolean challenge =
                action == FirewallRule.Action.MANAGED_CHALLENGE || action == FirewallRule.Action.JS_CHALLENGE;
        return challenge
                ? mitigationTimeoutSeconds == 0
                : mitigationTimeoutSeconds == 0 || PERIODS_SECONDS.contains(mitigationTimeoutSeconds);
    }
}
