package dev.plinth.stack.config;

import dev.plinth.components.edge.FirewallRule.Action;
import dev.plinth.components.edge.ManagedRuleset;
import dev.plinth.components.edge.SecurityLevel;
import dev.plinth.components.edge.TlsVersion;
import dev.plinth.settings.Cidr;
import dev.plinth.settings.Default;
import dev.plinth.settings.Keys;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code edge}: a Cloudflare zone in front of everything.
 *
 * @param zone domain that Cloudflare serves, such as {@code example.com}
 * @param zoneId Cloudflare's id of that zone
 * @param accountId Cloudflare's id of the account
 * @param hostnames host names within the zone, each served through Cloudflare
 * @param cachedHostname host name whose answers Cloudflare caches, such as {@code cdn}
 * @param adminHostname host name that only {@code adminAllowedCidrs} may reach
 * @param adminAllowedCidrs addresses that may reach the administration; empty leaves it open
 * @param requestsPerMinute requests that one address may make in a minute before it is blocked
 * @param origins servers of host names that don't lead to the load balancer, by host name
 * @param minTlsVersion oldest TLS version that a client may use
 * @param hstsMaxAgeSeconds how long browsers insist on HTTPS, in seconds; from 31536000 with {@code hstsPreload}
 * @param hstsPreload whether browsers may build the zone into their lists
 * @param securityLevel threat score from which a visitor is challenged
 * @param managedRulesets managed rules that every request passes, in this order
 * @param firewallRules further rules of the firewall, in this order
 * @param rateLimits further limits on the requests of one address
 * @param cacheTtlSeconds how long Cloudflare keeps the responses of {@code cachedHostname}, in seconds
 * @param contentSecurityPolicy Content-Security-Policy of every response
 * @param dnssec whether the zone is signed
 * @param tieredCache whether one upper tier of the cache asks the origin for all others
 * @param authenticatedOriginPulls whether Cloudflare shows the load balancer a client certificate
 * @param webSockets whether web sockets are passed on
 */
public record EdgeConfig(
        @Matches(regex = Patterns.DOMAIN, allowed = Patterns.DOMAIN_ALLOWED) String zone,
        @Matches(regex = Patterns.CLOUDFLARE_ID, allowed = Patterns.CLOUDFLARE_ID_ALLOWED) String zoneId,
        @Matches(regex = Patterns.CLOUDFLARE_ID, allowed = Patterns.CLOUDFLARE_ID_ALLOWED) String accountId,
        @Matches(regex = Patterns.HOSTNAME, allowed = Patterns.HOSTNAME_ALLOWED) List<String> hostnames,
        Optional<String> cachedHostname,
        Optional<String> adminHostname,
        @Default("[]") @Cidr(minPrefix = 8, maxPrefix = 32) List<String> adminAllowedCidrs,
        @Default("600") @Range(min = 10, max = 1000000) int requestsPerMinute,
        @Default("{}")
                @Keys(regex = Patterns.HOSTNAME, allowed = Patterns.HOSTNAME_ALLOWED)
                @Matches(regex = Patterns.DOMAIN, allowed = Patterns.DOMAIN_ALLOWED)
                Map<String, String> origins,
        @Default("\"TLS_1_2\"") TlsVersion minTlsVersion,
        @Default("31536000") @Range(min = 15552000, max = 63072000) int hstsMaxAgeSeconds,
        @Default("true") boolean hstsPreload,
        @Default("\"MEDIUM\"") SecurityLevel securityLevel,
        @Default("[\"CLOUDFLARE_MANAGED\", \"OWASP_CORE\"]") List<ManagedRuleset> managedRulesets,
        @Default("[]") List<Rule> firewallRules,
        @Default("[]") List<Limit> rateLimits,
        @Default("86400") @Range(min = 60, max = 31536000) int cacheTtlSeconds,
        @Default("\"default-src 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'\"")
                @Matches(regex = ".*\\S.*", allowed = "a policy such as default-src 'self'")
                String contentSecurityPolicy,
        @Default("true") boolean dnssec,
        @Default("true") boolean tieredCache,
        @Default("true") boolean authenticatedOriginPulls,
        @Default("true") boolean webSockets) {

    /**
     * A rule of the zone's firewall.
     *
     * @param description purpose of the rule, each in other words
     * @param expression condition in Cloudflare's Rules language
     * @param action what happens to a request that matches
     */
    public record Rule(
            @Matches(regex = ".*[A-Za-z0-9].*", allowed = "a text") String description,
            @Matches(regex = "(?s).{1,4096}", allowed = "an expression of at most 4096 characters") String expression,
            Action action) {}

    /**
     * A limit on the requests of one address.
     *
     * @param description purpose of the limit, each in other words
     * @param expression requests that it counts, in Cloudflare's Rules language
     * @param requestsPerPeriod requests that an address may make in a period
     * @param periodSeconds the period; one that Cloudflare offers, such as 60
     * @param mitigationTimeoutSeconds how long an address is held off, in seconds
     * @param action what happens to an address above the limit
     */
    public record Limit(
            @Matches(regex = ".*[A-Za-z0-9].*", allowed = "a text") String description,
            @Matches(regex = "(?s).{1,4096}", allowed = "an expression of at most 4096 characters") String expression,
            @Range(min = 1, max = 2000000000) int requestsPerPeriod,
            @Default("60") @Range(min = 10, max = 86400) int periodSeconds,
            @Default("60") @Range(min = 0, max = 86400) int mitigationTimeoutSeconds,
            @Default("\"BLOCK\"") Action action) {}
}
