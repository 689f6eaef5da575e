package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.PASS;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
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

    /** The fixtures of all services; each service's own stand in its own file. */
    static List<RuleFixture> all() {
        return Stream.of(
                        KmsFixtures.all(),
                        SecretFixtures.all(),
                        AlertFixtures.all(),
                        LogFixtures.all(),
                        SyntheticsFixtures.all(),
                        SqsFixtures.all(),
                        ValueFixtures.all(),
                        EventBridgeFixtures.all(),
                        IamFixtures.all(),
                        OidcFixtures.all(),
                        AuditFixtures.all(),
                        NetworkFixtures.all(),
                        RdsFixtures.all(),
                        ReleaseFixtures.all(),
                        ElastiCacheFixtures.all(),
                        EfsFixtures.all(),
                        Ec2Fixtures.all(),
                        AutoScalingFixtures.all(),
                        EksFixtures.all(),
                        OpenSearchFixtures.all(),
                        Route53Fixtures.all(),
                        ClassicLoadBalancerFixtures.all(),
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
                        SentryFixtures.all(),
                        RolloutFixtures.all(),
                        ChatFixtures.all(),
                        SupabaseFixtures.all(),
                        ProviderFixtures.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The rules that turn on no property, of all services: own tests judge them. */
    static List<String> withoutProperty() {
        return Stream.of(
                        AuditFixtures.WITHOUT_PROPERTY,
                        DockerFixtures.WITHOUT_PROPERTY,
                        EfsFixtures.WITHOUT_PROPERTY,
                        ElastiCacheFixtures.WITHOUT_PROPERTY,
                        IamFixtures.WITHOUT_PROPERTY,
                        KmsFixtures.WITHOUT_PROPERTY,
                        NetworkFixtures.WITHOUT_PROPERTY,
                        ProviderFixtures.WITHOUT_PROPERTY,
                        RdsFixtures.WITHOUT_PROPERTY,
                        SupabaseFixtures.WITHOUT_PROPERTY)
                .flatMap(List::stream)
                .toList();
    }

    static RuleFixture secret(String rule, String type, String path) {
        return RuleFixture.property(rule, type, path, SECRET, "correct horse battery", PASS)
                .secretComplies();
    }

    static String trust(String subject, String audience) {
        String github = "token.actions.githubusercontent.com";
        return "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/"
                + github + "\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringEquals\":{\""
                + github
                + ":aud\":\"" + audience + "\"},\"StringLike\":{\"" + github + ":sub\":[\"" + subject + "\"]}}}]}";
    }
}
