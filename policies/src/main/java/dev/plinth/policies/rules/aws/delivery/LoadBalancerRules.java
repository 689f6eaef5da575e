package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for Application and Network Load Balancers. */
public final class LoadBalancerRules {

    private static final Pattern HSTS_AGE = Pattern.compile("(?i)max-age=\"?(\\d{1,12})");

    private static final long ONE_YEAR_SECONDS = 31_536_000;

    private static final Set<String> WITH_TLS = Set.of("HTTPS", "TLS");

    /** TLS 1.2 and 1.3 only, without the extended cipher lists; source: the ELB guide's table of security policies. */
    private static final Pattern STRONG_TLS =
            Pattern.compile("ELBSecurityPolicy-TLS13-1-[23](-(Res|FIPS|PQ))*-\\d{4}-\\d{2}");

    private static final Rule HTTPS_OR_REDIRECT = Rule.named("alb-https-or-redirect")
            .title("Application Load Balancer listeners use HTTPS, or redirect HTTP to HTTPS")
            .severity(Severity.HIGH)
            .on(AwsTypes.LB_LISTENER, "protocol", "defaultActions[].type", "defaultActions[].redirect.protocol")
            .risk("Passwords and sessions cross the internet unencrypted.")
            .remediation(
                    """
                    Redirect to HTTPS:
                    ListenerDefaultActionArgs.builder().type("redirect").redirect(ListenerDefaultActionRedirectArgs.builder()
                            .protocol("HTTPS").port("443").statusCode("HTTP_301").build())
                    """)
            .references(fsbp("ELB.1"), checkov("CKV_AWS_2"), checkov("CKV2_AWS_20"))
            .requires((listener, context) -> httpsOrRedirect(listener));

    private static final Rule RULES_REDIRECT = Rule.named("alb-http-rules-redirect")
            .title("Rules of HTTP listeners do not forward requests to a target")
            .severity(Severity.HIGH)
            .on(AwsTypes.LB_LISTENER_RULE, "listenerArn", "actions[].type")
            .lookingAt(AwsTypes.LB_LISTENER, "protocol", "sslPolicy")
            .risk("The listener redirects, but one of its rules serves requests unencrypted.")
            .remediation(
                    """
                    Attach the rule to the HTTPS listener:
                    ListenerRuleArgs.builder().listenerArn(https.arn())
                    """)
            .references(fsbp("ELB.1"))
            .requiresInStack(Elements.each(
                            "actions", action -> property(action + ".type").isNoneOf("forward"))
                    .onlyIf((rule, context) -> context.references(rule, "listenerArn", AwsTypes.LB_LISTENER).stream()
                            .anyMatch(listener -> !listener.input("protocol").isUnknown()
                                    && protocol(listener).equals("HTTP"))));

    private static final Rule NETWORK_TLS = Rule.named("nlb-tls-listener")
            .title("Network Load Balancer listeners use TLS")
            .severity(Severity.LOW)
            .on(AwsTypes.LB_LISTENER, "protocol")
            .risk("Encryption is left to each target and cannot be verified at the load balancer.")
            .remediation(
                    """
                    Use TLS with an ACM certificate:
                    ListenerArgs.builder().protocol("TLS").certificateArn(certificate.arn())
                    """)
            .references(fsbp("ELB.18"))
            .requires(property("protocol")
                    .isOneOf("TLS")
                    .where("protocol", value -> !value.isAbsent() && !isOneOf(value, "HTTP", "HTTPS", "GENEVE")));

    private static final Rule TLS_POLICY = Rule.named("alb-tls-policy")
            .title("TLS listeners allow TLS 1.2 and 1.3 only")
            .severity(Severity.HIGH)
            .on(AwsTypes.LB_LISTENER, "sslPolicy", "protocol")
            .risk("The default policy still allows TLS 1.0 and broken ciphers.")
            .remediation(
                    """
                    Set the security policy:
                    ListenerArgs.builder().sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                    """)
            .references(fsbp("ELB.17"), checkov("CKV_AWS_103"), checkov("CKV2_AWS_74"))
            .requires(property("sslPolicy")
                    .is(
                            value -> STRONG_TLS
                                    .matcher(value.asText().orElse(""))
                                    .matches(),
                            "a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06")
                    .onlyIf((listener, context) -> WITH_TLS.contains(protocol(listener))));

