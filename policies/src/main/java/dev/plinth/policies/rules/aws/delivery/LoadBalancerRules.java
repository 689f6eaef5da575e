package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rules for load balancers, the firewalls before them and their certificates. */
public final class LoadBalancerRules {

    private static final String LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";

    private static final String KNOWN_BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet";

    private static final Pattern HSTS_AGE = Pattern.compile("(?i)max-age=\"?(\\d{1,12})");

    private static final long ONE_YEAR_SECONDS = 31_536_000;

    private static final Set<String> WITH_TLS = Set.of("HTTPS", "TLS");

    /** TLS 1.2 and 1.3 only, without the extended cipher lists; source: the ELB guide's table of security policies. */
    private static final Pattern STRONG_TLS =
            Pattern.compile("ELBSecurityPolicy-TLS13-1-[23](-(Res|FIPS|PQ))*-\\d{4}-\\d{2}");

    private static final Rule HTTPS_OR_REDIRECT = Rule.named("alb-https-or-redirect")
            .title("Application Load Balancer listeners use HTTPS, or redirect HTTP to HTTPS")
            .severity(Severity.HIGH)
            .on(AwsTypes.LISTENER, "protocol", "defaultActions[].type", "defaultActions[].redirect.protocol")
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
            .on(LISTENER_RULE, "listenerArn", "actions[].type")
            .lookingAt(AwsTypes.LISTENER, "protocol", "sslPolicy")
            .risk("The listener redirects, but one of its rules serves requests unencrypted.")
            .remediation(
                    """
                    Attach the rule to the HTTPS listener:
                    ListenerRuleArgs.builder().listenerArn(https.arn())
                    """)
            .references(fsbp("ELB.1"))
            .requiresInStack(Elements.each(
                            "actions", action -> property(action + ".type").isNoneOf("forward"))
                    .onlyIf((rule, context) -> context.references(rule, "listenerArn", AwsTypes.LISTENER).stream()
                            .anyMatch(listener -> !listener.input("protocol").isUnknown()
                                    && protocol(listener).equals("HTTP"))));

    private static final Rule NETWORK_TLS = Rule.named("nlb-tls-listener")
            .title("Network Load Balancer listeners use TLS")
            .severity(Severity.LOW)
            .on(AwsTypes.LISTENER, "protocol")
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
            .on(AwsTypes.LISTENER, "sslPolicy", "protocol")
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
            .on(AwsTypes.LOAD_BALANCER, "subnets", "subnetMappings")
            .risk("The loss of one Availability Zone takes every service down.")
            .remediation(
                    """
                    Use the public subnets of all zones:
                    LoadBalancerArgs.builder().subnets(network.publicSubnetIds())
                    """)
            .references(fsbp("ELB.13"))
            .requires(property("subnets")
                    .hasAtLeast(2, AwsTypes.SUBNET)
                    .or(property("subnetMappings").hasAtLeast(2, AwsTypes.SUBNET)));

