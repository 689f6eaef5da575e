package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/**
 * Rules for Amazon Route 53.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html">Controls for Route 53</a>
 */
public final class Route53Rules {

    private static final Rule QUERY_LOGS = Rule.named("route53-query-logs")
            .title("Public hosted zones have query logging enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ROUTE53_ZONE, "vpcs")
            .lookingAt(AwsTypes.ROUTE53_QUERY_LOG, "zoneId")
            .risk("Queries, and the misuse of a name, leave no record.")
            .remediation(
                    """
                    Log to a CloudWatch log group in us-east-1:
                    QueryLogArgs.builder().zoneId(zone.zoneId()).cloudwatchLogGroupArn(group.arn())
                    """)
            .references(fsbp("Route53.2"), checkov("CKV2_AWS_39"))
            .requiresInStack(ofPublicZones(
                    Companions.isNamedBy(AwsTypes.ROUTE53_QUERY_LOG, "zoneId", "the zone has no QueryLog")));

    private static final Rule SIGNED = Rule.named("route53-dnssec")
            .title("Public hosted zones have DNSSEC signing enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.ROUTE53_ZONE, "vpcs")
            .lookingAt(AwsTypes.ROUTE53_HOSTED_ZONE_DNS_SEC, "hostedZoneId", "signingStatus")
            .risk("An attacker between a resolver and the zone can forge DNS responses.")
            .remediation(
                    """
                    Enable DNSSEC signing, and add the DS record to the parent zone:
                    HostedZoneDnsSecArgs.builder().hostedZoneId(key.hostedZoneId()).signingStatus("SIGNING")
                    """)
            .references(checkov("CKV2_AWS_38"))
            .requiresInStack(ofPublicZones(Related.some(
                    AwsTypes.ROUTE53_HOSTED_ZONE_DNS_SEC,
                    "hostedZoneId",
                    property("signingStatus").isNoneOf("NOT_SIGNING"),
                    "the zone has no HostedZoneDnsSec")));

    private static final Rule FAILOVER_CHECKED = Rule.named("route53-failover-checked")
            .title("Failover records have a health check or evaluate target health")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ROUTE53_RECORD,
                    "healthCheckId",
                    "aliases[].evaluateTargetHealth",
                    "failoverRoutingPolicies[].type")
            .risk("Route 53 considers a primary record without a health check healthy and never fails over.")
            .remediation(
                    """
                    Set a health check, or evaluate the target health of the alias:
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

    public static final List<Rule> ALL = List.of(QUERY_LOGS, SIGNED, FAILOVER_CHECKED);

    private Route53Rules() {}

    /** A zone that is associated with a VPC answers inside it only. */
    private static Condition ofPublicZones(Condition condition) {
        return condition.onlyIf((zone, context) -> zone.input("vpcs").isEmpty());
    }
}
