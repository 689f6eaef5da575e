package dev.plinth.policies.rules.change;

import static dev.plinth.policies.rule.PropertyChange.changeOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.ChangeCondition;
import dev.plinth.policies.rule.CloudflareTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Rules on changes that let more in, allow more, or see less of what happens. */
final class ExposureChangeRules {

    private static final Pattern FIREWALL = Pattern.compile(".*(firewall|ratelimit|ddos|sbfm).*");

    private static final Rule GROUP_NOT_OPENED = Rule.named("security-group-not-opened")
            .title("Security groups do not allow a wider address range, or the internet on a new port")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.EC2_SECURITY_GROUP,
                    "ingress[].protocol",
                    "ingress[].fromPort",
                    "ingress[].toPort",
                    "ingress[].cidrBlocks",
                    "ingress[].ipv6CidrBlocks")
            .on(
                    AwsTypes.EC2_SECURITY_GROUP_RULE,
                    "type",
                    "protocol",
                    "fromPort",
                    "toPort",
                    "cidrBlocks",
                    "ipv6CidrBlocks")
            .on(AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE, "ipProtocol", "fromPort", "toPort", "cidrIpv4", "cidrIpv6")
            .risk("Addresses that had no access to the port can now reach it.")
            .remediation(
                    """
                    Allow a security group, or only the addresses that need access:
                    SecurityGroupIngressRuleArgs.builder().referencedSecurityGroupId(loadBalancer.id())
                    """)
            .requiresOfChange(IngressChange::doesNotOpen);

    private static final TypedPaths PUBLIC = TypedPaths.of(AwsTypes.RDS_INSTANCE, "publiclyAccessible")
            .and(AwsTypes.RDS_CLUSTER_INSTANCE, "publiclyAccessible")
            .and(AwsTypes.REDSHIFT_CLUSTER, "publiclyAccessible")
            .and(AwsTypes.MQ_BROKER, "publiclyAccessible")
            .and(AwsTypes.EC2_SUBNET, "mapPublicIpOnLaunch")
            .and(AwsTypes.EKS_CLUSTER, "vpcConfig.endpointPublicAccess");

    private static final Rule NOT_PUBLISHED = PUBLIC.declareIn(Rule.named("not-made-public"))
            .title("Private resources do not become publicly accessible")
            .severity(Severity.CRITICAL)
            .risk("The resource gets a public address, and a single security group rule exposes it to the internet.")
            .remediation(
                    """
                    Keep it private:
                    InstanceArgs.builder().publiclyAccessible(false)
                    """)
            .requiresOfChange(PUBLIC.each(path -> changeOf(path).staysFalse()));

    private static final TypedPaths ACCESS_BLOCK = TypedPaths.of(
            AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK,
            "bucket",
            "blockPublicAcls",
            "blockPublicPolicy",
            "ignorePublicAcls",
            "restrictPublicBuckets");

    private static final Rule ACCESS_BLOCK_KEPT = ACCESS_BLOCK
            .declareIn(Rule.named("s3-public-access-block-kept"))
            .title("The public access block of a bucket is not deleted or weakened")
            .severity(Severity.CRITICAL)
            .risk("A single policy or ACL is then enough to publish the bucket.")
            .remediation(
                    """
                    Keep all four settings:
                    BucketPublicAccessBlockArgs.builder().blockPublicAcls(true).blockPublicPolicy(true)
                            .ignorePublicAcls(true).restrictPublicBuckets(true)
                    """)
            .requiresOfChange(ACCESS_BLOCK
                    .each(path -> path.equals("bucket")
                            ? (change, context) -> Verdict.NOT_APPLICABLE
                            : changeOf(path).staysTrue())
                    .and(staysWith("its bucket", "bucket")));

    private static final TypedPaths TLS = TypedPaths.of(AwsTypes.LB_LISTENER, "sslPolicy", "protocol")
            .and(AwsTypes.CLOUDFRONT_DISTRIBUTION, "viewerCertificate.minimumProtocolVersion")
            .and(AwsTypes.APIGATEWAY_DOMAIN_NAME, "securityPolicy")
            .and(AwsTypes.APIGATEWAYV2_DOMAIN_NAME, "domainNameConfiguration.securityPolicy")
            .and(
                    AwsTypes.OPENSEARCH_DOMAIN,
                    "domainEndpointOptions.tlsSecurityPolicy",
                    "domainEndpointOptions.enforceHttps")
            .and(
                    AwsTypes.ELASTICSEARCH_DOMAIN,
                    "domainEndpointOptions.tlsSecurityPolicy",
                    "domainEndpointOptions.enforceHttps")
            .and(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "transitEncryptionEnabled", "transitEncryptionMode")
            .and(AwsTypes.MEMORYDB_CLUSTER, "tlsEnabled")
            .and(AwsTypes.RDS_PROXY, "requireTls")
            .and(CloudflareTypes.ZONE_SETTING, "settingId", "value");

    private static final Rule TLS_KEPT = TLS.declareIn(Rule.named("tls-not-weakened"))
            .title("Encryption in transit is not weakened")
            .severity(Severity.HIGH)
            .risk("Passwords and data can be read or modified in transit.")
            .remediation(
                    """
                    Keep the policy, or use a stricter one:
                    ListenerArgs.builder().protocol("HTTPS").sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                    """)
            .requiresOfChange(TLS.each(ExposureChangeRules::tls));

    private static final Rule WAF_KEPT = Rule.named("waf-not-removed")
            .title("Web application firewalls and their rules are not removed")
            .severity(Severity.HIGH)
            .on(AwsTypes.WAFV2_WEB_ACL_ASSOCIATION, "resourceArn")
            .on(AwsTypes.CLOUDFRONT_DISTRIBUTION, "webAclId")
            .on(CloudflareTypes.RULESET, "phase", "zoneId", "rules", "rules[].enabled")
            .risk("Attacks and floods that the firewall blocked reach the application.")
            .remediation(
                    """
                    Keep the association and the rules:
                    WebAclAssociationArgs.builder().resourceArn(loadBalancer.arn()).webAclArn(firewall.arn())
                    """)
            .requiresOfChange(ExposureChangeRules::wafStays);

    private static final Rule ALARMS_KEPT = Rule.named("alarms-not-silenced")
            .title("Alarms are not deleted or muted")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDWATCH_METRIC_ALARM, "actionsEnabled", "alarmActions", "dimensions")
            .on(AwsTypes.CLOUDWATCH_COMPOSITE_ALARM, "actionsEnabled", "alarmActions")
            .risk("Failures that the alarm detects go unnoticed.")
            .remediation(
                    """
                    Keep the alarm and its actions. During maintenance, mute it outside the program:
                    MetricAlarmArgs.builder().actionsEnabled(true).alarmActions(topic.arn().applyValue(List::of))
                    """)
            .requiresOfChange(staysWith("what it watches", "dimensions")
                    .and(changeOf("actionsEnabled").holds(ExposureChangeRules::staysOn, "must stay true"))
                    .and(changeOf("alarmActions")
                            .holds(
                                    (before, after) -> before.elements().isEmpty()
                                            || !after.elements().isEmpty(),
                                    "must keep an action")));

    private static final TypedPaths AUDIT = TypedPaths.of(
                    AwsTypes.CLOUDTRAIL_TRAIL, "enableLogging", "isMultiRegionTrail", "enableLogFileValidation")
            .and(AwsTypes.EC2_FLOW_LOG, "vpcId", "subnetId")
            .and(AwsTypes.GUARDDUTY_DETECTOR, "enable")
            .and(AwsTypes.CFG_RECORDER_STATUS, "isEnabled");

    private static final Rule AUDIT_KEPT = AUDIT.declareIn(Rule.named("audit-not-stopped"))
            .title("Trails, flow logs, threat detection and configuration recording are not stopped")
            .severity(Severity.CRITICAL)
            .risk("Activity is no longer recorded. Disabling audit logs is a typical first step of an intruder.")
            .remediation(
                    """
                    Keep it enabled:
                    TrailArgs.builder().enableLogging(true).isMultiRegionTrail(true)
                    """)
            .requiresOfChange(
                    AUDIT.each(ExposureChangeRules::audit).and(staysWith("what it watches", "vpcId", "subnetId")));

    private static final TypedPaths POLICIES = TypedPaths.of(AwsTypes.IAM_POLICY, "policy")
            .and(AwsTypes.IAM_ROLE_POLICY, "policy")
            .and(AwsTypes.IAM_USER_POLICY, "policy")
            .and(AwsTypes.IAM_GROUP_POLICY, "policy")
            .and(AwsTypes.IAM_ROLE, "assumeRolePolicy")
            .and(AwsTypes.S3_BUCKET_POLICY, "policy")
            .and(AwsTypes.S3_BUCKET_V2, "policy")
            .and(AwsTypes.KMS_KEY, "policy")
            .and(AwsTypes.KMS_KEY_POLICY, "policy")
            .and(AwsTypes.SQS_QUEUE_POLICY, "policy")
            .and(AwsTypes.SQS_QUEUE, "policy")
            .and(AwsTypes.SNS_TOPIC_POLICY, "policy")
            .and(AwsTypes.SNS_TOPIC, "policy");

    private static final Rule POLICY_KEPT = POLICIES.declareIn(Rule.named("iam-policy-not-widened"))
            .title("Policies gain no wildcard in their actions, resources or principals")
            .severity(Severity.HIGH)
            .risk("Anyone who obtains the role has more permissions than intended.")
            .remediation(
                    """
                    Name the actions and resources:
                    GetPolicyDocumentStatementArgs.builder().actions("s3:GetObject").resources(uploads.arn())
                    """)
            .requiresOfChange(POLICIES.each(path -> (change, context) -> notWidened(change, path)));

    static final List<Rule> ALL = List.of(
            GROUP_NOT_OPENED,
            NOT_PUBLISHED,
            ACCESS_BLOCK_KEPT,
            TLS_KEPT,
            WAF_KEPT,
            ALARMS_KEPT,
            AUDIT_KEPT,
            POLICY_KEPT);

    private ExposureChangeRules() {}

    private static ChangeCondition staysWith(String what, String... properties) {
        return (change, context) -> Counterparts.staysWith(change, context, what, properties);
    }

    private static ChangeCondition tls(String path) {
        return switch (path) {
            case "protocol" -> changeOf(path).stays("HTTPS").and(changeOf(path).stays("TLS"));
            case "settingId" -> (change, context) -> Verdict.NOT_APPLICABLE;
            case "value" -> TlsChange::zoneSetting;
            case "transitEncryptionMode" -> changeOf(path).stays("required");
            case "transitEncryptionEnabled", "tlsEnabled", "requireTls", "domainEndpointOptions.enforceHttps" ->
                changeOf(path).staysTrue();
            default -> TlsChange.keepsLeastVersion(path);
        };
    }

    private static ChangeCondition audit(String path) {
        return switch (path) {
            case "vpcId", "subnetId" -> (change, context) -> Verdict.NOT_APPLICABLE;
            case "enableLogging", "enable" -> changeOf(path).holds(ExposureChangeRules::staysOn, "must stay true");
            default -> changeOf(path).staysTrue();
        };
    }

    /** Left out, it is on. */
    private static boolean staysOn(PropertyValue before, PropertyValue after) {
        return !before.asBoolean().orElse(true)
                || after.isAbsent()
                || after.asBoolean().orElse(false);
    }

    private static Verdict wafStays(ResourceChange change, RuleContext context) {
        return switch (change.resource().type()) {
            case AwsTypes.WAFV2_WEB_ACL_ASSOCIATION ->
                Counterparts.staysWith(change, context, "what it protects", "resourceArn");
            case AwsTypes.CLOUDFRONT_DISTRIBUTION ->
                changeOf("webAclId")
                        .holds(
                                (before, after) -> before.isAbsent()
                                        || after.asText()
                                                .filter(text -> !text.isBlank())
                                                .isPresent(),
                                "must stay set")
                        .test(change, context);
            default ->
                isFirewall(change.resource())
                        ? Verdict.all(List.of(
                                Counterparts.staysWith(change, context, "its zone", "zoneId"), rulesStay(change)))
                        : Verdict.NOT_APPLICABLE;
        };
    }

    /** Cloudflare rulesets for redirects and rewrites block no requests. */
    private static boolean isFirewall(GraphResource ruleset) {
        PropertyValue phase = ruleset.input("phase");
        return phase.isAbsent()
                || phase.isUnknown()
                || FIREWALL.matcher(phase.asText().orElse("")).matches();
    }

    private static Verdict rulesStay(ResourceChange change) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue rules = change.after("rules");
        if (rules.isUnknown()) {
            return Verdict.unknown("rules");
        }
        if (!rules.isAbsent() && !(rules.revealed() instanceof PropertyValue.ListValue)) {
            return Verdict.fail("rules is " + rules.describe() + " but must be a list");
        }
        for (PropertyValue rule : rules.elements()) {
            if (rule.isUnknown() || rule.at("enabled").isUnknown()) {
                return Verdict.unknown("rules[].enabled");
            }
        }
        long before = active(change.before("rules"));
        long after = active(rules);
        return Verdict.passIf(
                before <= after,
                "the number of active rules goes from " + before + " to " + after + " but must not decrease");
    }

    private static long active(PropertyValue rules) {
        return rules.elements().stream()
                .filter(rule -> rule.at("enabled").asBoolean().orElse(true))
                .count();
    }

    private static Verdict notWidened(ResourceChange change, String path) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        GraphResource after = change.after().get();
        PropertyValue value = after.input(path);
        if (value.isAbsent()) {
            return Verdict.PASS;
        }
        Set<String> known = new TreeSet<>();
        if (!change.before(path).isAbsent()) {
            JsonText.judge(change.before().get(), path, policy -> {
                known.addAll(wildcards(policy));
                return Verdict.PASS;
            });
        }
        return JsonText.judge(after, path, policy -> {
            if (Statement.of(policy).isEmpty()) {
                return Verdict.fail(path + " has no statement");
            }
            List<String> gained = new ArrayList<>(wildcards(policy));
            gained.removeAll(known);
            boolean isSecret = value instanceof PropertyValue.Secret;
            return Verdict.passIf(
                    gained.isEmpty(), path + " newly allows " + (isSecret ? "[secret]" : String.join(", ", gained)));
        });
    }

    /** Returns the wildcards that a policy allows, each as a short phrase. */
    private static Set<String> wildcards(JsonNode policy) {
        Set<String> found = new TreeSet<>();
        for (Statement statement : Statement.of(policy)) {
            if (!statement.allow()) {
                continue;
            }
            statement.actions().stream().filter(action -> action.contains("*")).forEach(found::add);
            if (statement.resources().contains("*")) {
                statement.actions().forEach(action -> found.add(action + " on *"));
            }
            if (statement.isPublic()) {
                statement.actions().forEach(action -> found.add(action + " to everyone"));
            }
        }
        return found;
    }
}
