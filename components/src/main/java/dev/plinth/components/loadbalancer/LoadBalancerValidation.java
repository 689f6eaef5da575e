package dev.plinth.components.loadbalancer;

import dev.plinth.components.LogRetention;
import dev.plinth.components.Validation;
import dev.plinth.components.network.Network;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Validation of the arguments of {@link ApplicationLoadBalancer}. */
final class LoadBalancerValidation {

    /** The networks of a set of addresses; AWS WAF rejects the prefix length 0. */
    private static final Predicate<String> IPV4_NETWORK = Pattern.compile(
                    "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!/)|(?=/))){4}/([1-9]|[12]\\d|3[0-2])")
            .asMatchPredicate();

    /** A rule's hosts and paths together (Elastic Load Balancing, "Quotas for your Application Load Balancers"). */
    private static final int MAX_CONDITION_VALUES = 5;

    /** The requests of a rate-based rule (AWS WAF API, RateBasedStatement, Limit). */
    private static final int MIN_RATE_LIMIT = 10;

    private static final int MAX_RATE_LIMIT = 2_000_000_000;

    /** The longest value of a header that a listener adds. */
    private static final int LONGEST_HEADER = 1024;

    private LoadBalancerValidation() {}

    static ApplicationLoadBalancerArgs validated(String name, ApplicationLoadBalancerArgs args) {
        Validation validation = Validation.of("ApplicationLoadBalancer", name);
        checkPlacement(validation, name, args);
        checkTls(validation, args);
        checkLimits(validation, args);
        checkFirewall(validation, args);
        checkTexts(validation, args);
        checkRoutes(validation, name, args);
        checkBlueGreen(validation, name, args);
        checkWebhooks(validation, args);
        validation.throwIfAny();
        return args;
    }

    private static void checkPlacement(Validation validation, String name, ApplicationLoadBalancerArgs args) {
        Network network = args.network();
        validation
                .check(
                        isPhysicalName(name + "-alb"),
                        "name",
                        name,
                        "kebab case, not begin with internal-, and have at most " + (Route.LONGEST_LOGICAL_NAME - 4)
                                + " characters")
                .required("network", network)
                .check(
                        network == null || (args.internal() ? network.hasPrivateSubnets() : network.hasPublicSubnets()),
                        "network",
                        network == null ? null : network.name(),
                        args.internal() ? "a network with privateSubnetIds" : "a network with publicSubnetIds");
    }

    private static void checkTls(Validation validation, ApplicationLoadBalancerArgs args) {
        validation
                .check(
                        args.certificateArn() != null || args.plainHttp(),
                        "certificateArn",
                        null,
                        args.internal() ? "given, or plainHttp must be true" : "given")
                .check(
                        !args.plainHttp() || args.internal(),
                        "plainHttp",
                        args.plainHttp(),
                        "false for a load balancer that faces the internet")
                .check(
                        !args.plainHttp() || args.certificateArn() == null,
                        "certificateArn",
                        args.plainCertificateArn().isEmpty() ? "given" : args.plainCertificateArn(),
                        "absent with plainHttp")
                .check(
                        !args.plainHttp() || args.clientTrustStoreArn() == null,
                        "clientTrustStoreArn",
                        "given",
                        "absent with plainHttp: only TLS has client certificates");
    }

    private static void checkLimits(Validation validation, ApplicationLoadBalancerArgs args) {
        validation
                .required("accessLogBucket", args.accessLogBucket())
                .check(
                        !args.internal() || args.ingress() != IngressSource.CLOUDFLARE,
                        "ingress",
                        args.ingress(),
                        "VPC or ANYWHERE for an internal load balancer")
                .inRange("idleTimeoutSeconds", args.idleTimeoutSeconds(), 1, 4000)
                // Zero, which AWS would take, cuts off the requests in flight.
                .inRange("deregistrationDelaySeconds", args.deregistrationDelaySeconds(), 1, 3600);
    }

    private static void checkFirewall(Validation validation, ApplicationLoadBalancerArgs args) {
        Integer rateLimit = args.firewallRateLimit();
        validation
                .check(
                        LogRetention.isOffered(args.firewallLogRetentionDays()),
                        "firewallLogRetentionDays",
                        args.firewallLogRetentionDays(),
                        LogRetention.ALLOWED)
                .check(
                        rateLimit == null || (rateLimit >= MIN_RATE_LIMIT && rateLimit <= MAX_RATE_LIMIT),
                        "firewallRateLimit",
                        rateLimit,
                        MIN_RATE_LIMIT + " to " + MAX_RATE_LIMIT)
                .check(
                        rateLimit == null || (args.webFirewall() && args.ingress() != IngressSource.CLOUDFLARE),
                        "firewallRateLimit",
                        rateLimit,
                        "absent without the firewall, and where all requests come from Cloudflare's addresses")
                .check(
                        args.webFirewall() || args.countedFirewallRules().isEmpty(),
                        "countedFirewallRules",
                        args.countedFirewallRules(),
                        "empty without the firewall");
        args.countedFirewallRules()
                .values()
                .forEach(names -> names.forEach(rule -> validation.check(
                        rule.matches("[A-Za-z0-9][A-Za-z0-9_-]*"),
                        "countedFirewallRules",
                        rule,
                        "names of rules of the group")));
    }

