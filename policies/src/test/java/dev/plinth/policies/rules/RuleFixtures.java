package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.Resources.resource;
import static dev.plinth.policies.rules.RuleFixture.Outcome.PASS;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rules.RuleFixture.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    static final String TLS_POLICY = "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\","
            + "\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}";

    static final String DEAD_LETTERS = "arn:aws:sqs:eu-central-1:123456789012:dead";
    static final String REDRIVE_POLICY = "{\"deadLetterTargetArn\":\"" + DEAD_LETTERS + "\",\"maxReceiveCount\":5}";

    /** The provider of {@link Resources#resource}, which says whose account it is. */
    static final GraphResource OWN_ACCOUNT = new GraphResource(
            Resources.PROVIDER,
            "pulumi:providers:aws",
            "default",
            null,
            "",
            List.of(),
            new TreeMap<>(),
            (PropertyValue.ObjectValue) PropertyValue.of(Map.of("allowedAccountIds", "[\"123456789012\"]")),
            PropertyValue.ObjectValue.EMPTY,
            false,
            true);

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
                        KmsFixtures.all(),
                        SecretFixtures.all(),
                        AlertFixtures.all(),
                        LogFixtures.all(),
                        SyntheticsFixtures.all(),
                        SqsFixtures.all(),
                        EventBridgeFixtures.all(),
                        IamFixtures.all(),
                        OidcFixtures.all(),
                        AuditFixtures.all(),
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