    private static final Rule MULTI_AZ = Rule.named("alb-multi-az")
            .title("Load balancers span at least two Availability Zones")
            .severity(Severity.HIGH)
            .on(AwsTypes.LB_LOAD_BALANCER, "subnets", "subnetMappings")
            .risk("The loss of one Availability Zone takes every service down.")
            .remediation(
                    """
                    Use the public subnets of all zones:
                    LoadBalancerArgs.builder().subnets(network.publicSubnetIds())
                    """)
            .references(fsbp("ELB.13"))
            .requires(property("subnets")
                    .hasAtLeast(2, AwsTypes.EC2_SUBNET)
                    .or(property("subnetMappings").hasAtLeast(2, AwsTypes.EC2_SUBNET)));

    private static final Rule DROP_INVALID_HEADERS = Rule.named("alb-drop-invalid-headers")
            .title("Application Load Balancers drop invalid header fields")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LB_LOAD_BALANCER, "dropInvalidHeaderFields", "loadBalancerType")
            .risk("Malformed headers allow request smuggling past the firewall and into other sessions.")
            .remediation(
                    """
                    Drop invalid header fields:
                    LoadBalancerArgs.builder().dropInvalidHeaderFields(true)
                    """)
            .references(fsbp("ELB.4"), checkov("CKV_AWS_131"))
            .requires(ofApplications(property("dropInvalidHeaderFields").isTrue()));

    private static final Rule DESYNC = Rule.named("alb-desync")
            .title("Application Load Balancers use defensive or strictest desync mitigation")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LB_LOAD_BALANCER, "desyncMitigationMode", "loadBalancerType")
            .risk("Ambiguous requests can poison caches or hijack the requests of other users.")
            .remediation(
                    """
                    Omit the mode, or set it to strictest:
                    LoadBalancerArgs.builder().desyncMitigationMode("strictest")
                    """)
            .references(fsbp("ELB.12"), checkov("CKV_AWS_328"))
            .requires(ofApplications(property("desyncMitigationMode")
                    .is(
                            value -> value.isAbsent() || isOneOf(value, "defensive", "strictest"),
                            "defensive or strictest")));

    private static final Rule ACCESS_LOGS = Rule.named("alb-access-logs")
            .title("Load balancers have access logging enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LB_LOAD_BALANCER, "accessLogs.enabled", "accessLogs.bucket")
            .risk("After an attack, its origin and targets are unknown.")
            .remediation(
                    """
                    Write access logs to a bucket:
                    LoadBalancerAccessLogsArgs.builder().enabled(true).bucket(logs.bucketName())
                    """)
            .references(fsbp("ELB.5"), checkov("CKV_AWS_91"), cdkNag("ELB2"))
            .requires(property("accessLogs.enabled")
                    .isTrue()
                    .and(property("accessLogs.bucket").isText()));

    private static final Rule DELETION_PROTECTION = Rule.named("alb-deletion-protection")
            .guardsDeletion()
            .title("Load balancers have deletion protection, except in development")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LB_LOAD_BALANCER, "enableDeletionProtection")
            .risk("A mistake deletes the address that all DNS records and clients use.")
            .remediation(
                    """
                    Enable deletion protection:
                    LoadBalancerArgs.builder().enableDeletionProtection(true)
                    """)
            .references(fsbp("ELB.6"), checkov("CKV_AWS_150"))
            .requires(property("enableDeletionProtection")
                    .isTrue()
                    .onlyIf((balancer, context) -> context.parameters().tier() != Tier.DEVELOPMENT));

    private static final Rule HSTS = Rule.named("alb-hsts")
            .title("HTTPS listeners set HSTS")
            .severity(Severity.LOW)
            .on(AwsTypes.LB_LISTENER, "routingHttpResponseStrictTransportSecurityHeaderValue", "protocol", "sslPolicy")
            .risk("A browser's first request is sent unencrypted and can be intercepted.")
            .remediation(
                    """
                    Set HSTS for a year:
                    ListenerArgs.builder().routingHttpResponseStrictTransportSecurityHeaderValue("max-age=31536000")
                    """)
            .requires(property("routingHttpResponseStrictTransportSecurityHeaderValue")
                    .is(LoadBalancerRules::isLongHsts, "max-age of at least 31536000")
                    .onlyIf((listener, context) -> protocol(listener).equals("HTTPS")));

    private static final Rule HEALTH_CHECK = Rule.named("tg-health-check")
            .title("Target groups have health checks enabled")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.LB_TARGET_GROUP,
                    "healthCheck.enabled",
                    "healthCheck.path",
                    "healthCheck.matcher",
                    "protocol",
                    "targetType")
            .risk("Requests are sent to failed tasks, and deployments consider them ready.")
            .remediation(
                    """
                    Check the application's health endpoint:
                    TargetGroupHealthCheckArgs.builder().enabled(true).path("/health").matcher("200")
                    """)
            .references(checkov("CKV_AWS_261"))
            .requires(property("healthCheck.enabled")
                    .isNotFalse()
                    .and(property("healthCheck.path")
                            .isText()
                            .where(
                                    "protocol",
                                    protocol -> !isOneOf(protocol, "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"))));

    public static final List<Rule> ALL = List.of(
            HTTPS_OR_REDIRECT,
            RULES_REDIRECT,
            NETWORK_TLS,
            TLS_POLICY,
            MULTI_AZ,
            DROP_INVALID_HEADERS,
            DESYNC,
            ACCESS_LOGS,
            DELETION_PROTECTION,
            HSTS,
            HEALTH_CHECK);

    private LoadBalancerRules() {}

    /** A listener that names no protocol has HTTPS when it has a policy for TLS, else HTTP. */
    private static String protocol(GraphResource listener) {
        String unnamed = listener.input("sslPolicy").isAbsent() ? "HTTP" : "HTTPS";
        return listener.input("protocol").asText().orElse(unnamed).toUpperCase(Locale.ROOT);
    }

    private static Verdict httpsOrRedirect(GraphResource listener) {
        PropertyValue protocol = listener.input("protocol");
        if (protocol.isUnknown()) {
            return Verdict.unknown("protocol");
        }
        if (!protocol.isAbsent() && protocol.asText().isEmpty()) {
            return Verdict.fail("protocol is " + protocol.describe() + " but must be HTTPS");
        }
        if (WITH_TLS.contains(protocol(listener))) {
            return Verdict.PASS;
        }
        if (!protocol(listener).equals("HTTP")) {
            return Verdict.NOT_APPLICABLE;
        }
        for (String path : List.of("defaultActions", "defaultActions[0].type", "defaultActions[0].redirect.protocol")) {
            if (listener.input(path).isUnknown()) {
                return Verdict.unknown(path);
            }
        }
        boolean redirects =
                listener.input("defaultActions[0].type").asText().orElse("").equals("redirect")
                        && listener.input("defaultActions[0].redirect.protocol")
                                .asText()
                                .orElse("")
                                .equals("HTTPS");
        return Verdict.passIf(
                redirects, "protocol is " + protocol.describe() + " and defaultActions[0] does not redirect to HTTPS");
    }

    /** The default type of a load balancer is application. */
    static Condition ofApplications(Condition condition) {
        return condition.where("loadBalancerType", type -> !isOneOf(type, "network", "gateway"));
    }

    static boolean isOneOf(PropertyValue value, String... texts) {
        return value.asText()
                .filter(text -> Stream.of(texts).anyMatch(text::equalsIgnoreCase))
                .isPresent();
    }

    private static boolean isLongHsts(PropertyValue header) {
        Matcher age = HSTS_AGE.matcher(header.asText().orElse(""));
        return age.find() && Long.parseLong(age.group(1)) >= ONE_YEAR_SECONDS;
    }
}
