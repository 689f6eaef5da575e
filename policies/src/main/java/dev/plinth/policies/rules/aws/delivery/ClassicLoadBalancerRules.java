package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules for classic load balancers; those for their successors are {@link LoadBalancerRules}.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html">Controls for Elastic Load
 *     Balancing</a>
 */
public final class ClassicLoadBalancerRules {

    private static final Set<String> WITH_TLS = Set.of("https", "ssl");

    private static final String STRONG_POLICY = "ELBSecurityPolicy-TLS-1-2-2017-01";

    private static final Rule TLS_LISTENERS = Rule.named("clb-tls-listeners")
            .title("Classic Load Balancer listeners use HTTPS or TLS")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELB_LOAD_BALANCER, "listeners[].lbProtocol")
            .risk("Passwords and sessions cross the internet unencrypted.")
            .remediation(
                    """
                    Use HTTPS, or migrate to an Application Load Balancer, which can redirect:
                    LoadBalancerListenerArgs.builder().lbProtocol("https").lbPort(443).sslCertificateId(certificate.arn())
                    """)
            .references(fsbp("ELB.3"), checkov("CKV_AWS_376"))
            .requires(property("listeners").isFilled().and(Elements.each("listeners", listener -> property(
                            listener + ".lbProtocol")
                    .isOneOf("https", "ssl"))));

    private static final Rule CERTIFICATE_OF_ACM = Rule.named("clb-acm-certificate")
            .title("Classic Load Balancers use certificates from ACM, which renews them")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELB_LOAD_BALANCER, "listeners[].sslCertificateId", "listeners[].lbProtocol")
            .lookingAt(AwsTypes.ACM_CERTIFICATE)
            .risk("An IAM server certificate is not renewed automatically and expires.")
            .remediation(
                    """
                    Use an ACM certificate:
                    LoadBalancerListenerArgs.builder().sslCertificateId(certificate.arn())
                    """)
            .references(fsbp("ELB.2"), checkov("CKV_AWS_127"))
            .requiresInStack(Elements.each(
                    "listeners", listener -> (balancer, context) -> hasCertificateOfAcm(balancer, listener, context)));

    private static final Rule ACCESS_LOGS = Rule.named("clb-access-logs")
            .title("Classic Load Balancers have access logging enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELB_LOAD_BALANCER, "accessLogs.bucket", "accessLogs.enabled")
            .risk("After an attack, its origin and targets are unknown.")
            .remediation(
                    """
                    Write access logs to a bucket:
                    LoadBalancerAccessLogsArgs.builder().bucket(logs.bucketName()).enabled(true)
                    """)
            .references(fsbp("ELB.5"), checkov("CKV_AWS_92"))
            .requires(property("accessLogs.bucket")
                    .isText()
                    .and(property("accessLogs.enabled").isNotFalse()));

    private static final Rule DRAINING = Rule.named("clb-connection-draining")
            .title("Classic Load Balancers have connection draining enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.ELB_LOAD_BALANCER, "connectionDraining")
            .risk("Each deployment interrupts requests in flight.")
            .remediation(
                    """
                    Enable connection draining:
                    LoadBalancerArgs.builder().connectionDraining(true).connectionDrainingTimeout(300)
                    """)
            .references(fsbp("ELB.7"))
            .requires(property("connectionDraining").isTrue());

    private static final Rule TLS_POLICY = Rule.named("clb-tls-policy")
            .title("Classic Load Balancers use a predefined security policy that requires TLS 1.2")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ELB_LOAD_BALANCER_POLICY,
                    "policyTypeName",
                    "policyAttributes[].name",
                    "policyAttributes[].value")
            .on(AwsTypes.ELB_SSL_NEGOTIATION_POLICY, "attributes[].name", "attributes[].value")
            .risk("TLS 1.0 and its ciphers are broken, and a custom cipher list is not kept up to date.")
            .remediation(
                    """
                    Reference the predefined policy:
                    SslNegotiationPolicyAttributeArgs.builder().name("Reference-Security-Policy").value("ELBSecurityPolicy-TLS-1-2-2017-01")
                    """)
            .references(fsbp("ELB.8"))
            .requires((policy, context) -> policy.type().equals(AwsTypes.ELB_SSL_NEGOTIATION_POLICY)
                    ? refersToStrongPolicy(policy, "attributes", context)
                    : property("policyTypeName")
                            .is(type -> true, "set")
                            .and((resource, around) -> refersToStrongPolicy(resource, "policyAttributes", around))
                            .where(
                                    "policyTypeName",
                                    type -> type.asText().orElse("").equals("SSLNegotiationPolicyType"))
                            .test(policy, context));

    private static final Rule CROSS_ZONE = Rule.named("clb-cross-zone")
            .title("Classic Load Balancers have cross-zone load balancing enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.ELB_LOAD_BALANCER, "crossZoneLoadBalancing")
            .risk("The instances of a zone with few instances are overloaded.")
            .remediation(
                    """
                    Keep cross-zone load balancing enabled, which is the default:
                    LoadBalancerArgs.builder().crossZoneLoadBalancing(true)
                    """)
            .references(fsbp("ELB.9"), checkov("CKV_AWS_138"))
            .requires(property("crossZoneLoadBalancing").isNotFalse());

    private static final Rule MULTI_AZ = Rule.named("clb-multi-az")
            .title("Classic Load Balancers span at least two Availability Zones")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELB_LOAD_BALANCER, "subnets", "availabilityZones")
            .risk("The loss of one Availability Zone takes every service down.")
            .remediation(
                    """
                    Use the public subnets of all zones:
                    LoadBalancerArgs.builder().subnets(network.publicSubnetIds())
                    """)
            .references(fsbp("ELB.10"))
            .requires(property("subnets")
                    .hasAtLeast(2, AwsTypes.EC2_SUBNET)
                    .or(property("availabilityZones").hasAtLeast(2)));

    private static final Rule DESYNC = Rule.named("clb-desync")
            .title("Classic Load Balancers use defensive or strictest desync mitigation")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELB_LOAD_BALANCER, "desyncMitigationMode")
            .risk("Ambiguous requests can poison caches or hijack the requests of other users.")
            .remediation(
                    """
                    Omit the mode, or set it to strictest:
                    LoadBalancerArgs.builder().desyncMitigationMode("strictest")
                    """)
            .references(fsbp("ELB.14"))
            .requires(property("desyncMitigationMode")
                    .is(
                            mode -> mode.isAbsent()
                                    || List.of("defensive", "strictest")
                                            .contains(mode.asText().orElse("")),
                            "defensive or strictest"));

    public static final List<Rule> ALL =
            List.of(TLS_LISTENERS, CERTIFICATE_OF_ACM, ACCESS_LOGS, DRAINING, TLS_POLICY, CROSS_ZONE, MULTI_AZ, DESYNC);

    private ClassicLoadBalancerRules() {}

    private static Verdict hasCertificateOfAcm(GraphResource balancer, String listener, RuleContext context) {
        PropertyValue protocol = balancer.input(listener + ".lbProtocol");
        PropertyValue certificate = balancer.input(listener + ".sslCertificateId");
        if (protocol.isUnknown()) {
            return Verdict.unknown(listener + ".lbProtocol");
        }
        if (!WITH_TLS.contains(protocol.asText().orElse("").toLowerCase(Locale.ROOT))) {
            return Verdict.PASS;
        }
        if (certificate.isUnknown()) {
            return context.references(balancer, "listeners", AwsTypes.ACM_CERTIFICATE)
                            .isEmpty()
                    ? Verdict.unknown(listener + ".sslCertificateId")
                    : Verdict.PASS;
        }
        return Verdict.passIf(
                certificate.asText().orElse("").matches("arn:[^:]*:acm:.*"),
                listener + ".sslCertificateId is " + certificate.describe() + " but must be an ACM certificate");
    }

    private static Verdict refersToStrongPolicy(GraphResource policy, String attributes, RuleContext context) {
        return Elements.any(
                        attributes,
                        attributes + " has no Reference-Security-Policy of " + STRONG_POLICY,
                        attribute -> property(attribute + ".name")
                                .isOneOf("Reference-Security-Policy")
                                .and(property(attribute + ".value").isOneOf(STRONG_POLICY)))
                .test(policy, context);
    }
}
