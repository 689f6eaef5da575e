package dev.plinth.components.audit;

import com.pulumi.aws.cloudtrail.Trail;
import com.pulumi.aws.cloudtrail.TrailArgs;
import com.pulumi.aws.cloudtrail.inputs.TrailAdvancedEventSelectorArgs;
import com.pulumi.aws.cloudtrail.inputs.TrailAdvancedEventSelectorFieldSelectorArgs;
import com.pulumi.aws.cloudtrail.inputs.TrailInsightSelectorArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.LogRetention;
import dev.plinth.components.PhysicalName;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.storage.BucketStatement;
import dev.plinth.components.storage.ObjectLock;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CloudTrail trail of all Regions: every management event, in a locked bucket that only the trail writes to, encrypted with a separate
 * key, with digests that show a change of a log file, and in CloudWatch Logs. An account needs one trail: the first copy of management
 * events is free of charge, each other one is billed.
 *
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html">Bucket policy
 *     for CloudTrail</a>
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html">Key policy for
 *     CloudTrail</a>
 */
public final class AuditTrail extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:audit:AuditTrail";

    private static final String CLOUDTRAIL = "cloudtrail.amazonaws.com";
    private static final String SOURCE_ARN = "aws:SourceArn";
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 128;

    private final AuditTrailArgs args;
    private final AwsAccount account;
    private final String trailName;
    private final Output<String> expectedArn;
    private final ObjectStorage storage;
    private final Optional<LogGroup> logGroup;
    private final Trail trail;

    /**
     * Creates the trail.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public AuditTrail(String name, AuditTrailArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the trail with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public AuditTrail(String name, AuditTrailArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.account = AwsAccount.of(this);
        this.trailName = PhysicalName.of(name);
        this.expectedArn = account.arn("cloudtrail", "trail/" + trailName);
        this.storage = createStorage();
        this.logGroup = args.cloudWatchLogs() ? Optional.of(createLogGroup()) : Optional.empty();
        this.trail = createTrail();
        registerOutputs(Map.of("trailArn", trailArn(), "bucketName", bucketName()));
    }

    /** The trail's ARN. */
    public Output<String> trailArn() {
        return trail.arn();
    }

    /** The name of the bucket with the log files and their digests. */
    public Output<String> bucketName() {
        return storage.bucketName();
    }

    /** The name of the log group with the events; empty without CloudWatch Logs. */
    public Optional<Output<String>> logGroupName() {
        return logGroup.map(LogGroup::name);
    }

    private static AuditTrailArgs validated(String name, AuditTrailArgs args) {
        String trailName = PhysicalName.of(name);
        String organization = args.organizationId();
        Validation.of("AuditTrail", name)
                .check(
                        trailName.length() >= SHORTEST_NAME && trailName.length() <= LONGEST_NAME,
                        "name",
                        name,
                        "%d to %d characters in %s".formatted(SHORTEST_NAME, LONGEST_NAME, trailName))
                .required("logBucket", args.logBucket())
                .inRange("retentionDays", args.retentionDays(), 1, 3650, "days")
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED)
                .check(
                        organization == null || organization.matches("o-[a-z0-9]{10,32}"),
                        "organizationId",
                        organization,
                        "an id of AWS Organizations such as o-a1b2c3d4e5")
                .throwIfAny();
        return args;
    }

    /** The bucket's own key also encrypts the log files, their digests and the log group. */
    private ObjectStorage createStorage() {
        ObjectStorageArgs.Builder builder = ObjectStorageArgs.builder()
                .expireAfterDays(args.retentionDays())
                .noncurrentVersionDays(1)
                .objectLock(new ObjectLock(args.lockMode(), args.retentionDays()))
                .policyStatements(bucketStatements())
                .keyPolicyStatements(keyStatements());
        ObjectStorage logBucket = args.logBucket();
        if (logBucket != null) {
            builder.logBucket(logBucket);
        }
        return new ObjectStorage(
                childName("storage"), builder.build(), childComponentOptions().build());
    }

    private List<BucketStatement> bucketStatements() {
        List<BucketStatement> statements = new ArrayList<>();
        statements.add(bucketArn -> Statement.allow("AWSCloudTrailAclCheck20150319")
                .servicePrincipal(CLOUDTRAIL)
                .actions("s3:GetBucketAcl")
                .resource(bucketArn)
                .condition("StringEquals", SOURCE_ARN, expectedArn));
        statements.add(bucketArn -> write("AWSCloudTrailWrite20150319", bucketArn, account.accountId()));
        String organization = args.organizationId();
        if (organization != null) {
            statements.add(
                    bucketArn -> write("AWSCloudTrailOrganizationWrite20150319", bucketArn, Output.of(organization)));
        }
        return statements;
    }

    private Statement write(String sid, Output<String> bucketArn, Output<String> folder) {
        return Statement.allow(sid)
                .servicePrincipal(CLOUDTRAIL)
                .actions("s3:PutObject")
                .resource(Output.format("%s/AWSLogs/%s/*", bucketArn, folder))
                .condition("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control")
                .condition("StringEquals", SOURCE_ARN, expectedArn);
    }

    private List<Statement> keyStatements() {
        return List.of(
                Statement.allow("CloudTrailEncrypts")
                        .servicePrincipal(CLOUDTRAIL)
                        .actions("kms:GenerateDataKey*")
                        .resources("*")
                        .condition("StringEquals", SOURCE_ARN, expectedArn)
                        .condition(
                                "StringLike",
                                "kms:EncryptionContext:aws:cloudtrail:arn",
                                Output.format(
                                        "arn:%s:cloudtrail:*:%s:trail/*", account.partition(), account.accountId())),
                Statement.allow("CloudTrailDescribes")
                        .servicePrincipal(CLOUDTRAIL)
                        .actions("kms:DescribeKey")
                        .resources("*")
                        .condition("StringEquals", SOURCE_ARN, expectedArn),
                Statement.allow("LogsEncrypt")
                        .servicePrincipal(Output.format("logs.%s.amazonaws.com", account.region()))
                        .actions(
                                "kms:Encrypt*",
                                "kms:Decrypt*",
                                "kms:ReEncrypt*",
                                "kms:GenerateDataKey*",
                                "kms:Describe*")
                        .resources("*")
                        .condition(
                                "ArnLike",
                                "kms:EncryptionContext:aws:logs:arn",
                                account.arn("logs", "log-group:" + logGroupPath())));
    }

    private String logGroupPath() {
        return "/plinth/audit/" + trailName;
    }

    private LogGroup createLogGroup() {
        return new LogGroup(
                childName("log-group"),
                LogGroupArgs.builder()
                        .name(logGroupPath())
                        .retentionInDays(args.logRetentionDays())
                        .kmsKeyId(storage.kmsKeyArn())
                        .build(),
                statefulChildOptions().build());
    }

    private Role createRole(LogGroup group) {
        Role role = new Role(
                childName("role"),
                RoleArgs.builder()
                        .description("Sends the events of the trail " + trailName + " to CloudWatch Logs.")
                        .assumeRolePolicy(
                                PolicyDocument.assumeRole(CLOUDTRAIL, account).toJson())
                        .build(),
                childOptions().build());
        new RolePolicy(
                childName("role-policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(Statement.allow("WriteEvents")
                                        .actions("logs:CreateLogStream", "logs:PutLogEvents")
                                        .resource(Output.format("%s:log-stream:*", group.arn())))
                                .toJson())
                        .build(),
                childOptions().build());
        return role;
    }

    private Trail createTrail() {
        TrailArgs.Builder builder = TrailArgs.builder()
                .name(trailName)
                .s3BucketName(storage.bucketName())
                .isMultiRegionTrail(true)
                .includeGlobalServiceEvents(true)
                .isOrganizationTrail(args.organizationId() != null)
                .enableLogging(true)
                .enableLogFileValidation(true)
                .kmsKeyId(storage.kmsKeyArn())
                .tags(Map.of("Name", name()));
        logGroup.ifPresent(group -> builder.cloudWatchLogsGroupArn(Output.format("%s:*", group.arn()))
                .cloudWatchLogsRoleArn(createRole(group).arn()));
        if (!args.dataEventBucketArns().isEmpty()) {
            builder.advancedEventSelectors(
                    selector("Management events", field("eventCategory", Output.of("Management"))), dataEvents());
        }
        if (args.insights()) {
            builder.insightSelectors(insight("ApiCallRateInsight"), insight("ApiErrorRateInsight"));
        }
        CustomResourceOptions.Builder options = statefulChildOptions();
        // CloudTrail checks that it may write to the bucket.
        storage.bucketPolicy().ifPresent(policy -> options.dependsOn(List.of(policy)));
        return new Trail(childName("trail"), builder.build(), options.build());
    }

    private TrailAdvancedEventSelectorArgs dataEvents() {
        return selector(
                "Data events of buckets",
                field("eventCategory", Output.of("Data")),
                field("resources.type", Output.of("AWS::S3::Object")),
                TrailAdvancedEventSelectorFieldSelectorArgs.builder()
                        .field("resources.ARN")
                        .startsWiths(Output.all(args.dataEventBucketArns())
                                .applyValue(arns ->
                                        arns.stream().map(arn -> arn + "/").toList()))
                        .build());
    }

    private static TrailAdvancedEventSelectorArgs selector(
            String name, TrailAdvancedEventSelectorFieldSelectorArgs... fields) {
        return TrailAdvancedEventSelectorArgs.builder()
                .name(name)
                .fieldSelectors(fields)
                .build();
    }

    private static TrailAdvancedEventSelectorFieldSelectorArgs field(String name, Output<String> value) {
        return TrailAdvancedEventSelectorFieldSelectorArgs.builder()
                .field(name)
                .equals_(value.applyValue(List::of))
                .build();
    }

    private static TrailInsightSelectorArgs insight(String type) {
        return TrailInsightSelectorArgs.builder().insightType(type).build();
    }
}