    private static void checkTexts(Validation validation, ApplicationLoadBalancerArgs args) {
        checkText(
                validation,
                "certificateArn",
                args.plainCertificateArn(),
                "arn:.+:acm:.+:certificate/.+",
                "an ARN of ACM");
        checkText(
                validation,
                "accessLogBucket",
                args.plainAccessLogBucket(),
                "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
                "a bucket's name");
        checkText(
                validation,
                "clientTrustStoreArn",
                args.plainClientTrustStoreArn(),
                "arn:.+:elasticloadbalancing:.+:truststore/.+",
                "an ARN of a trust store");
    }

    private static void checkText(Validation validation, String argument, String text, String pattern, String allowed) {
        validation.check(text.isEmpty() || text.matches(pattern), argument, text, allowed);
    }

    private static void checkRoutes(Validation validation, String name, ApplicationLoadBalancerArgs args) {
        validation.check(!args.routes().isEmpty(), "routes", "empty", "at least one route");
        Set<String> names = new HashSet<>(Set.of("alb"));
        Set<Integer> priorities = new HashSet<>();
        for (Route route : args.routes()) {
            validation
                    .check(
                            isPhysicalName(name + "-" + route.name()),
                            "routes",
                            route.name(),
                            "named in kebab case, with at most " + Route.LONGEST_LOGICAL_NAME + " characters in " + name
                                    + "-" + route.name())
                    .check(names.add(route.name()), "routes", route.name(), "given once, and not alb")
                    .check(
                            route.port() >= 1 && route.port() <= 65535,
                            "routes",
                            "port " + route.port() + " of " + route.name(),
                            "a port from 1 to 65535")
                    .check(
                            route.healthCheckPath().matches("/\\S{0,1023}"),
                            "routes",
                            "health check path '" + route.healthCheckPath() + "' of " + route.name(),
                            "a path that begins with /")
                    .check(
                            route.priority() >= 1
                                    && route.priority() <= Route.MAX_PRIORITY
                                    && priorities.add(route.priority()),
                            "routes",
                            "priority " + route.priority() + " of " + route.name(),
                            "1 to " + Route.MAX_PRIORITY + ", each given once");
            checkConditions(validation, route);
        }
    }

    private static void checkWebhooks(Validation validation, ApplicationLoadBalancerArgs args) {
        validation.check(
                args.webhookSources().isEmpty() || (args.webFirewall() && args.ingress() != IngressSource.CLOUDFLARE),
                "webhookSources",
                args.webhookSources().size() + " sources",
                "empty without the firewall, and where all requests come from Cloudflare's addresses");
        for (WebhookSource source : args.webhookSources()) {
            validation
                    .check(
                            source.name().matches("[a-z][a-z0-9-]*"),
                            "webhookSources",
                            source.name(),
                            "named in kebab case")
                    .check(
                            source.path().matches("/\\S+"),
                            "webhookSources",
                            "path '" + source.path() + "' of " + source.name(),
                            "a path that begins with /")
                    .check(
                            !source.addresses().isEmpty()
                                    && source.addresses().stream().allMatch(IPV4_NETWORK),
                            "webhookSources",
                            "addresses of " + source.name(),
                            "IPv4 networks such as 3.18.12.63/32, not 0.0.0.0/0");
        }
    }

    private static void checkBlueGreen(Validation validation, String name, ApplicationLoadBalancerArgs args) {
        Set<String> routes = new HashSet<>();
        args.routes().forEach(route -> routes.add(route.name()));
        for (String route : args.blueGreenRoutes()) {
            String group = name + "-" + route + ApplicationLoadBalancer.ALTERNATE;
            validation
                    .check(routes.contains(route), "blueGreenRoutes", route, "the name of a route")
                    .check(
                            group.length() <= Route.LONGEST_LOGICAL_NAME,
                            "blueGreenRoutes",
                            route,
                            "at most " + Route.LONGEST_LOGICAL_NAME + " characters in " + group);
        }
        validation.check(
                args.testListenerPort() >= 1
                        && args.testListenerPort() <= 65535
                        && args.testListenerPort() != 80
                        && args.testListenerPort() != 443,
                "testListenerPort",
                args.testListenerPort(),
                "a port from 1 to 65535 other than 80 and 443");
        String policy = args.contentSecurityPolicy();
        validation.check(
                policy == null || (!policy.isBlank() && policy.length() <= LONGEST_HEADER && !args.plainHttp()),
                "contentSecurityPolicy",
                policy == null ? null : policy.length() + " characters",
                "1 to " + LONGEST_HEADER + " characters, and absent with plainHttp");
    }

    private static void checkConditions(Validation validation, Route route) {
        int values = route.hosts().size() + route.paths().size();
        validation.check(
                values >= 1 && values <= MAX_CONDITION_VALUES,
                "routes",
                values + " hosts and paths of " + route.name(),
                "1 to " + MAX_CONDITION_VALUES + " hosts and paths together");
        route.hosts()
                .forEach(host -> validation.check(
                        host.matches("[A-Za-z0-9.*?-]{1,128}"),
                        "routes",
                        "host '" + host + "' of " + route.name(),
                        "a host name of at most 128 characters, with * and ? as wildcards"));
        route.paths()
                .forEach(path -> validation.check(
                        path.matches("/[A-Za-z0-9_.$/~\"'@:+&*?-]{0,127}"),
                        "routes",
                        "path '" + path + "' of " + route.name(),
                        "a path of at most 128 characters that begins with /, with * and ? as wildcards"));
    }

    /** Returns whether Pulumi can name a load balancer or target group after a logical name. */
    private static boolean isPhysicalName(String logicalName) {
        return logicalName.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")
                && !logicalName.startsWith("internal-")
                && logicalName.length() <= Route.LONGEST_LOGICAL_NAME;
    }
}
