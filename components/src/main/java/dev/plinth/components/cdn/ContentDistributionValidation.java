package dev.plinth.components.cdn;

import dev.plinth.components.DomainNames;
import dev.plinth.components.LogRetention;
import dev.plinth.components.Validation;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.storage.ObjectStorage;
import java.util.HashSet;
import java.util.Set;

/** Validation of the arguments of {@link ContentDistribution}. */
final class ContentDistributionValidation {

    /** The sources and destinations of logs have names of 60 characters, of which their part and Pulumi's suffix take 24. */
    private static final int MAX_NAME_LENGTH = 36;

    /** The requests of a rate-based rule (AWS WAF API, RateBasedStatement, Limit). */
    private static final int MIN_RATE_LIMIT = 10;

    private static final int MAX_RATE_LIMIT = 2_000_000_000;

    private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    private ContentDistributionValidation() {}

    static ContentDistributionArgs validated(String name, ContentDistributionArgs args) {
        ObjectStorage logBucket = args.logBucket();
        String rootObject = args.defaultRootObject();
        Validation validation = Validation.of("ContentDistribution", name)
                .check(
                        name.matches(KEBAB_CASE) && name.length() <= MAX_NAME_LENGTH,
                        "name",
                        name,
                        "kebab case, and have at most " + MAX_NAME_LENGTH + " characters")
                .required("logBucket", logBucket)
                .check(
                        logBucket == null || logBucket.takesContentDistributionLogs(),
                        "logBucket",
                        logBucket == null ? null : logBucket.name(),
                        "a storage made with contentDistributionLogs")
                .required("usEast1Provider", args.usEast1Provider())
                .check(
                        rootObject == null || rootObject.matches("[^/\\s]\\S{0,254}"),
                        "defaultRootObject",
                        rootObject,
                        "an object's key without / before it, such as index.html")
                .check(
                        !args.contentSecurityPolicy().isBlank(),
                        "contentSecurityPolicy",
                        "blank",
                        "a policy, such as default-src 'self'");
        checkCertificate(validation, args);
        checkOrigins(validation, args);
        checkErrorResponses(validation, args);
        checkFirewall(validation, args);
        validation.throwIfAny();
        return args;
    }

    private static void checkCertificate(Validation validation, ContentDistributionArgs args) {
        boolean own = !args.defaultCertificate();
        validation
                .check(
                        args.certificateArn() != null || !own,
                        "certificateArn",
                        null,
                        "given, or defaultCertificate must be true")
                .check(
                        own
                                || (args.certificateArn() == null
                                        && args.domainNames().isEmpty()),
                        "defaultCertificate",
                        true,
                        "false where certificateArn or domainNames are given")
                .check(
                        args.plainCertificateArn().isEmpty()
                                || args.plainCertificateArn().matches("arn:[^:]+:acm:us-east-1:\\d{12}:certificate/.+"),
                        "certificateArn",
                        args.plainCertificateArn(),
                        "an ARN of ACM in us-east-1")
                .check(
                        !own || !args.domainNames().isEmpty(),
                        "domainNames",
                        "empty",
                        "at least one name that the certificate is for");
        Set<String> seen = new HashSet<>();
        args.domainNames()
                .forEach(domain -> validation.check(
                        DomainNames.isDomainOrWildcard(domain) && seen.add(domain),
                        "domainNames",
                        domain,
                        "a domain name in lower case, such as www.example.com, given once"));
    }

    private static void checkOrigins(Validation validation, ContentDistributionArgs args) {
        long defaults =
                args.origins().stream().filter(DistributionOrigin::isDefault).count();
        validation.check(
                defaults == 1,
                "origins",
                defaults + " without paths",
                "one origin without paths, for all paths of no other origin");
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        Set<ObjectStorage> storages = new HashSet<>();
        for (DistributionOrigin origin : args.origins()) {
            ObjectStorage storage = origin.storage();
            ApplicationLoadBalancer loadBalancer = origin.loadBalancer();
            String domain = origin.plainDomainName();
            validation
                    .check(
                            origin.name().matches(KEBAB_CASE) && names.add(origin.name()),
                            "origins",
                            origin.name(),
                            "named in kebab case, each differently")
                    .check(
                            storage == null || (storage.isContentDistributionOrigin() && storages.add(storage)),
                            "origins",
                            "the storage of " + origin.name(),
                            "made with contentDistributionOrigin, and given once")
                    .check(
                            loadBalancer == null || !loadBalancer.isInternal(),
                            "origins",
                            "the internal load balancer of " + origin.name(),
                            "one that faces the internet")
                    .check(
                            domain == null || DomainNames.isDomain(domain),
                            "origins",
                            domain,
                            "a domain name in lower case, such as origin.example.com");
            origin.paths()
                    .forEach(path -> validation.check(
                            path.matches("/[A-Za-z0-9_.*$/~\"'@:+&?-]{0,254}") && paths.add(path),
                            "origins",
                            "path '" + path + "' of " + origin.name(),
                            "a path of at most 255 characters that begins with /, given once"));
        }
    }

    private static void checkErrorResponses(Validation validation, ContentDistributionArgs args) {
        boolean onlyBuckets = args.origins().stream().allMatch(DistributionOrigin::isBucket);
        Set<Integer> codes = new HashSet<>();
        for (ErrorResponse response : args.errorResponses()) {
            validation
                    .check(
                            response.isValid() && codes.add(response.errorCode()),
                            "errorResponses",
                            response,
                            "for one of the statuses "
                                    + ErrorResponse.ERROR_CODES.stream()
                                            .sorted()
                                            .toList()
                                    + ", each given once, with a page that begins with /")
                    .check(
                            !response.isSuccess() || onlyBuckets,
                            "errorResponses",
                            response,
                            "of a status other than 200 where an origin is a server, whose errors it would hide");
        }
    }

    private static void checkFirewall(Validation validation, ContentDistributionArgs args) {
        Integer rateLimit = args.firewallRateLimit();
        boolean own = args.webFirewall() && args.webAclArn() == null;
        validation
                .check(
                        args.plainWebAclArn().isEmpty()
                                || args.plainWebAclArn().matches("arn:[^:]+:wafv2:us-east-1:\\d{12}:global/webacl/.+"),
                        "webAclArn",
                        args.plainWebAclArn(),
                        "an ARN of a web ACL of the scope CLOUDFRONT")
                .check(
                        rateLimit == null || (own && rateLimit >= MIN_RATE_LIMIT && rateLimit <= MAX_RATE_LIMIT),
                        "firewallRateLimit",
                        rateLimit,
                        MIN_RATE_LIMIT + " to " + MAX_RATE_LIMIT + ", and absent without the component's own firewall")
                .check(
                        own || args.countedFirewallRules().isEmpty(),
                        "countedFirewallRules",
                        args.countedFirewallRules(),
                        "empty without the component's own firewall")
                .check(
                        LogRetention.isOffered(args.firewallLogRetentionDays()),
                        "firewallLogRetentionDays",
                        args.firewallLogRetentionDays(),
                        LogRetention.ALLOWED);
        args.countedFirewallRules()
                .values()
                .forEach(names -> names.forEach(rule -> validation.check(
                        rule.matches("[A-Za-z0-9][A-Za-z0-9_-]*"),
                        "countedFirewallRules",
                        rule,
                        "names of rules of the group")));
    }
}
