package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.Resources.resource;
import static dev.plinth.policies.rules.RuleFixture.Outcome.FAIL;
import static dev.plinth.policies.rules.RuleFixture.Outcome.NOT_APPLICABLE;
import static dev.plinth.policies.rules.RuleFixture.Outcome.PASS;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rules.RuleFixture.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fixture, or several, of each rule that turns on a property. */
final class RuleFixtures {

    static final String SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
    static final String DATABASE = "aws:rds/instance:Instance";
    static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
    static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";
    static final String SERVICE = "aws:ecs/service:Service";
    static final String ROLE = "aws:iam/role:Role";

    static final String PUBLIC_POLICY =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    static final String PRIVATE_POLICY =
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},"
                    + "\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}";

    static final PropertyValue SECRET = new PropertyValue.Secret(new PropertyValue.Text("correct horse battery"));

    private RuleFixtures() {}

    static RuleFixture property(
            String rule, String type, String path, Object good, Object bad, Outcome absent, Map<String, ?> others) {
        GraphResource rest = resource(type, "subject", others);
        return RuleFixture.of(rule, Resources.with(rest, path, PropertyValue.of(good)), path, bad, absent);
    }

    static RuleFixture property(String rule, String type, String path, Object good, Object bad, Outcome absent) {
        return property(rule, type, path, good, bad, absent, Map.of());
    }

    /** The fixtures of all services; each service's own stand in its own file. */
    static List<RuleFixture> all() {
        return Stream.of(
                        others(),
                        NetworkFixtures.all(),
                        RdsFixtures.all(),
                        ElastiCacheFixtures.all(),
                        EfsFixtures.all(),
                        Ec2Fixtures.all(),
                        S3Fixtures.all(),
                        EcsFixtures.all(),
                        LoadBalancerFixtures.all(),
                        BackupFixtures.all(),
                        CloudFrontFixtures.all(),
                        LambdaFixtures.all(),
                        ApiGatewayFixtures.all(),
                        DynamoDbFixtures.all(),
                        CloudflareFixtures.all(),
                        DockerFixtures.all(),
                        VercelFixtures.all(),
                        SupabaseFixtures.all(),
                        ProviderFixtures.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<RuleFixture> others() {
        String oneRepository = trust("repo:example/shop:ref:refs/heads/main", "sts.amazonaws.com");
        return List.of(
                property("kms-policy-safe", "aws:kms/key:Key", "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property("kms-policy-safe", "aws:kms/key:Key", "bypassPolicyLockoutSafetyCheck", false, true, PASS),
                property("kms-deletion-window", "aws:kms/key:Key", "deletionWindowInDays", 30, 7, NOT_APPLICABLE),
                secret("secret-input-is-secret", "aws:secretsmanager/secretVersion:SecretVersion", "secretString"),
                secret("secret-input-is-secret", DATABASE, "password"),
                secret("secret-input-is-secret", CACHE, "authToken"),
                secret("secret-input-is-secret", "aws:acm/certificate:Certificate", "privateKey"),
                property(
                        "alarm-has-actions",
                        "aws:cloudwatch/metricAlarm:MetricAlarm",
                        "alarmActions",
                        List.of(PropertyValue.Unknown.VALUE),
                        List.of(),
                        FAIL),
                property("sns-private-encrypted", "aws:sns/topic:Topic", "kmsMasterKeyId", "alias/alerts", " ", FAIL),
                property(
                        "sns-private-encrypted",
                        "aws:sns/topicPolicy:TopicPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property("iam-no-star-star", "aws:iam/policy:Policy", "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property(
                        "iam-no-admin-attachment",
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        "policyArn",
                        "arn:aws:iam::aws:policy/ReadOnlyAccess",
                        "arn:aws:iam::aws:policy/AdministratorAccess",
                        PASS),
                property("iam-trust-scoped", ROLE, "assumeRolePolicy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property(
                        "oidc-github-scoped",
                        ROLE,
                        "assumeRolePolicy",
                        oneRepository,
                        oneRepository.replace("repo:example/shop", "repo:example/*"),
                        FAIL));
    }

    static RuleFixture secret(String rule, String type, String path) {
        return property(rule, type, path, SECRET, "correct horse battery", PASS).secretComplies();
    }

    static String trust(String subject, String audience) {
        String github = "token.actions.githubusercontent.com";
        return "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/"
                + github + "\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringEquals\":{\""
                + github
                + ":aud\":\"" + audience + "\"},\"StringLike\":{\"" + github + ":sub\":[\"" + subject + "\"]}}}]}";
    }
}
