package dev.plinth.components.platform;

import dev.plinth.components.DomainNames;
import dev.plinth.components.Validation;
import inet.ipaddr.IPAddressString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validation of {@link VercelProjectArgs}. */
final class VercelProjectValidation {

    private static final Set<String> NODE_VERSIONS = Set.of("20.x", "22.x", "24.x");
    private static final Set<String> RETENTIONS = Set.of("1d", "1w", "1m", "2m", "3m", "6m", "1y", "unlimited");
    private static final Set<String> TARGETS = Set.of("development", "preview", "production");
    private static final int MOST_REQUESTS = 10_000_000;
    private static final int ALL = 100;

    private VercelProjectValidation() {}

    static VercelProjectArgs validated(String name, VercelProjectArgs args) {
        Validation validation = Validation.of("VercelProject", name)
                .required("framework", args.framework())
                .check(
                        args.region() != null && args.region().matches("[a-z]{3}\\d"),
                        "region",
                        args.region(),
                        "a Region of Vercel such as fra1")
                .check(
                        args.repository() == null || args.repository().matches("[\\w.-]+/[\\w.-]+"),
                        "repository",
                        args.repository(),
                        "owner/name")
                .check(
                        NODE_VERSIONS.contains(args.nodeVersion()),
                        "nodeVersion",
                        args.nodeVersion(),
                        "20.x, 22.x or 24.x");
        retention(validation, "previewRetention", args.previewRetention());
        retention(validation, "productionRetention", args.productionRetention());
        domains(validation, args);
        variables(validation, args.variables());
        args.rateLimits().forEach(limit -> limit(validation, limit));
        args.blockedAddresses()
                .forEach(address -> validation.check(
                        !address.isBlank() && new IPAddressString(address).isValid(),
                        "blockedAddresses",
                        address,
                        "an address or a range such as 203.0.113.0/24"));
        rollout(validation, args.rollout());
        validation
                .check(
                        args.notificationEndpoint() == null
                                || args.notificationEndpoint().startsWith("https://"),
                        "notificationEndpoint",
                        args.notificationEndpoint(),
                        "an HTTPS address")
                .throwIfAny();
        return args;
    }

    private static void retention(Validation validation, String argument, String value) {
        validation.check(RETENTIONS.contains(value), argument, value, "1d, 1w, 1m, 2m, 3m, 6m, 1y or unlimited");
    }

    private static void domains(Validation validation, VercelProjectArgs args) {
        args.domains()
                .forEach(domain -> validation.check(
                        DomainNames.isDomainOrWildcard(domain), "domains", domain, "a domain in lower case"));
        args.redirects().forEach((domain, target) -> {
            validation.check(
                    DomainNames.isDomain(domain) && !args.domains().contains(domain),
                    "redirects",
                    domain,
                    "a domain in lower case that is not among the domains");
            validation.check(args.domains().contains(target), "redirects." + domain, target, "one of the domains");
        });
        validation.check(
                Set.copyOf(args.domains()).size() == args.domains().size(),
                "domains",
                args.domains(),
                "without duplicates");
    }

    private static void variables(Validation validation, List<VercelVariable> variables) {
        Set<String> seen = new HashSet<>();
        for (VercelVariable variable : variables) {
            String argument = "variables." + variable.key();
            validation
                    .check(variable.key().matches("[A-Za-z_]\\w*"), argument, variable.key(), "letters, digits and _")
                    .check(
                            !variable.targets().isEmpty() && TARGETS.containsAll(variable.targets()),
                            argument,
                            variable.targets(),
                            "for production, preview or development")
                    .check(
                            !variable.sensitive() || !variable.targets().contains("development"),
                            argument,
                            "sensitive",
                            "readable in development");
            variable.targets()
                    .forEach(target -> validation.check(
                            seen.add(target + " " + variable.key()), argument, target, "given once per target"));
        }
    }

    private static void limit(Validation validation, VercelRateLimit limit) {
        validation
                .check(
                        limit.name().length() >= 4 && limit.name().length() <= 160,
                        "rateLimits",
                        limit.name(),
                        "named in 4 to 160 characters")
                .check(limit.path().startsWith("/"), "rateLimits", limit.path(), "a path")
                .check(
                        limit.requests() >= 1 && limit.requests() <= MOST_REQUESTS,
                        "rateLimits",
                        limit.requests(),
                        "1 to 10000000 requests")
                .check(
                        limit.windowSeconds() >= 10 && limit.windowSeconds() <= 3600,
                        "rateLimits",
                        limit.windowSeconds(),
                        "10 to 3600 seconds");
    }

    private static void rollout(Validation validation, List<Integer> rollout) {
        boolean rising = true;
        for (int i = 1; i < rollout.size(); i++) {
            rising &= rollout.get(i) > rollout.get(i - 1);
        }
        validation.check(
                rollout.isEmpty() || (rising && rollout.get(0) >= 1 && rollout.get(rollout.size() - 1) == ALL),
                "rollout",
                rollout,
                "rising percentages that end with 100");
    }
}
