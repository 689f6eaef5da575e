package dev.plinth.operation;

import com.pulumi.aws.backup.Vault;
import com.pulumi.aws.backup.VaultPolicy;
import com.pulumi.aws.backup.VaultPolicyArgs;
import com.pulumi.aws.cloudwatch.EventBus;
import com.pulumi.aws.cloudwatch.EventBusPolicy;
import com.pulumi.aws.cloudwatch.EventBusPolicyArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogResourcePolicy;
import com.pulumi.aws.cloudwatch.LogResourcePolicyArgs;
import com.pulumi.aws.dynamodb.ResourcePolicy;
import com.pulumi.aws.dynamodb.ResourcePolicyArgs;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.ebs.SnapshotCopy;
import com.pulumi.aws.ebs.SnapshotCopyArgs;
import com.pulumi.aws.ec2.Ami;
import com.pulumi.aws.ec2.AmiArgs;
import com.pulumi.aws.ec2.AmiLaunchPermission;
import com.pulumi.aws.ec2.AmiLaunchPermissionArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ec2.inputs.AmiEbsBlockDeviceArgs;
import com.pulumi.aws.ec2.inputs.SecurityGroupIngressArgs;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecr.RepositoryPolicy;
import com.pulumi.aws.ecr.RepositoryPolicyArgs;
import com.pulumi.aws.ecs.TaskDefinition;
import com.pulumi.aws.ecs.TaskDefinitionArgs;
import com.pulumi.aws.efs.FileSystem;
import com.pulumi.aws.efs.FileSystemPolicy;
import com.pulumi.aws.efs.FileSystemPolicyArgs;
import com.pulumi.aws.iam.OpenIdConnectProvider;
import com.pulumi.aws.iam.OpenIdConnectProviderArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyPolicy;
import com.pulumi.aws.kms.KeyPolicyArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.Snapshot;
import com.pulumi.aws.rds.SnapshotArgs;
import com.pulumi.aws.s3.Bucket;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretPolicy;
import com.pulumi.aws.secretsmanager.SecretPolicyArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueuePolicy;
import com.pulumi.aws.sqs.QueuePolicyArgs;
import com.pulumi.core.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resources that give away access, each in a document with the identifier of another new resource, so that the engine's preview
 * does not know the document.
 */
final class OpenResources {

    private static final String LOG =
            "\"logConfiguration\":{\"logDriver\":\"awslogs\",\"options\":{\"awslogs-group\":\"%s\"}}";

    private OpenResources() {}

    static void create() {
        Bucket bucket = new Bucket("store");
        identities(bucket);
        policies(bucket);
        containers();
        sharing();
    }

