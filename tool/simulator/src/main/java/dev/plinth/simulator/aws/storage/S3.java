package dev.plinth.simulator.aws.storage;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Buckets and their configurations. */
public final class S3 {

    /** The inputs of an object whose change makes another version of it. */
    private static final String[] CONTENT = {
        "bucketKeyEnabled",
        "cacheControl",
        "checksumAlgorithm",
        "contentBase64",
        "contentDisposition",
        "contentEncoding",
        "contentLanguage",
        "contentType",
        "content",
        "etag",
        "kmsKeyId",
        "metadata",
        "serverSideEncryption",
        "source",
        "sourceHash",
        "storageClass",
        "websiteRedirect"
    };

    private static final String NO_BUCKET = "NoSuchBucket";

    private static final List<String> CLASSES =
            List.of("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE");

    /** The keys of conditions with which a grant to everybody is none to the public. */
    private static final Set<String> RESTRICTING = Set.of(
            "aws:sourcearn",
            "aws:sourceaccount",
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourceowner",
            "aws:sourceorgid",
            "aws:principalorgid",
            "aws:principalarn",
            "aws:principalaccount",
            "aws:userid",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount");

    private S3() {}

    public static void register(Registry registry) {
        registerBuckets(registry);
        registerConfigurations(registry);
        registerParts(registry);
    }

    private static void registerBuckets(Registry registry) {
        bucket(registry.type(AwsTypes.S3_BUCKET_V2, "S3 Bucket"))
                .sameAs(AwsTypes.S3_BUCKET)
                .immutable("objectLockEnabled")
                .computed("objectLockEnabled", operation -> false);
        bucket(registry.type(AwsTypes.S3_BUCKET, "S3 Bucket"))
                .provides(AwsTypes.S3_BUCKET_V2, "bucket")
                .provides(AwsTypes.S3_BUCKET_V2, "arn")
                .sameAs(AwsTypes.S3_BUCKET_V2)
                .defaults("acl", "private");
    }

    private static void registerConfigurations(Registry registry) {
        side(registry, AwsTypes.S3_BUCKET_VERSIONING_V2, "S3 Bucket Versioning")
                .check(
                        operation -> operation.require(
                                "Enabled".equals(operation.text("versioningConfiguration.status"))
                                        || registeredReplications(operation).isEmpty(),
                                "InvalidBucketState",
                                "A replication configuration is present on this bucket, so you cannot change the versioning state."))
                .checkDeletion(
                        operation -> operation.require(
                                registeredReplications(operation).isEmpty(),
                                "InvalidBucketState",
                                "A replication configuration is present on this bucket, so you cannot change the versioning state."));
        side(
                        registry,
                        AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
                        "S3 Bucket Server-side Encryption Configuration")
                .mentions(
                        "rules.applyServerSideEncryptionByDefault.kmsMasterKeyId",
                        AwsTypes.KMS_KEY,
                        "KMS.NotFoundException")
                .validate(Rules.oneOf(
                        "rules.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256", "aws:kms", "aws:kms:dsse"));
        side(registry, AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2, "S3 Bucket Lifecycle Configuration")
                .validate(S3::checkLifecycle);
        side(registry, AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK, "S3 Bucket Public Access Block")
                .defaults("blockPublicAcls", false)
                .defaults("blockPublicPolicy", false)
                .defaults("ignorePublicAcls", false)
                .defaults("restrictPublicBuckets", false);
        side(registry, AwsTypes.S3_BUCKET_OWNERSHIP_CONTROLS, "S3 Bucket Ownership Controls")
                .validate(Rules.oneOf(
                        "rule.objectOwnership", "BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"));
        side(registry, AwsTypes.S3_BUCKET_POLICY, "S3 Bucket Policy")
                .check(PolicyDocument.in("policy", "MalformedPolicy", PolicyDocument.Kind.RESOURCE))
                .check(S3::checkPolicyResource)
                .check(S3::checkPublicPolicy);
        side(registry, AwsTypes.S3_BUCKET_LOGGING_V2, "S3 Bucket Logging")
                .mentions("targetBucket", AwsTypes.S3_BUCKET_V2, "InvalidTargetBucketForLogging");
        side(registry, AwsTypes.S3_BUCKET_CORS_CONFIGURATION_V2, "S3 Bucket CORS Configuration")
                .validate(Rules.oneOf("corsRules.allowedMethods", "GET", "PUT", "HEAD", "POST", "DELETE"));
        side(registry, AwsTypes.S3_BUCKET_REPLICATION_CONFIG, "S3 Bucket Replication Configuration")
                .mentions("role", AwsTypes.IAM_ROLE, "InvalidRequest")
                .mentionsAnywhere("rules.destination.bucket", AwsTypes.S3_BUCKET_V2, "InvalidRequest")
                .check(S3::checkReplication);
        side(registry, AwsTypes.S3_BUCKET_NOTIFICATION, "S3 Bucket Notification")
                .mentions("topics.topicArn", AwsTypes.SNS_TOPIC, "InvalidArgument");
        side(registry, AwsTypes.S3_BUCKET_OBJECT_LOCK_CONFIGURATION_V2, "S3 Bucket Object Lock Configuration")
                .immutable("objectLockEnabled");
        side(registry, AwsTypes.S3_BUCKET_WEBSITE_CONFIGURATION_V2, "S3 Bucket Website Configuration")
                .computed("websiteDomain", "s3-website.{region}.amazonaws.com")
                .computed("websiteEndpoint", "{bucket}.s3-website.{region}.amazonaws.com");
        side(registry, AwsTypes.S3_BUCKET_ACCELERATE_CONFIGURATION_V2, "S3 Bucket Accelerate Configuration");
        side(registry, AwsTypes.S3_BUCKET_REQUEST_PAYMENT_CONFIGURATION_V2, "S3 Bucket Request Payment Configuration");
        side(registry, AwsTypes.S3_BUCKET_ACL_V2, "S3 Bucket ACL").check(S3::checkAcl);
    }

    private static void registerParts(Registry registry) {
        for (String part : List.of(
                "bucketMetric:BucketMetric",
                "bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration")) {
            registry.type("aws:s3/" + part, "S3 " + part.substring(part.indexOf(':') + 1))
                    .named("name", 64)
                    .id("{bucket}:{name}")
                    .mentions("bucket", AwsTypes.S3_BUCKET_V2, NO_BUCKET)
                    .immutable("bucket");
        }
        for (String object : List.of(AwsTypes.S3_BUCKET_OBJECTV2, AwsTypes.S3_BUCKET_OBJECT)) {
            registry.type(object, "S3 Object")
                    .id("{bucket}/{key}")
                    // An object without a key is named after the resource.
                    .check(operation -> operation.state().putIfAbsent("key", operation.logicalName()))
                    .arn("arn:aws:s3:::{bucket}/{key}")
                    .uses("bucket", AwsTypes.S3_BUCKET_V2, NO_BUCKET)
                    .immutable("bucket", "key")
                    .newComputed("versionId", CONTENT)
                    .newComputed("etag", "sourceHash");
        }
    }

    /** Adds the behaviour that both types of a bucket share. */
    private static Behaviour bucket(Behaviour behaviour) {
        return behaviour
                .namedLowerCase("bucket", 63)
                .id("{bucket}")
                .arn("arn:aws:s3:::{bucket}")
                .immutable("bucketPrefix")
                .check(S3::checkName)
                .checkDeletion(S3::checkEmpty)
                .defaults("forceDestroy", false)
                .computed("region", "{region}")
                .computed("bucketDomainName", "{bucket}.s3.amazonaws.com")
                .computed("bucketRegionalDomainName", "{bucket}.s3.{region}.amazonaws.com")
                .computed(
                        "hostedZoneId",
                        operation -> "Z"
                                + Operation.digest("s3" + operation.region())
                                        .substring(0, 13)
                                        .toUpperCase(Locale.ROOT))
                .computed("requestPayer", "BucketOwner");
    }

    /** A configuration of one bucket, of which there is one. */
    private static Behaviour side(Registry registry, String type, String label) {
        Behaviour behaviour = registry.type(type, label)
                .id("{bucket}")
                .mentions("bucket", AwsTypes.S3_BUCKET_V2, NO_BUCKET)
                .immutable("bucket");
        return type.endsWith("V2") ? behaviour.immutable("expectedBucketOwner") : behaviour;
    }

    private static void checkName(Operation operation) {
        StoredResource old = operation.old();
        boolean taken = buckets(operation)
                .anyMatch(other -> other.id().equals(operation.text("bucket"))
                        && (old == null || !old.id().equals(other.id())));
        operation.require(
                !taken,
                "BucketAlreadyOwnedByYou",
                operation.render(
                        "Your previous request to create the named bucket '{bucket}' succeeded and you already own it; bucket names are unique in all regions."));
    }

    private static Stream<StoredResource> buckets(Operation operation) {
        return Stream.of(AwsTypes.S3_BUCKET_V2, AwsTypes.S3_BUCKET)
                .flatMap(type -> operation.store().listEverywhere(type).stream());
    }

    private static void checkEmpty(Operation operation) {
        operation.require(
                operation.flag("forceDestroy")
                        || Values.asList(operation.state().get("simulatedObjects"))
                                .isEmpty(),
                "BucketNotEmpty",
                "The bucket you tried to delete is not empty. You must delete all versions in the bucket.");
    }

    private static void checkLifecycle(Operation operation) {
        List<String> ids = operation.texts("rules.id");
        operation.require(
                ids.stream().distinct().count() == ids.size(), "rules", "the ids of lifecycle rules must be unique");
        Rules.oneOf("rules.status", "Enabled", "Disabled").accept(operation);
        for (Object rule : Values.asList(operation.state().get("rules"))) {
            long expiration = Values.asMap(Values.asMap(rule).get("expiration")).get("days") instanceof Number days
                    ? days.longValue()
                    : Long.MAX_VALUE;
            checkTransitions(operation, rule);
            for (Object transition : Values.asList(Values.asMap(rule).get("transitions"))) {
                long days = Values.asMap(transition).get("days") instanceof Number number ? number.longValue() : 0;
                operation.require(
                        days < expiration,
                        "rules",
                        "'Days' in the Expiration action (" + expiration
                                + ") must be greater than 'Days' in the Transition action (" + days + ")");
            }
        }
    }

    /**
     * The storage classes of transitions from warm to cold. What is in an infrequent access class stays there for 30 days.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html">Transitioning
     *     objects using Amazon S3 Lifecycle</a>
     */
    private static void checkTransitions(Operation operation, Object rule) {
        List<Map<String, Object>> transitions = Values.asList(Values.asMap(rule).get("transitions")).stream()
                .map(Values::asMap)
                .filter(transition -> transition.get("days") instanceof Number)
                .toList();
        for (Map<String, Object> warm : transitions) {
            for (Map<String, Object> cold : transitions) {
                int rank = CLASSES.indexOf(String.valueOf(warm.get("storageClass")));
                int colder = CLASSES.indexOf(String.valueOf(cold.get("storageClass")));
                long least = ((Number) Objects.requireNonNull(warm.get("days"))).longValue()
                        + (String.valueOf(warm.get("storageClass")).endsWith("_IA") ? 30 : 0);
                operation.require(
                        rank < 0
                                || colder <= rank
                                || ((Number) Objects.requireNonNull(cold.get("days"))).longValue() >= least,
                        "InvalidArgument",
                        "'Days' in the Transition action for StorageClass '" + cold.get("storageClass") + "' must be "
                                + least + " or more after '" + warm.get("storageClass") + "'");
            }
        }
    }

    /**
     * Rejects a public policy while the bucket's public access block has {@code blockPublicPolicy}, as for a new bucket.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html">Blocking public
     *     access to your Amazon S3 storage</a>
     */
    private static void checkPublicPolicy(Operation operation) {
        boolean open = operation.store().listEverywhere(AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK).stream()
                .anyMatch(block -> block.id().equals(operation.text("bucket"))
                        && !Boolean.TRUE.equals(block.get("blockPublicPolicy")));
        boolean isPublic =
                PolicyDocument.statements(operation.text("policy")).stream().anyMatch(S3::isPublic);
        operation.require(
                open || !isPublic,
                "AccessDenied",
                "public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access");
    }

    private static boolean isPublic(Map<String, Object> statement) {
        Object principal = statement.get("Principal");
        Object accounts = Values.asMap(principal).get("AWS");
        boolean anyone = "*".equals(principal)
                || "*".equals(accounts)
                || Values.asList(accounts).contains("*");
        Set<String> keys = Values.asMap(statement.get("Condition")).values().stream()
                .flatMap(condition -> Values.asMap(condition).keySet().stream())
                .map(key -> key.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return "Allow".equals(statement.get("Effect"))
                && anyone
                && keys.stream().noneMatch(RESTRICTING::contains);
    }

    private static void checkPolicyResource(Operation operation) {
        String bucket = operation.text("bucket");
        String policy = operation.text("policy");
        operation.require(
                policy.contains("arn:aws:s3:::" + bucket + "\"") || policy.contains("arn:aws:s3:::" + bucket + "/"),
                "MalformedPolicy",
                "Policy has invalid resource: no statement is about arn:aws:s3:::" + bucket);
    }

    private static boolean isVersioned(Operation operation, String bucket) {
        boolean versioned = operation.store().listEverywhere(AwsTypes.S3_BUCKET).stream()
                .anyMatch(found -> found.id().equals(bucket)
                        && Boolean.TRUE.equals(
                                Values.asMap(found.get("versioning")).get("enabled")));
        return versioned
                || operation.store().listEverywhere(AwsTypes.S3_BUCKET_VERSIONING_V2).stream()
                        .anyMatch(versioning -> versioning.id().equals(bucket)
                                && "Enabled"
                                        .equals(Values.asMap(versioning.get("versioningConfiguration"))
                                                .get("status")));
    }

    private static void checkReplication(Operation operation) {
        operation.require(
                isVersioned(operation, operation.text("bucket")),
                "InvalidRequest",
                "Versioning must be 'Enabled' on the bucket to apply a replication configuration");
        for (String destination : operation.texts("rules.destination.bucket")) {
            operation.require(
                    isVersioned(operation, destination.replaceFirst("^arn:aws:s3:::", "")),
                    "InvalidRequest",
                    "Destination bucket " + destination + " must have versioning enabled.");
        }
    }

    private static List<StoredResource> registeredReplications(Operation operation) {
        return operation.store().listEverywhere(AwsTypes.S3_BUCKET_REPLICATION_CONFIG).stream()
                .filter(replication -> replication.id().equals(operation.text("bucket")))
                .toList();
    }

    private static void checkAcl(Operation operation) {
        operation.require(
                allowsAccessControlLists(operation, operation.text("bucket")),
                "AccessControlListNotSupported",
                "The bucket does not allow ACLs");
    }

    /** Returns whether a bucket of any region has ownership controls that enable access control lists. */
    public static boolean allowsAccessControlLists(Operation operation, String bucket) {
        return operation.store().listEverywhere(AwsTypes.S3_BUCKET_OWNERSHIP_CONTROLS).stream()
                .anyMatch(controls -> controls.id().equals(bucket)
                        && !"BucketOwnerEnforced"
                                .equals(Values.asMap(controls.get("rule")).get("objectOwnership")));
    }
}
