package dev.plinth.components.storage;

import com.pulumi.aws.Provider;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.s3.BucketCorsConfigurationV2;
import com.pulumi.aws.s3.BucketCorsConfigurationV2Args;
import com.pulumi.aws.s3.BucketLoggingV2;
import com.pulumi.aws.s3.BucketLoggingV2Args;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketReplicationConfig;
import com.pulumi.aws.s3.BucketReplicationConfigArgs;
import com.pulumi.aws.s3.inputs.BucketCorsConfigurationV2CorsRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An S3 bucket: private even with a public policy, encrypted, TLS 1.2 or newer only, with versions, so that a deleted or overwritten
 * object can be brought back. With {@link BucketPurpose#LOGS}, it takes the access logs of other buckets and of load balancers, and
 * of content distributions if it is asked to. A content distribution may read from it, and from nowhere else.
 */
public final class ObjectStorage extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:storage:ObjectStorage";

    private static final String CLOUDFRONT = "cloudfront.amazonaws.com";

    private static final String READ_BY_DISTRIBUTION = "ReadByDistribution";

    /** The statements that the component writes itself. */
    static final List<String> OWN_STATEMENTS = List.of(
            ProtectedBucket.DENY_PLAIN_HTTP,
            ProtectedBucket.DENY_OLD_TLS,
            LogDeliveryStatements.BUCKET_LOGS,
            LogDeliveryStatements.LOAD_BALANCER_LOGS,
            LogDeliveryStatements.DISTRIBUTION_LOGS,
            READ_BY_DISTRIBUTION);

    private final ObjectStorageArgs args;
    private final AwsAccount account;
    private final @Nullable EncryptionKey key;
    private final ProtectedBucket primary;
    private @Nullable BucketPolicy policy;
    private @Nullable ProtectedBucket replica;
    private @Nullable EncryptionKey replicaKey;

    /**
     * Creates the storage.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ObjectStorage(String name, ObjectStorageArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the storage with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ObjectStorage(String name, ObjectStorageArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, ObjectStorageValidation.validated(name, args), options);
        this.args = args;
        this.account = AwsAccount.of(this);
        this.key = args.purpose() == BucketPurpose.DATA
                ? createKey(
                        "key", keyPolicyStatements(), childComponentOptions().build())
                : null;
        this.primary = createBucket("", UnaryOperator.identity(), key);
        if (!args.contentDistributionOrigin()) {
            policy = primary.writePolicy(policyStatements());
        }
        logAccess("", args.logBucket(), bucketName(), childOptions());
        allowOtherOrigins();
        replicate();
        Map<String, Output<?>> outputs = new HashMap<>(Map.of(
                "bucketName", bucketName(),
                "bucketArn", bucketArn(),
                "bucketRegionalDomainName", bucketRegionalDomainName()));
        if (key != null) {
            outputs.put("kmsKeyArn", key.keyArn());
        }
        registerOutputs(outputs);
    }

    /** Returns the bucket's purpose. */
    public BucketPurpose purpose() {
        return args.purpose();
    }

    /**
     * Checks arguments without creating anything, as a configuration is read before there is a deployment.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static void check(String name, ObjectStorageArgs args) {
        ObjectStorageValidation.validated(name, args);
    }

    /** The bucket's name in AWS. */
    public Output<String> bucketName() {
        return primary.bucket().bucket();
    }

    /** The bucket's ARN. */
    public Output<String> bucketArn() {
        return primary.bucket().arn();
    }

    /** The bucket's host, with its region. */
    public Output<String> bucketRegionalDomainName() {
        return primary.bucket().bucketRegionalDomainName();
    }

    /**
     * The bucket's policy; empty for an origin until a distribution reads from it. A service that checks the policy before it
     * writes to the bucket depends on it.
     */
    public Optional<BucketPolicy> bucketPolicy() {
        return Optional.ofNullable(policy);
    }

    /**
     * The key that encrypts the objects.
     *
     * @throws IllegalStateException when the purpose is {@link BucketPurpose#LOGS}, for there S3's own key does
     */
    public Output<String> kmsKeyArn() {
        if (key == null) {
            throw new IllegalStateException("ObjectStorage '" + name() + "' holds logs; S3's own key encrypts them.");
        }
        return key.keyArn();
    }

    /**
     * The name of the copy in the second Region.
     *
     * @throws IllegalStateException when there is none, because {@link ObjectStorageArgs.Builder#replicationProvider} was not given
     */
    public Output<String> replicaBucketName() {
        return existing(replica).bucket().bucket();
    }

    /**
     * The ARN of the copy in the second Region.
     *
     * @throws IllegalStateException when there is none, because {@link ObjectStorageArgs.Builder#replicationProvider} was not given
     */
    public Output<String> replicaBucketArn() {
        return existing(replica).bucket().arn();
    }

    /**
     * The key that encrypts the copy in the second Region.
     *
     * @throws IllegalStateException when there is none, because {@link ObjectStorageArgs.Builder#replicationProvider} was not given
     */
    public Output<String> replicaKmsKeyArn() {
        return existing(replicaKey).keyArn();
    }

    private <T> T existing(@Nullable T part) {
        return Optional.ofNullable(part)
                .orElseThrow(() -> new IllegalStateException("ObjectStorage '" + name() + "' has no replica."));
    }

    /** Returns whether the storage was made to be read by a content distribution. */
    public boolean isContentDistributionOrigin() {
        return args.contentDistributionOrigin();
    }

    /** Returns whether content distributions may write their access logs to the bucket. */
    public boolean takesContentDistributionLogs() {
        return args.contentDistributionLogs();
    }

    /**
     * Lets one CloudFront distribution read the objects, and nobody else through CloudFront. It creates the bucket's policy, which
     * can't be there earlier: it names the distribution, which names the bucket. A content distribution calls it for its origins;
     * until then the bucket has no policy, which the rule {@code s3-tls-only} reports.
     *
     * @param distributionArn the distribution's ARN
     * @throws IllegalStateException when {@link ObjectStorageArgs.Builder#contentDistributionOrigin} is false, or a distribution
     *     reads from the bucket already
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html">
     *     Restrict access to an Amazon S3 origin</a>
     */
    public void allowDistribution(Output<String> distributionArn) {
        if (!args.contentDistributionOrigin()) {
            throw new IllegalStateException(
                    "ObjectStorage '" + name() + "' is not an origin: contentDistributionOrigin is false.");
        }
        if (policy != null) {
            throw new IllegalStateException("ObjectStorage '" + name() + "' is the origin of a distribution already.");
        }
        List<BucketStatement> statements = new ArrayList<>(policyStatements());
        statements.add(bucketArn -> Statement.allow(READ_BY_DISTRIBUTION)
                .servicePrincipal(CLOUDFRONT)
                .actions("s3:GetObject")
                .resource(Output.format("%s/*", bucketArn))
                .condition("StringEquals", "aws:SourceArn", distributionArn));
        policy = primary.writePolicy(statements);
    }

    private EncryptionKey createKey(String part, List<Statement> statements, ComponentResourceOptions options) {
        return new EncryptionKey(
                childName(part),
                EncryptionKeyArgs.builder()
                        .description("Encrypts the objects of " + name() + ".")
                        .policyStatements(statements)
                        .build(),
                options);
    }

    private List<Statement> keyPolicyStatements() {
        List<Statement> statements = new ArrayList<>(args.keyPolicyStatements());
        if (args.contentDistributionOrigin()) {
            statements.add(decryptForDistributions());
        }
        return statements;
    }

    /**
     * Lets CloudFront decrypt for all distributions of the account: the key is older than the distribution, and the bucket's policy
     * says which one gets objects at all.
     */
    private Statement decryptForDistributions() {
        return Statement.allow("DecryptForDistributions")
                .servicePrincipal(CLOUDFRONT)
                .actions("kms:Decrypt")
                .resources("*")
                .condition(
                        "ArnLike",
                        "aws:SourceArn",
                        Output.format(
                                "arn:%s:cloudfront::%s:distribution/*", account.partition(), account.accountId()));
    }

    private ProtectedBucket createBucket(
            String partPrefix, UnaryOperator<CustomResourceOptions.Builder> place, @Nullable EncryptionKey bucketKey) {
        return new ProtectedBucket(
                args,
                new ProtectedBucket.Surroundings(
                        part -> childName(partPrefix + part),
                        () -> place.apply(childOptions()),
                        () -> place.apply(statefulChildOptions()),
                        bucketKey));
    }

    private List<BucketStatement> policyStatements() {
        LogDeliveryStatements deliveries = new LogDeliveryStatements(account);
        List<BucketStatement> statements = new ArrayList<>();
        if (args.purpose() == BucketPurpose.LOGS) {
            statements.add(deliveries::allowBucketLogs);
            statements.add(deliveries::allowLoadBalancerLogs);
        }
        if (args.contentDistributionLogs()) {
            statements.add(deliveries::allowDistributionLogs);
        }
        statements.addAll(args.policyStatements());
        return statements;
    }

    private void logAccess(
            String partPrefix,
            @Nullable ObjectStorage logBucket,
            Output<String> bucketName,
            CustomResourceOptions.Builder options) {
        if (logBucket != null) {
            new BucketLoggingV2(
                    childName(partPrefix + "logging"),
                    BucketLoggingV2Args.builder()
                            .bucket(bucketName)
                            .targetBucket(logBucket.bucketName())
                            .targetPrefix("s3/" + name() + "/")
                            .build(),
                    options.build());
        }
    }

    private void allowOtherOrigins() {
        if (!args.corsRules().isEmpty()) {
            new BucketCorsConfigurationV2(
                    childName("cors"),
                    BucketCorsConfigurationV2Args.builder()
                            .bucket(bucketName())
                            .corsRules(args.corsRules().stream()
                                    .map(rule -> BucketCorsConfigurationV2CorsRuleArgs.builder()
                                            .allowedOrigins(rule.allowedOrigins())
                                            .allowedMethods(rule.allowedMethods())
                                            .allowedHeaders(rule.allowedHeaders())
                                            .exposeHeaders(rule.exposeHeaders())
                                            .maxAgeSeconds(rule.maxAgeSeconds())
                                            .build())
                                    .toList())
                            .build(),
                    childOptions().build());
        }
    }

    private void replicate() {
        Provider provider = args.replicationProvider();
        if (provider == null || key == null) {
            return;
        }
        replicaKey = createKey(
                "replica-key",
                List.of(),
                childComponentOptions().provider(provider).build());
        replica = createBucket("replica-", options -> withProvider(options, provider), replicaKey);
        replica.writePolicy(List.of());
        logAccess(
                "replica-", args.replicaLogBucket(), replica.bucket().bucket(), withProvider(childOptions(), provider));
        Role role = createReplicationRole(key, replica, replicaKey);
        new BucketReplicationConfig(
                childName("replication"),
                BucketReplicationConfigArgs.builder()
                        .bucket(bucketName())
                        .role(role.arn())
                        .rules(Replication.rule(replica, replicaKey))
                        .build(),
                childOptions()
                        .dependsOn(primary.versioning(), replica.versioning())
                        .build());
    }

    private static CustomResourceOptions.Builder withProvider(
            CustomResourceOptions.Builder options, Provider provider) {
        options.provider(provider);
        return options;
    }

    private Role createReplicationRole(EncryptionKey sourceKey, ProtectedBucket replica, EncryptionKey replicaKey) {
        Role role = new Role(
                childName("replication-role"),
                RoleArgs.builder()
                        .description("Lets S3 copy the objects of " + name() + " to a second region.")
                        .assumeRolePolicy(PolicyDocument.assumeRole("s3.amazonaws.com", account)
                                .toJson())
                        .build(),
                childOptions().build());
        new RolePolicy(
                childName("replication-role-policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(Replication.permissions(bucketArn(), sourceKey, replica, replicaKey)
                                .toJson())
                        .build(),
                childOptions().build());
        return role;
    }
}
