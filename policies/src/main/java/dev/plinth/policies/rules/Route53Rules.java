package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/**
 * Rules for Amazon Route 53.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html">Controls for Route 53</a>
 */
final class Route53Rules {

    private static final String ZONE = "aws:route53/zone:Zone";
    private static final String QUERY_LOG = "aws:route53/queryLog:QueryLog";
    private static final String DNSSEC = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";
    private static final String RECORD = "aws:route53/record:Record";

    private static final Rule QUERY_LOGS = Rule.named("route53-query-logs")
            .title("Public hosted zones log their queries")
            .severity(Severity.MEDIUM)
            .on(ZONE, "vpcs")
            .lookingAt(QUERY_LOG, "zoneId")
            .risk("Nobody can say which names were asked for, nor since when a name has been misused.")
            .remediation(
                    """
                    Log to a group of CloudWatch in us-east-1:
                    QueryLogArgs.builder().zoneId(zone.zoneId()).cloudwatchLogGroupArn(group.arn())
                    """)
            .references(fsbp("Route53.2"), checkov("CKV2_AWS_39"))
            .requiresInStack(ofPublicZones(Companions.isNamedBy(QUERY_LOG, "zoneId", "the zone has no QueryLog")));

    private static final Rule SIGNED = Rule.named("route53-dnssec")
            .title("Public hosted zones are signed with DNSSEC")
            .severity(Severity.LOW)
            .on(ZONE, "vpcs")
            .lookingAt(DNSSEC, "hostedZoneId", "signingStatus")
            .risk("Whoever sits between a resolver and the zone answers with addresses of their own.")
            .remediation(
                    """
                    Sign the zone, and add the DS record to its parent:
                    HostedZoneDnsSecArgs.builder().hostedZoneId(key.hostedZoneId()).signingStatus("SIGNING")
                    """)
            .references(checkov("CKV2_AWS_38"))
            .requiresInStack(ofPublicZones(Related.some(
                    DNSSEC,
                    "hostedZoneId",
                    property("signingStatus").isNoneOf("NOT_SIGNING"),
                    "the zone has no HostedZoneDnsSec")));

    private static final Rule FAILOVER_CHECKED = Rule.named("route53-failover-checked")
            .title("Records that fail over look at the health of what they lead to")
            .severity(Severity.HIGH)
            .on(RECORD, "healthCheckId", "aliases[].evaluateTargetHealth", "failoverRoutingPolicies[].type")
            .risk(
                    "Route 53 takes a primary record without a health check for healthy, and never answers with the other.")
            .remediation(
                    """
                    Name a health check, or look at the alias's target:
                    RecordArgs.builder().healthCheckId(check.id())
                    """)
            .requires(property("healthCheckId")
                    .isText()
                    .or(Elements.any("aliases", "aliases has no evaluateTargetHealth that is true", alias -> property(
                                    alias + ".evaluateTargetHealth")
                            .isTrue()))
                    .where("failoverRoutingPolicies", policies -> policies.elements().stream()
                            .anyMatch(policy ->
                                    policy.at("type").asText().orElse("").equals("PRIMARY"))));

    static final List<Rule> ALL = List.of(QUERY_LOGS, SIGNED, FAILOVER_CHECKED);

    private Route53Rules() {}

    /** A zone that is associated with a VPC answers inside it only. */
    private static Condition ofPublicZones(Condition condition) {
        return condition.onlyIf((zone, context) -> zone.input("vpcs").isEmpty());
    }
}
