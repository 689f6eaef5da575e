package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.Changes;
import dev.plinth.testkit.rule.Resources;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same violation in each form that programs have for it: legacy, inline and separate. */
class LegacyFormsTest {

    private static final PolicyParameters PRODUCTION = PolicyParameters.forStack("production");
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String OTHER = "arn:aws:iam::123456789012:policy/app";
    private static final String ALL =
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}";
    private static final String ONE =
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::a/*\"}]}";
    private static final String BUCKET = "aws:s3/bucket:Bucket";
    private static final String BUCKET_V2 = "aws:s3/bucketV2:BucketV2";

    private static Arguments form(String rule, String type, Map<String, ?> violating, Map<String, ?> compliant) {
        return form(rule, type, List.of(resource(type, "a", violating)), List.of(resource(type, "a", compliant)));
    }

    private static Arguments form(
            String rule, String name, List<GraphResource> violating, List<GraphResource> compliant) {
        return Arguments.of(rule, name, violating, compliant);
    }

    private static String open(String principal, String action) {
        return "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"" + principal
                + "\"}, \"Action\": \"" + action + "\", \"Resource\": \"*\"}]}";
    }

    private static String everyone(String action) {
        return open("*", action);
    }

    private static String account(String action) {
        return open("arn:aws:iam::123456789012:root", action);
    }

    private static Map<String, Object> route(Map<String, Object> route) {
        return Map.of("routes", List.of(route));
    }

    private static List<GraphResource> bucketWith(String bucketType, String type, Map<String, ?> inputs) {
        GraphResource bucket = resource(bucketType, "b", Map.of());
        return List.of(bucket, dependingOn(resource(type, "s", inputs), "bucket", bucket));
    }

    private static Stream<Arguments> buckets() {
        Map<String, Object> versioned = Map.of("versioningConfiguration", Map.of("status", "Enabled"));
        Map<String, Object> suspended = Map.of("versioningConfiguration", Map.of("status", "Suspended"));
        String separate = "aws:s3/bucketVersioning:BucketVersioning";
        String separateV2 = "aws:s3/bucketVersioningV2:BucketVersioningV2";
        return Stream.of(
                form(
                        "s3-versioning",
                        separate,
                        bucketWith(BUCKET, separate, suspended),
                        bucketWith(BUCKET, separate, versioned)),
                form(
                        "s3-versioning",
                        separateV2,
                        bucketWith(BUCKET_V2, separateV2, suspended),
                        bucketWith(BUCKET_V2, separateV2, versioned)),
                form(
                        "s3-versioning",
                        BUCKET,
                        Map.of("versioning", Map.of("enabled", false)),
                        Map.of("versioning", Map.of("enabled", true))),
                form(
                        "s3-versioning",
                        BUCKET_V2,
                        Map.of("versionings", List.of(Map.of("enabled", false))),
                        Map.of("versionings", List.of(Map.of("enabled", true)))),
                form(
                        "s3-policy-not-public",
                        BUCKET,
                        Map.of("policy", everyone("s3:GetObject")),
                        Map.of("policy", account("s3:GetObject"))),
                form(
                        "s3-policy-not-public",
                        "aws:s3/bucketPolicy:BucketPolicy",
                        Map.of("policy", everyone("s3:GetObject")),
                        Map.of("policy", account("s3:GetObject"))));
    }

    private static Stream<Arguments> networks() {
        Map<String, Object> ssh =
                Map.of("protocol", "tcp", "fromPort", 22, "toPort", 22, "cidrBlocks", List.of("0.0.0.0/0"));
        Map<String, Object> closed =
                Map.of("protocol", "tcp", "fromPort", 22, "toPort", 22, "cidrBlocks", List.of("10.0.0.0/16"));
        String rule = "sg-no-admin-from-ipv4-world";
        Map<String, Object> instance = Map.of("cidrBlock", "0.0.0.0/0", "networkInterfaceId", "eni-1");
        Map<String, Object> gateway = Map.of("cidrBlock", "0.0.0.0/0", "natGatewayId", "nat-1");
        Map<String, Object> wide = Map.of("cidrBlock", "10.0.0.0/8", "vpcPeeringConnectionId", "pcx-1");
        Map<String, Object> narrow = Map.of("cidrBlock", "10.20.48.0/20", "vpcPeeringConnectionId", "pcx-1");
        return Stream.of(
                form(
                        rule,
                        "aws:ec2/securityGroup:SecurityGroup",
                        Map.of("ingress", List.of(ssh)),
                        Map.of("ingress", List.of(closed))),
                form(
                        rule,
                        "aws:ec2/securityGroupRule:SecurityGroupRule",
                        Map.of(
                                "type",
                                "ingress",
                                "protocol",
                                "tcp",
                                "fromPort",
                                22,
                                "toPort",
                                22,
                                "cidrBlocks",
                                List.of("0.0.0.0/0")),
                        Map.of(
                                "type",
                                "ingress",
                                "protocol",
                                "tcp",
                                "fromPort",
                                22,
                                "toPort",
                                22,
                                "cidrBlocks",
                                List.of("10.0.0.0/16"))),
                form(
                        rule,
                        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                        Map.of("ipProtocol", "tcp", "fromPort", 22, "toPort", 22, "cidrIpv4", "0.0.0.0/0"),
                        Map.of("ipProtocol", "tcp", "fromPort", 22, "toPort", 22, "cidrIpv4", "10.0.0.0/16")),
                form(
                        "no-nat-instance",
                        "aws:ec2/route:Route",
                        Map.of("destinationCidrBlock", "0.0.0.0/0", "networkInterfaceId", "eni-1"),
                        Map.of("destinationCidrBlock", "0.0.0.0/0", "natGatewayId", "nat-1")),
                form("no-nat-instance", "aws:ec2/routeTable:RouteTable", route(instance), route(gateway)),
                form("no-nat-instance", "aws:ec2/defaultRouteTable:DefaultRouteTable", route(instance), route(gateway)),
                form(
                        "route-peering-least-access",
                        "aws:ec2/route:Route",
                        Map.of("destinationCidrBlock", "10.0.0.0/8", "vpcPeeringConnectionId", "pcx-1"),
                        Map.of("destinationCidrBlock", "10.20.48.0/20", "vpcPeeringConnectionId", "pcx-1")),
                form("route-peering-least-access", "aws:ec2/routeTable:RouteTable", route(wide), route(narrow)),
                form(
                        "route-peering-least-access",
                        "aws:ec2/defaultRouteTable:DefaultRouteTable",
                        route(wide),
                        route(narrow)),
                form(
                        "alb-drop-invalid-headers",
                        "aws:lb/loadBalancer:LoadBalancer",
                        Map.of("dropInvalidHeaderFields", false),
                        Map.of("dropInvalidHeaderFields", true)),
                form(
                        "alb-drop-invalid-headers",
                        "aws:alb/loadBalancer:LoadBalancer",
                        Map.of("dropInvalidHeaderFields", false),
                        Map.of("dropInvalidHeaderFields", true)));
    }

    private static Stream<Arguments> identities() {
        return Stream.of(
                form("iam-no-star-star", "aws:iam/policy:Policy", Map.of("policy", ALL), Map.of("policy", ONE)),
                form("iam-no-star-star", "aws:iam/rolePolicy:RolePolicy", Map.of("policy", ALL), Map.of("policy", ONE)),
                form(
                        "iam-no-star-star",
                        "aws:iam/role:Role",
                        Map.of("inlinePolicies", List.of(Map.of("name", "a", "policy", ALL))),
                        Map.of("inlinePolicies", List.of(Map.of("name", "a", "policy", ONE)))),
                admin("aws:iam/role:Role", "managedPolicyArns", List.of(ADMIN), List.of(OTHER)),
                admin("aws:iam/policyAttachment:PolicyAttachment", "policyArn", ADMIN, OTHER),
                admin("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn", ADMIN, OTHER),
                admin(
                        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
                        "policyArns",
                        List.of(ADMIN),
                        List.of(OTHER)),
                admin(
                        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
                        "policyArns",
                        List.of(ADMIN),
                        List.of(OTHER)),
                form(
                        "kms-policy-safe",
                        "aws:kms/key:Key",
                        Map.of("policy", everyone("kms:*")),
                        Map.of("policy", account("kms:*"))),
                form(
                        "kms-policy-safe",
                        "aws:kms/keyPolicy:KeyPolicy",
                        Map.of("policy", everyone("kms:*")),
                        Map.of("policy", account("kms:*"))),
                form(
                        "sqs-policy-not-public",
                        "aws:sqs/queue:Queue",
                        Map.of("policy", everyone("sqs:SendMessage")),
                        Map.of("policy", account("sqs:SendMessage"))),
                form(
                        "sqs-policy-not-public",
                        "aws:sqs/queuePolicy:QueuePolicy",
                        Map.of("policy", everyone("sqs:SendMessage")),
                        Map.of("policy", account("sqs:SendMessage"))));
    }

    private static Arguments admin(String type, String property, Object violating, Object compliant) {
        return form("iam-no-admin-attachment", type, Map.of(property, violating), Map.of(property, compliant));
    }

    private static Stream<Arguments> computers() {
        Map<String, Object> optional = Map.of("metadataOptions", Map.of("httpTokens", "optional"));
        Map<String, Object> required = Map.of("metadataOptions", Map.of("httpTokens", "required"));
        Map<String, Object> http = Map.of("domainEndpointOptions", Map.of("enforceHttps", false));
        Map<String, Object> https = Map.of(
                "domainEndpointOptions",
                Map.of("enforceHttps", true, "tlsSecurityPolicy", "Policy-Min-TLS-1-2-PFS-2023-10"));
        String key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd";
        return Stream.of(
                form("ec2-imdsv2", "aws:ec2/instance:Instance", optional, required),
                form("ec2-imdsv2", "aws:ec2/launchTemplate:LaunchTemplate", optional, required),
                form("ec2-imdsv2", "aws:ec2/launchConfiguration:LaunchConfiguration", optional, required),
                form("opensearch-https", "aws:opensearch/domain:Domain", http, https),
                form("opensearch-https", "aws:elasticsearch/domain:Domain", http, https),
                form(
                        "dynamodb-replicas-protected",
                        "aws:dynamodb/table:Table",
                        Map.of("replicas", List.of(Map.of("regionName", "eu-west-1"))),
                        Map.of("replicas", List.of(Map.of("kmsKeyArn", key, "pointInTimeRecovery", true)))),
                form(
                        "dynamodb-replicas-protected",
                        "aws:dynamodb/tableReplica:TableReplica",
                        Map.of("globalTableArn", "arn:aws:dynamodb:eu-central-1:123456789012:table/a"),
                        Map.of("kmsKeyArn", key, "pointInTimeRecovery", true)),
                form(
                        "event-rule-on",
                        "aws:cloudwatch/eventRule:EventRule",
                        Map.of("isEnabled", false),
                        Map.of("isEnabled", true)),
                form(
                        "event-rule-on",
                        "aws:cloudwatch/eventRule:EventRule",
                        Map.of("state", "DISABLED"),
                        Map.of("state", "ENABLED")));
    }

    static Stream<Arguments> forms() {
        return Stream.of(buckets(), networks(), identities(), computers()).flatMap(forms -> forms);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("forms")
    void areCheckedAlike(String rule, String form, List<GraphResource> violating, List<GraphResource> compliant) {
        assertThat(verdicts(rule, violating)).as(form).hasAtLeastOneElementOfType(Verdict.Fail.class);
        assertThat(verdicts(rule, compliant))
                .as(form)
                .contains(Verdict.PASS)
                .allMatch(verdict -> verdict.equals(Verdict.PASS) || verdict.equals(Verdict.NOT_APPLICABLE));
    }

    private static List<Verdict> verdicts(String rule, List<GraphResource> resources) {
        Rule checked = RuleCatalogue.find(rule).orElseThrow();
        RuleContext context = new RuleContext(Resources.graph(resources.toArray(GraphResource[]::new)), PRODUCTION);
        return resources.stream()
                .map(resource -> checked.judge(resource, context))
                .toList();
    }

    private static Map<String, Object> lock(int days) {
        return Map.of("rule", Map.of("defaultRetention", Map.of("mode", "COMPLIANCE", "days", days)));
    }

    private static Map<String, Object> inlineLock(int days) {
        return Map.of(
                "objectLockConfiguration",
                Map.of("objectLockEnabled", "Enabled", "rule", lock(days).get("rule")));
    }

    private static Map<String, Object> inlineLockV2(int days) {
        return Map.of(
                "objectLockConfiguration",
                Map.of(
                        "rules",
                        List.of(Map.of("defaultRetentions", List.of(Map.of("mode", "COMPLIANCE", "days", days))))));
    }

    private static Map<String, Object> replication(String status) {
        return Map.of("rules", List.of(Map.of("id", "all", "status", status)));
    }

    private static Map<String, Object> expiry(int days) {
        return Map.of("rules", List.of(Map.of("id", "all", "status", "Enabled", "expiration", Map.of("days", days))));
    }

    private static Map<String, Object> inlineExpiry(int days) {
        return Map.of(
                "lifecycleRules", List.of(Map.of("id", "all", "enabled", true, "expiration", Map.of("days", days))));
    }

    private static Map<String, Object> inlineExpiryV2(int days) {
        return Map.of(
                "lifecycleRules",
                List.of(Map.of("id", "all", "enabled", true, "expirations", List.of(Map.of("days", days)))));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(
                        "object-lock-kept",
                        "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
                        lock(90),
                        lock(30)),
                Arguments.of("object-lock-kept", BUCKET, inlineLock(90), inlineLock(30)),
                Arguments.of("object-lock-kept", BUCKET_V2, inlineLockV2(90), inlineLockV2(30)),
                Arguments.of("object-lock-kept", BUCKET, inlineLock(90), Map.of()),
                Arguments.of(
                        "replication-not-stopped",
                        "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
                        replication("Enabled"),
                        replication("Disabled")),
                Arguments.of(
                        "replication-not-stopped",
                        BUCKET,
                        Map.of("replicationConfiguration", replication("Enabled")),
                        Map.of("replicationConfiguration", replication("Disabled"))),
                Arguments.of(
                        "replication-not-stopped",
                        BUCKET_V2,
                        Map.of("replicationConfigurations", List.of(replication("Enabled"))),
                        Map.of()),
                Arguments.of(
                        "s3-expiry-not-shortened",
                        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
                        expiry(90),
                        expiry(30)),
                Arguments.of("s3-expiry-not-shortened", BUCKET, inlineExpiry(90), inlineExpiry(30)),
                Arguments.of("s3-expiry-not-shortened", BUCKET_V2, inlineExpiryV2(90), inlineExpiryV2(30)),
                Arguments.of(
                        "iam-policy-not-widened",
                        "aws:sns/topicPolicy:TopicPolicy",
                        Map.of("policy", ONE),
                        Map.of("policy", ALL)),
                Arguments.of(
                        "iam-policy-not-widened", "aws:sns/topic:Topic", Map.of("policy", ONE), Map.of("policy", ALL)),
                Arguments.of(
                        "iam-policy-not-widened",
                        "aws:kms/keyPolicy:KeyPolicy",
                        Map.of("policy", ONE),
                        Map.of("policy", ALL)),
                Arguments.of("iam-policy-not-widened", BUCKET, Map.of("policy", ONE), Map.of("policy", ALL)),
                Arguments.of(
                        "storage-not-shrunk",
                        "aws:opensearch/domain:Domain",
                        Map.of("ebsOptions", Map.of("volumeSize", 100)),
                        Map.of("ebsOptions", Map.of("volumeSize", 50))),
                Arguments.of(
                        "storage-not-shrunk",
                        "aws:elasticsearch/domain:Domain",
                        Map.of("ebsOptions", Map.of("volumeSize", 100)),
                        Map.of("ebsOptions", Map.of("volumeSize", 50))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("changes")
    void ofChangesAreCheckedAlike(String rule, String type, Map<String, ?> before, Map<String, ?> after) {
        Rule checked = RuleCatalogue.find(rule).orElseThrow();
        GraphResource old = resource(type, "a", before);
        ResourceChange violating = Changes.update(old, resource(type, "a", after));
        ResourceChange compliant = Changes.update(old, resource(type, "a", before));
        RuleContext context = new RuleContext(Resources.graph(old), PRODUCTION);

        assertThat(checked.judge(violating, context)).isInstanceOf(Verdict.Fail.class);
        assertThat(checked.judge(compliant, context)).isEqualTo(Verdict.PASS);
    }
}