    private static final Rule DROP_INVALID_HEADERS = Rule.named("alb-drop-invalid-headers")
            .title("Application Load Balancers drop invalid header fields")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LOAD_BALANCER, "dropInvalidHeaderFields", "loadBalancerType")
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
            .on(AwsTypes.LOAD_BALANCER, "desyncMitigationMode", "loadBalancerType")
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
            .on(AwsTypes.LOAD_BALANCER, "accessLogs.enabled", "accessLogs.bucket")
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
            .on(AwsTypes.LOAD_BALANCER, "enableDeletionProtection")
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

    private static final Rule FIREWALL = Rule.named("alb-waf")
            .title("Public Application Load Balancers are protected by AWS WAF, and fail closed")
            .severity(Severity.HIGH)
            .on(AwsTypes.LOAD_BALANCER, "internal", "enableWafFailOpen", "loadBalancerType")
            .lookingAt(AwsTypes.WEB_ACL_ASSOCIATION, "resourceArn")
            .risk("Injection attacks and known exploits reach the application.")
            .remediation(
                    """
                    Associate a web ACL with the load balancer:
                    WebAclAssociationArgs.builder().resourceArn(loadBalancer.arn()).webAclArn(firewall.arn())
                    """)
            .references(securityHub("ELB.16"), checkov("CKV2_AWS_28"))
            .requiresInStack(ofApplications(Companions.isNamedBy(
                            AwsTypes.WEB_ACL_ASSOCIATION, "resourceArn", "the load balancer has no web ACL")
                    .and(property("enableWafFailOpen").isNotTrue())
                    .where("internal", internal -> !internal.asBoolean().orElse(false))));

    private static final Rule HSTS = Rule.named("alb-hsts")
            .title("HTTPS listeners set HSTS")
            .severity(Severity.LOW)
            .on(AwsTypes.LISTENER, "routingHttpResponseStrictTransportSecurityHeaderValue", "protocol", "sslPolicy")
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
                    AwsTypes.TARGET_GROUP,
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

    private static final Rule FIREWALL_COMPLETE = Rule.named("waf-rules-logging-metrics")
            .title("Web ACLs block known bad inputs, and have logging and metrics enabled")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.WAFV2_WEB_ACL,
                    "rules[].statement.managedRuleGroupStatement.name",
                    "rules[].overrideAction.count",
                    "ruleJson",
                    "visibilityConfig.cloudwatchMetricsEnabled")
            .lookingAt("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "resourceArn")
            .risk("A web ACL without rules, or with rules that only count, offers no protection.")
            .remediation(
                    """
                    Add the AWS managed rule group for known bad inputs, and let it block:
                    WebAclRuleStatementManagedRuleGroupStatementArgs.builder().vendorName("AWS")
                            .name("AWSManagedRulesKnownBadInputsRuleSet")
                    """)
            .references(
                    fsbp("WAF.10"),
                    securityHub("WAF.11"),
                    fsbp("WAF.12"),
                    checkov("CKV_AWS_192"),
                    checkov("CKV_AWS_175"),
                    checkov("CKV2_AWS_31"))
            .requiresInStack(property("visibilityConfig.cloudwatchMetricsEnabled")
                    .isTrue()
                    .and(LoadBalancerRules::blocksKnownBadInputs)
                    .and(Companions.isNamedBy(
                            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
                            "resourceArn",
                            "the web ACL has no WebAclLoggingConfiguration")));

    private static final Rule FIREWALL_RATE_LIMIT = Rule.named("waf-rate-limit")
            .title("Web ACLs have a rate limit for each client")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.WAFV2_WEB_ACL,
                    "rules[].statement.rateBasedStatement.limit",
                    "rules[].action.count",
                    "ruleJson")
            .risk("A single client can guess passwords, or use up the capacity of all others.")
            .remediation(
                    """
                    Limit the requests in five minutes:
                    WebAclRuleStatementRateBasedStatementArgs.builder().limit(2000).aggregateKeyType("IP")
                    """)
            .requires(Elements.any(
                            "rules",
                            "no rule of the web ACL has a rateBasedStatement that does more than count",
                            rule -> property(rule + ".statement.rateBasedStatement.limit")
                                    .isAtLeast(parameters -> 1)
                                    .and(property(rule + ".action.count").is(PropertyValue::isAbsent, "absent")))
                    .onlyIf((acl, context) -> acl.input("ruleJson").isAbsent()));

    private static final Rule CERTIFICATE_BY_DNS = Rule.named("acm-dns-validated")
            .title("ACM certificates are validated by DNS, so that they renew automatically, and name each host")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.ACM_CERTIFICATE,
                    "validationMethod",
                    "privateKey",
                    "domainName",
                    "subjectAlternativeNames",
                    "certificateAuthorityArn")
            .risk("Imported and email-validated certificates expire. The key of a wildcard certificate is "
                    + "valid for every name.")
            .remediation(
                    """
                    Use DNS validation:
                    CertificateArgs.builder().domainName("api.example.com").validationMethod("DNS")
                    """)
            .references(checkov("CKV2_AWS_71"))
            .requires(property("privateKey")
                    .isNotSet()
                    .and(property("validationMethod")
                            .isOneOf("DNS")
                            .where("certificateAuthorityArn", PropertyValue::isAbsent))
                    .and(property("domainName").is(LoadBalancerRules::isNoWildcard, "a name without a wildcard"))
                    .and(property("subjectAlternativeNames")
                            .is(
                                    names -> names.elements().stream().allMatch(LoadBalancerRules::isNoWildcard),
                                    "names without a wildcard")));

    private static final Rule CERTIFICATE_LOGGED = Rule.named("acm-transparency-logged")
            .title("ACM certificates have certificate transparency logging enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.ACM_CERTIFICATE, "options.certificateTransparencyLoggingPreference")
            .risk("Browsers reject certificates without a transparency log entry.")
            .remediation(
                    """
                    Omit the option, or set it to ENABLED:
                    CertificateOptionsArgs.builder().certificateTransparencyLoggingPreference("ENABLED")
                    """)
            .references(checkov("CKV_AWS_234"))
            .requires(property("options.certificateTransparencyLoggingPreference")
                    .is(value -> value.isAbsent() || isOneOf(value, "ENABLED"), "ENABLED or absent"));

    private static final Rule CERTIFICATE_KEY = Rule.named("acm-key-strong")
            .title("ACM certificates use RSA keys of at least 2048 bits, or elliptic curve keys")
            .severity(Severity.HIGH)
            .on(AwsTypes.ACM_CERTIFICATE, "keyAlgorithm")
            .risk("A 1024-bit key can be factored, which allows impersonation of the site.")
            .remediation(
                    """
                    Omit the algorithm, or use an elliptic curve:
                    CertificateArgs.builder().keyAlgorithm("EC_prime256v1")
                    """)
            .references(fsbp("ACM.2"))
            .requires(property("keyAlgorithm").isNoneOf("RSA_1024"));

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
            FIREWALL,
            HSTS,
            HEALTH_CHECK,
            FIREWALL_COMPLETE,
            FIREWALL_RATE_LIMIT,
            CERTIFICATE_BY_DNS,
            CERTIFICATE_LOGGED,
            CERTIFICATE_KEY);

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
    private static Condition ofApplications(Condition condition) {
        return condition.where("loadBalancerType", type -> !isOneOf(type, "network", "gateway"));
    }

    private static boolean isOneOf(PropertyValue value, String... texts) {
        return value.asText()
                .filter(text -> Stream.of(texts).anyMatch(text::equalsIgnoreCase))
                .isPresent();
    }

    private static boolean isLongHsts(PropertyValue header) {
        Matcher age = HSTS_AGE.matcher(header.asText().orElse(""));
        return age.find() && Long.parseLong(age.group(1)) >= ONE_YEAR_SECONDS;
    }

    private static boolean isNoWildcard(PropertyValue name) {
        return name.isUnknown() || !name.asText().orElse("*").contains("*");
    }

    private static Verdict blocksKnownBadInputs(GraphResource acl, RuleContext context) {
        if (!acl.input("ruleJson").isAbsent()) {
            return JsonText.judge(
                    acl,
                    "ruleJson",
                    rules -> Verdict.passIf(
                            StreamSupport.stream(rules.spliterator(), false)
                                    .anyMatch(LoadBalancerRules::blocksKnownBadInputs),
                            "no rule blocks with " + KNOWN_BAD_INPUTS));
        }
        return Elements.any("rules", "no rule blocks with " + KNOWN_BAD_INPUTS, rule -> property(
                                rule + ".statement.managedRuleGroupStatement.name")
                        .isOneOf(KNOWN_BAD_INPUTS)
                        .and(property(rule + ".overrideAction.count").is(PropertyValue::isAbsent, "absent")))
                .test(acl, context);
    }

    /** The keys are those of AWS WAF's API. */
    private static boolean blocksKnownBadInputs(JsonNode rule) {
        return rule.path("Statement")
                        .path("ManagedRuleGroupStatement")
                        .path("Name")
                        .asText()
                        .equals(KNOWN_BAD_INPUTS)
                && !rule.path("OverrideAction").has("Count");
    }
}
