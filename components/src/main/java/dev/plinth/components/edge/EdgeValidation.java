package dev.plinth.components.edge;

import dev.plinth.components.DomainNames;
import dev.plinth.components.Validation;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Validation of the arguments of {@link CloudflareZone}. */
final class EdgeValidation {

    /** The longest expression of a rule (Cloudflare WAF, "Custom rules", Availability). */
    private static final int MAX_EXPRESSION_LENGTH = 4096;

    /** A wider range, such as half of the internet, is no restriction; no organization holds more than a /8. */
    private static final int WIDEST_PREFIX = 8;

    private EdgeValidation() {}

    static void checkHostnames(Validation validation, CloudflareZoneArgs args) {
        Set<String> parts = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (Hostname hostname : args.hostnames()) {
            String label = hostname.label();
            labels.add(label);
            validation
                    .check(
                            label.equals("@") || DomainNames.isRelative(DomainNames.base(label)),
                            "hostnames",
                            label,
                            "@ or labels in lower case, such as api")
                    .check(parts.add(hostname.part()), "hostnames", label, "given once")
                    .check(
                            args.origin() != null
                                    || args.failover() != null
                                    || args.origins().containsKey(label),
                            "origin",
                            "missing for " + label,
                            "given, or origins must name the label, or failover must be given");
            hostname.allowedCidrs()
                    .forEach(cidr -> validation.check(
                            isRange(cidr) && isNarrow(cidr),
                            "hostnames",
                            cidr,
                            "an IPv4 or IPv6 range in CIDR notation, of a /" + WIDEST_PREFIX + " or smaller"));
        }
        validation.check(
                args.plainOrigin().isEmpty() || DomainNames.isDomain(args.plainOrigin()),
                "origin",
                args.plainOrigin(),
                "a domain name in lower case");
        args.origins()
                .keySet()
                .forEach(
                        label -> validation.check(labels.contains(label), "origins", label, "the label of a hostname"));
        args.unproxied().forEach((label, target) -> validation
                .check(
                        (label.equals("@") || DomainNames.isRelative(label))
                                && parts.add(Hostname.api(label).part()),
                        "unproxied",
                        label,
                        "@ or labels in lower case that no hostname has")
                .check(
                        isAddress(target) || DomainNames.isDomain(target),
                        "unproxied",
                        target,
                        "an IPv4 address, or a domain name in lower case"));
        args.certificateAuthorities()
                .forEach(authority -> validation.check(
                        DomainNames.isDomain(authority),
                        "certificateAuthorities",
                        authority,
                        "the domain of an authority, such as letsencrypt.org"));
        checkFailover(validation, args, labels);
    }

    private static void checkFailover(Validation validation, CloudflareZoneArgs args, Set<String> labels) {
        EdgeFailover failover = args.failover();
        if (failover == null) {
            return;
        }
        validation
                .check(args.origin() == null, "origin", "given", "absent with failover")
                .check(
                        failover.origins().size() >= 2,
                        "failover",
                        failover.origins().keySet(),
                        "two origins or more")
                .check(
                        labels.contains(failover.healthCheckLabel()),
                        "failover",
                        failover.healthCheckLabel(),
                        "the label of a hostname, whose health is checked")
                .check(
                        failover.healthCheckPath().startsWith("/"),
                        "failover",
                        failover.healthCheckPath(),
                        "a path that starts with /")
                .check(
                        failover.intervalSeconds() >= 10 && failover.intervalSeconds() <= 3600,
                        "failover",
                        failover.intervalSeconds() + " s",
                        "an interval of 10 to 3600 seconds");
        failover.origins()
                .keySet()
                .forEach(name -> validation.check(
                        name.matches("[a-z0-9-]+"), "failover", name, "lower-case letters, digits and hyphens"));
        args.hostnames().stream()
                .map(Hostname::label)
                .filter(label -> label.startsWith("*"))
                .forEach(label -> validation.check(
                        args.origins().containsKey(label), "failover", label, "a name with its own origin"));
    }

    static void checkTls(Validation validation, CloudflareZoneArgs args) {
        int least = args.hstsPreload() ? 31_536_000 : 15_552_000;
        validation
                .check(
                        args.hstsMaxAgeSeconds() >= least && args.hstsMaxAgeSeconds() <= 63_072_000,
                        "hstsMaxAgeSeconds",
                        args.hstsMaxAgeSeconds(),
                        least + " to 63072000" + (args.hstsPreload() ? " with preload" : ""))
                .check(
                        !args.contentSecurityPolicy().isBlank(),
                        "contentSecurityPolicy",
                        "blank",
                        "a policy, such as default-src 'self'");
    }

    static void checkRules(Validation validation, CloudflareZoneArgs args) {
        validation.inRange("cacheTtlSeconds", args.cacheTtlSeconds(), 60, 31_536_000);
        validation.check(
                Set.copyOf(args.managedRulesets()).size()
                        == args.managedRulesets().size(),
                "managedRulesets",
                args.managedRulesets(),
                "each given once");
        List<RateLimit> rateLimits = args.rateLimits() == null ? List.of() : args.rateLimits();
        checkRules(
                validation,
                "firewallRules",
                args.firewallRules().stream().map(FirewallRule::description).toList(),
                args.firewallRules().stream().map(FirewallRule::expression));
        checkRules(
                validation,
                "rateLimits",
                rateLimits.stream().map(RateLimit::description).toList(),
                rateLimits.stream().map(RateLimit::expression));
        for (RateLimit limit : rateLimits) {
            validation
                    .check(
                            limit.requestsPerPeriod() >= 1,
                            "rateLimits",
                            limit.requestsPerPeriod(),
                            "at least 1 request")
                    .check(
                            RateLimit.PERIODS_SECONDS.contains(limit.periodSeconds()),
                            "rateLimits",
                            limit.periodSeconds() + " s",
                            "a period of " + RateLimit.PERIODS_SECONDS + " seconds")
                    .check(
                            limit.hasValidTimeout(),
                            "rateLimits",
                            limit.mitigationTimeoutSeconds() + " s",
                            "a mitigation timeout of 0 with a challenge, else 0 or one of " + RateLimit.PERIODS_SECONDS
                                    + " seconds");
        }
    }

    private static void checkRules(
            Validation validation, String argument, List<String> descriptions, Stream<String> expressions) {
        Set<String> references = new HashSet<>();
        descriptions.forEach(description -> validation.check(
                !EdgeRules.reference(description).isEmpty() && references.add(EdgeRules.reference(description)),
                argument,
                "'" + description + "'",
                "described, each by a different text"));
        expressions.forEach(expression -> validation.check(
                !expression.isBlank() && expression.length() <= MAX_EXPRESSION_LENGTH,
                argument,
                expression.length() + " characters",
                "an expression of 1 to " + MAX_EXPRESSION_LENGTH + " characters"));
    }

    static boolean isAddress(String target) {
        IPAddressString address = new IPAddressString(target);
        return address.isIPv4()
                && !address.isPrefixed()
                && address.getAddress().getCount().equals(BigInteger.ONE);
    }

    private static boolean isNarrow(String cidr) {
        IPAddressString address = new IPAddressString(cidr);
        Integer prefix = address.getNetworkPrefixLength();
        return prefix != null && prefix >= WIDEST_PREFIX;
    }

    private static boolean isRange(String cidr) {
        IPAddressString address = new IPAddressString(cidr);
        return address.isIPAddress()
                && address.isPrefixed()
                && address.getAddress().toPrefixBlock().equals(address.getAddress());
    }
}
