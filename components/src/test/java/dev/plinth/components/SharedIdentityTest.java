package dev.plinth.components;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Resources whose identity is that of another one: a vault has one lock, a load balancer one web ACL. The engine makes a
 * replacement before it deletes what it replaces, and the deletion of the old one then takes the new one away, both being the same
 * thing. They must be deleted first, or never.
 */
class SharedIdentityTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** What a change replaces although the identity stays, by the ForceNew of the provider's schema. */
    private static final Map<String, String> REPLACED = Map.of(
            "backup.VaultLockConfiguration", "changeableForDays, minRetentionDays, maxRetentionDays",
            "backup.VaultNotifications", "backupVaultEvents, snsTopicArn",
            "ecr.LifecyclePolicy", "policy",
            "rds.InstanceAutomatedBackupsReplication", "kmsKeyId, retentionPeriod",
            // A name that the log group has as well, and the only target that a proxy may have.
            "rds.Proxy", "engineFamily, vpcSubnetIds",
            "rds.ProxyTarget", "dbInstanceIdentifier",
            "route53.QueryLog", "cloudwatchLogGroupArn",
            "wafv2.WebAclAssociation", "webAclArn",
            "wafv2.WebAclLoggingConfiguration", "logDestinationConfigs");

    /** Identified by another resource as well, and replaced only when that is another one. */
    private static final Set<String> REPLACED_WITH_THE_OTHER = Set.of(
            "acm.CertificateValidation",
            "appautoscaling.Policy",
            "appautoscaling.ScheduledAction",
            "appautoscaling.Target",
            "backup.VaultPolicy",
            "cloudwatch.LogDelivery",
            "codedeploy.DeploymentGroup",
            "ec2.DefaultSecurityGroup",
            "ec2.Route",
            "ec2.RouteTableAssociation",
            "ecs.ClusterCapacityProviders",
            "iam.RolePolicy",
            "iam.RolePolicyAttachment",
            "rds.ProxyDefaultTargetGroup",
            "route53.HostedZoneDnsSec",
            "s3.BucketCorsConfigurationV2",
            "s3.BucketLifecycleConfigurationV2",
            "s3.BucketLoggingV2",
            "s3.BucketObjectLockConfigurationV2",
            "s3.BucketOwnershipControls",
            "s3.BucketPolicy",
            "s3.BucketPublicAccessBlock",
            "s3.BucketReplicationConfig",
            "s3.BucketServerSideEncryptionConfigurationV2",
            "s3.BucketVersioningV2",
            "secretsmanager.SecretRotation",
            "sns.TopicPolicy",
            "sqs.QueuePolicy",
            "sqs.RedriveAllowPolicy");

    /** With an identity of their own: a name, an id or an ARN that a replacement has another one of. */
    private static final Set<String> OF_THEIR_OWN = Set.of(
            "acm.Certificate",
            "appconfig.Application",
            "appconfig.ConfigurationProfile",
            "appconfig.Deployment",
            "appconfig.DeploymentStrategy",
            "appconfig.Environment",
            "appconfig.HostedConfigurationVersion",
            "backup.Plan",
            "backup.RestoreTestingPlan",
            "backup.RestoreTestingSelection",
            "backup.Selection",
            "backup.Vault",
            "chatbot.SlackChannelConfiguration",
            "cloudfront.Distribution",
            "cloudfront.OriginAccessControl",
            "cloudfront.ResponseHeadersPolicy",
            "cloudwatch.Dashboard",
            "cloudwatch.EventRule",
            "cloudwatch.EventTarget",
            "cloudwatch.LogDeliveryDestination",
            "cloudwatch.LogDeliverySource",
            "cloudtrail.Trail",
            "cloudwatch.CompositeAlarm",
            "cloudwatch.LogGroup",
            "cloudwatch.LogMetricFilter",
            "cloudwatch.LogResourcePolicy",
            "cloudwatch.MetricAlarm",
            "codedeploy.Application",
            "codedeploy.DeploymentConfig",
            "ec2.Eip",
            "ec2.EipAssociation",
            "ec2.FlowLog",
            "ec2.Instance",
            "ec2.InternetGateway",
            "ec2.ManagedPrefixList",
            "ec2.NatGateway",
            "ec2.RouteTable",
            "ec2.SecurityGroup",
            "ec2.Subnet",
            "ec2.Vpc",
            "ec2.VpcEndpoint",
            "ecr.Repository",
            "ecs.Cluster",
            "ecs.Service",
            "ecs.TaskDefinition",
            "elasticache.ParameterGroup",
            "elasticache.ReplicationGroup",
            "elasticache.SubnetGroup",
            "elasticache.User",
            "elasticache.UserGroup",
            "iam.InstanceProfile",
            "iam.Role",
            "kms.Alias",
            "kms.Key",
            "lb.Listener",
            "lb.ListenerRule",
            "lb.LoadBalancer",
            "lb.TargetGroup",
            "rds.EventSubscription",
            "rds.Instance",
            "rds.ParameterGroup",
            "rds.Snapshot",
            "rds.SubnetGroup",
            "route53.KeySigningKey",
            "route53.Record",
            "route53.Zone",
            "s3.BucketV2",
            "scheduler.Schedule",
            "scheduler.ScheduleGroup",
            "secretsmanager.Secret",
            "secretsmanager.SecretVersion",
            "serverlessrepository.CloudFormationStack",
            "sfn.StateMachine",
            "sns.Topic",
            "sns.TopicSubscription",
            "sqs.Queue",
            "vpc.SecurityGroupEgressRule",
            "vpc.SecurityGroupIngressRule",
            "wafv2.IpSet",
            "wafv2.WebAcl");

    private static final Pattern TYPE =
            Pattern.compile("com\\.pulumi\\.aws\\.([a-z0-9]+\\.[A-Z]\\w+)(?<!Args|Functions|Result)[;(\\s]");

    /** The sources of the components, by path. */
    private static Map<Path, String> sources() throws IOException {
        Map<Path, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.put(file, Files.readString(file));
            }
        }
        return sources;
    }

    private static boolean creates(String source, String type) {
        String name = type.substring(type.indexOf('.') + 1);
        return source.contains("new " + name + "(") || source.contains("new com.pulumi.aws." + type + "(");
    }

    @Test
    void everyTypeThatTheComponentsCreateIsKnown() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String source : sources().values()) {
            Matcher matcher = TYPE.matcher(source);
            while (matcher.find()) {
                if (creates(source, matcher.group(1))) {
                    used.add(matcher.group(1));
                }
            }
        }

        assertThat(used).hasSizeGreaterThan(80);
        used.removeAll(REPLACED.keySet());
        used.removeAll(REPLACED_WITH_THE_OTHER);
        used.removeAll(OF_THEIR_OWN);
        assertThat(used)
                .as("add each to one of the lists: what identifies it, and what replaces it?")
                .isEmpty();
    }

    @Test
    void deletesResourcesWithAFixedIdentityFirstOrNever() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        sources().forEach((path, source) -> sources.put(path.toString(), source));
        for (String type : REPLACED.keySet()) {
            String name = type.substring(type.indexOf('.') + 1);
            List<String> statements = new ArrayList<>();
            sources.values().stream()
                    .filter(source -> source.contains("import com.pulumi.aws." + type + ";"))
                    .flatMap(source -> Arrays.stream(source.split("new " + name + "\\(", -1))
                            .skip(1))
                    .map(rest -> rest.substring(0, rest.indexOf(";\n")))
                    .forEach(statements::add);
            assertThat(statements)
                    .as(type)
                    .isNotEmpty()
                    .allMatch(statement -> statement.contains("deleteBeforeReplace(true)")
                            || statement.contains("retainOnDelete(true)"));
        }
    }
}