    private static void identities(Bucket bucket) {
        Role role = new Role(
                "task",
                RoleArgs.builder()
                        .assumeRolePolicy(trust("{\"Service\":\"ecs-tasks.amazonaws.com\"}"))
                        .build());
        inline(role, "everything", bucket, "\"Action\":\"*\",\"Resource\":\"*\"");
        inline(role, "service", bucket, "\"Action\":\"s3:*\",\"Resource\":\"*\"");
        inline(role, "not-action", bucket, "\"NotAction\":\"iam:*\",\"Resource\":\"*\"");
        inline(role, "pass-role", bucket, "\"Action\":\"iam:PassRole\",\"Resource\":\"*\"");
        inline(role, "escalation", bucket, "\"Action\":\"iam:CreatePolicyVersion\",\"Resource\":\"*\"");
        inline(role, "assume-role", bucket, "\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"");
        new Role(
                "trusting",
                RoleArgs.builder()
                        .assumeRolePolicy(role.arn()
                                .applyValue(arn -> document(
                                        statement("{\"AWS\":\"" + arn + "\"}", "sts:AssumeRole", null),
                                        statement("{\"AWS\":\"*\"}", "sts:AssumeRole", null))))
                        .build());
        OpenIdConnectProvider github = new OpenIdConnectProvider(
                "github",
                OpenIdConnectProviderArgs.builder()
                        .url("https://token.actions.githubusercontent.com")
                        .clientIdLists("sts.amazonaws.com")
                        .build());
        new Role(
                "deploying",
                RoleArgs.builder()
                        .assumeRolePolicy(github.arn()
                                .applyValue(arn -> document(statement(
                                        "{\"Federated\":\"" + arn + "\"}", "sts:AssumeRoleWithWebIdentity", null))))
                        .build());
    }

    private static void inline(Role role, String name, Bucket bucket, String rights) {
        new RolePolicy(
                name,
                RolePolicyArgs.builder()
                        .role(role.id())
                        .policy(bucket.arn()
                                .applyValue(arn -> document(
                                        "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"" + arn
                                                + "/*\"}",
                                        "{\"Effect\":\"Allow\"," + rights + "}")))
                        .build());
    }

    private static void policies(Bucket bucket) {
        new BucketPolicy(
                "bucket-policy",
                BucketPolicyArgs.builder()
                        .bucket(bucket.id())
                        .policy(open(bucket.arn(), "s3:GetObject", "/*"))
                        .build());
        Topic topic = new Topic("topic");
        new TopicPolicy(
                "topic-policy",
                TopicPolicyArgs.builder()
                        .arn(topic.arn())
                        .policy(open(topic.arn(), "sns:Publish", ""))
                        .build());
        Queue queue = new Queue("queue");
        new QueuePolicy(
                "queue-policy",
                QueuePolicyArgs.builder()
                        .queueUrl(queue.url())
                        .policy(open(queue.arn(), "sqs:SendMessage", ""))
                        .build());
        Key key = new Key("key");
        new KeyPolicy(
                "key-policy",
                KeyPolicyArgs.builder()
                        .keyId(key.id())
                        .policy(open(key.arn(), "kms:*", ""))
                        .build());
        Repository repository = new Repository("repository");
        new RepositoryPolicy(
                "repository-policy",
                RepositoryPolicyArgs.builder()
                        .repository(repository.name())
                        .policy(
                                bucket.arn()
                                        .applyValue(
                                                arn -> document(
                                                        "{\"Sid\":\"" + sid(arn)
                                                                + "\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:BatchGetImage\"}")))
                        .build());
        Secret secret = new Secret("secret");
        new SecretPolicy(
                "secret-policy",
                SecretPolicyArgs.builder()
                        .secretArn(secret.arn())
                        .policy(open(secret.arn(), "secretsmanager:GetSecretValue", ""))
                        .build());
        FileSystem files = new FileSystem("files");
        new FileSystemPolicy(
                "files-policy",
                FileSystemPolicyArgs.builder()
                        .fileSystemId(files.id())
                        .policy(open(files.arn(), "elasticfilesystem:ClientMount", ""))
                        .build());
        Vault vault = new Vault("vault");
        new VaultPolicy(
                "vault-policy",
                VaultPolicyArgs.builder()
                        .backupVaultName(vault.name())
                        .policy(open(vault.arn(), "backup:CopyIntoBackupVault", ""))
                        .build());
        EventBus bus = new EventBus("bus");
        new EventBusPolicy(
                "bus-policy",
                EventBusPolicyArgs.builder()
                        .eventBusName(bus.name())
                        .policy(open(bus.arn(), "events:PutEvents", ""))
                        .build());
        Table table = new Table(
                "table",
                TableArgs.builder()
                        .billingMode("PAY_PER_REQUEST")
                        .hashKey("id")
                        .attributes(TableAttributeArgs.builder()
                                .name("id")
                                .type("S")
                                .build())
                        .build());
        new ResourcePolicy(
                "table-policy",
                ResourcePolicyArgs.builder()
                        .resourceArn(table.arn())
                        .policy(open(table.arn(), "dynamodb:GetItem", ""))
                        .build());
        LogGroup logs = new LogGroup("logs");
        new LogResourcePolicy(
                "logs-policy",
                LogResourcePolicyArgs.builder()
                        .policyName("logs")
                        .policyDocument(open(logs.arn(), "logs:PutLogEvents", ":*"))
                        .build());
    }

    private static void containers() {
        Repository images = new Repository("images");
        LogGroup logs = new LogGroup("container-logs");
        container("privileged", images, logs, "\"privileged\":true");
        container("password", images, logs, "\"environment\":[{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}]");
        container("capabilities", images, logs, "\"linuxParameters\":{\"capabilities\":{\"add\":[\"SYS_PTRACE\"]}}");
    }

    private static void container(String name, Repository images, LogGroup logs, String setting) {
        new TaskDefinition(
                name,
                TaskDefinitionArgs.builder()
                        .family(name)
                        .requiresCompatibilities("FARGATE")
                        .networkMode("awsvpc")
                        .cpu("256")
                        .memory("512")
                        .containerDefinitions(Output.format(
                                "[{\"name\":\"app\",\"image\":\"%s:1.0\",\"essential\":true," + LOG + "," + setting
                                        + "}]",
                                images.repositoryUrl(),
                                logs.name()))
                        .build());
    }

    private static void sharing() {
        Instance database = new Instance(
                "database",
                InstanceArgs.builder()
                        .engine("postgres")
                        .engineVersion("17.5")
                        .instanceClass("db.t4g.medium")
                        .allocatedStorage(20)
                        .username("app")
                        .manageMasterUserPassword(true)
                        .skipFinalSnapshot(true)
                        .build());
        new Snapshot(
                "shared-snapshot",
                SnapshotArgs.builder()
                        .dbInstanceIdentifier(database.identifier())
                        .dbSnapshotIdentifier("shared")
                        .sharedAccounts("all")
                        .build());
        SnapshotCopy copy = new SnapshotCopy(
                "copy",
                SnapshotCopyArgs.builder()
                        .sourceRegion("eu-west-1")
                        .sourceSnapshotId("snap-0123456789abcdef0")
                        .build());
        Ami image = new Ami(
                "image",
                AmiArgs.builder()
                        .virtualizationType("hvm")
                        .rootDeviceName("/dev/xvda")
                        .ebsBlockDevices(AmiEbsBlockDeviceArgs.builder()
                                .deviceName("/dev/xvda")
                                .snapshotId(copy.id())
                                .build())
                        .build());
        new AmiLaunchPermission(
                "public-image",
                AmiLaunchPermissionArgs.builder()
                        .imageId(image.id())
                        .group("all")
                        .build());
        Vpc vpc = new Vpc("vpc", VpcArgs.builder().cidrBlock("10.99.0.0/16").build());
        new SecurityGroup(
                "open-group",
                SecurityGroupArgs.builder()
                        .vpcId(vpc.id())
                        .description("open")
                        .ingress(vpc.id()
                                .applyValue(id -> List.of(SecurityGroupIngressArgs.builder()
                                        .description(id)
                                        .protocol("tcp")
                                        .fromPort(22)
                                        .toPort(22)
                                        .cidrBlocks("0.0.0.0/0")
                                        .build())))
                        .build());
        Role role = new Role(
                "function",
                RoleArgs.builder()
                        .assumeRolePolicy(trust("{\"Service\":\"lambda.amazonaws.com\"}"))
                        .build());
        Function function = new Function(
                "function",
                FunctionArgs.builder()
                        .packageType("Image")
                        .imageUri("123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:1")
                        .role(role.arn())
                        .build());
        new Permission(
                "public-function",
                PermissionArgs.builder()
                        .function(function.name())
                        .action("lambda:InvokeFunction")
                        .principal("*")
                        .build());
    }

    private static Output<String> open(Output<String> arn, String action, String suffix) {
        return arn.applyValue(resource -> document(statement("\"*\"", action, resource + suffix)));
    }

    private static String trust(String principal) {
        return document(statement(principal, "sts:AssumeRole", null));
    }

    private static String statement(String principal, String action, @Nullable String resource) {
        return "{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"" + action + "\""
                + (resource == null ? "" : ",\"Resource\":\"" + resource + "\"") + "}";
    }

    private static String document(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String sid(String arn) {
        return arn.replaceAll("[^a-zA-Z0-9]", "");
    }
}
