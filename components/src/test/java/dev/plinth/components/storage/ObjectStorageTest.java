package dev.plinth.components.storage;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.storage.Transition.StorageClass;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectStorageTest {

    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String POLICY = "aws:s3/bucketPolicy:BucketPolicy";
    private static final String ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
    private static final String LIFECYCLE = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";
    private static final String LOGGING = "aws:s3/bucketLoggingV2:BucketLoggingV2";
    private static final CorsRule UPLOADS =
            new CorsRule(List.of("https://app.example.com"), List.of("PUT"), List.of("*"), List.of("ETag"), 3600);

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void pinsTheDefaults() {
        ObjectStorageArgs args = ObjectStorageArgs.builder().build();

        assertThat(args.purpose()).isEqualTo(BucketPurpose.DATA);
        assertThat(args.logBucket()).isNull();
        assertThat(args.abortIncompleteUploadDays()).isEqualTo(7);
        assertThat(args.noncurrentVersionDays()).isEqualTo(90);
        assertThat(args.expireAfterDays()).isNull();
        assertThat(args.transitions()).isEmpty();
        assertThat(args.corsRules()).isEmpty();
        assertThat(args.objectLock()).isNull();
        assertThat(args.replicationProvider()).isNull();
        assertThat(args.replicaLogBucket()).isNull();
        assertThat(args.forceDestroy()).isFalse();
    }

    @Test
    void fewestArgumentsGiveAPrivateEncryptedVersionedBucket() {
        ObjectStorage storage = mocks.run(
                () -> new ObjectStorage("uploads", ObjectStorageArgs.builder().build()));

        assertThat(mocks.only(BUCKET).inputs())
                .containsEntry("forceDestroy", false)
                .containsEntry("objectLockEnabled", false)
                .doesNotContainKeys("bucket", "acl");
        assertThat(mocks.only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
                        .inputs())
                .containsEntry("bucket", "uploads-bucket-1a2b3c4")
                .containsEntry("blockPublicAcls", true)
                .containsEntry("blockPublicPolicy", true)
                .containsEntry("ignorePublicAcls", true)
                .containsEntry("restrictPublicBuckets", true);
        assertThat(mocks.only("aws:s3/bucketOwnershipControls:BucketOwnershipControls")
                        .object("rule"))
                .containsEntry("objectOwnership", "BucketOwnerEnforced");
        assertThat(mocks.only(ENCRYPTION).objects("rules"))
                .containsExactly(Map.of(
                        "bucketKeyEnabled",
                        true,
                        "applyServerSideEncryptionByDefault",
                        Map.of(
                                "sseAlgorithm",
                                "aws:kms",
                                "kmsMasterKeyId",
                                "arn:aws:kms:eu-central-1:123456789012:key/uploads-key-key")));
        assertThat(mocks.only("aws:s3/bucketVersioningV2:BucketVersioningV2").object("versioningConfiguration"))
                .containsEntry("status", "Enabled");
        assertThat(mocks.only(LIFECYCLE).objects("rules")).singleElement().satisfies(rule -> assertThat(rule)
                .containsEntry("status", "Enabled")
                .containsEntry("abortIncompleteMultipartUpload", Map.of("daysAfterInitiation", 7.0))
                .containsEntry("noncurrentVersionExpiration", Map.of("noncurrentDays", 90.0))
                .containsEntry("expiration", Map.of("expiredObjectDeleteMarker", true)));

        assertThat(value(storage.bucketName())).isEqualTo("uploads-bucket-1a2b3c4");
        assertThat(value(storage.bucketArn())).isEqualTo("arn:aws:s3:::uploads-bucket-1a2b3c4");
        assertThat(value(storage.bucketRegionalDomainName()))
                .isEqualTo("uploads-bucket-1a2b3c4.s3.eu-central-1.amazonaws.com");
        assertThat(value(storage.kmsKeyArn())).isEqualTo("arn:aws:kms:eu-central-1:123456789012:key/uploads-key-key");
        assertThat(mocks.ofType(LOGGING)).isEmpty();
    }

    @Test
    void onlyNewTlsReachesTheBucket() {
        mocks.run(() -> new ObjectStorage("uploads", ObjectStorageArgs.builder().build()));

        assertThat(mocks.only(POLICY).text("policy"))
                .isEqualTo(
                        """
                {"Statement":[\
                {"Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny",\
                "Principal":{"AWS":"*"},"Resource":["arn:aws:s3:::uploads-bucket-1a2b3c4",\
                "arn:aws:s3:::uploads-bucket-1a2b3c4/*"],"Sid":"DenyPlainHttp"},\
                {"Action":"s3:*","Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}},"Effect":"Deny",\
                "Principal":{"AWS":"*"},"Resource":["arn:aws:s3:::uploads-bucket-1a2b3c4",\
                "arn:aws:s3:::uploads-bucket-1a2b3c4/*"],"Sid":"DenyOldTls"}],"Version":"2012-10-17"}""");
    }

    @Test
    void aBucketOfLogsTakesThemFromS3AndLoadBalancersOfThisAccount() {
        ObjectStorage logs = mocks.run(() -> {
            ObjectStorage target = new ObjectStorage(
                    "logs",
                    ObjectStorageArgs.builder()
                            .purpose(BucketPurpose.LOGS)
                            .expireAfterDays(365)
                            .build());
            new ObjectStorage(
                    "uploads", ObjectStorageArgs.builder().logBucket(target).build());
            return target;
        });

        assertThat(mocks.named(ENCRYPTION, "logs-encryption").objects("rules"))
                .containsExactly(Map.of(
                        "bucketKeyEnabled",
                        false,
                        "applyServerSideEncryptionByDefault",
                        Map.of("sseAlgorithm", "AES256")));
        assertThat(mocks.named(POLICY, "logs-policy").text("policy"))
                .contains("DenyPlainHttp", "DenyOldTls")
                .contains("{\"Action\":\"s3:PutObject\",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":"
                        + "\"123456789012\"}},\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                        + "\"logging.s3.amazonaws.com\"},\"Resource\":\"arn:aws:s3:::logs-bucket-1a2b3c4/*\"")
                .contains("{\"Action\":\"s3:PutObject\",\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":"
                        + "\"arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/*\"}},"
                        + "\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                        + "\"logdelivery.elasticloadbalancing.amazonaws.com\"},"
                        + "\"Resource\":\"arn:aws:s3:::logs-bucket-1a2b3c4/*AWSLogs/123456789012/*\"");
        assertThat(mocks.only(LOGGING).inputs())
                .containsEntry("bucket", "uploads-bucket-1a2b3c4")
                .containsEntry("targetBucket", "logs-bucket-1a2b3c4")
                .containsEntry("targetPrefix", "s3/uploads/");
        assertThat(mocks.named(LIFECYCLE, "logs-lifecycle").objects("rules").get(0))
                .containsEntry("expiration", Map.of("days", 365.0));
        assertThat(mocks.names("aws:kms/key:Key")).containsExactly("uploads-key-key");
        assertThatThrownBy(logs::kmsKeyArn).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void allArgumentsReachTheirResources() {
        mocks.run(() -> new ObjectStorage(
                "uploads",
                ObjectStorageArgs.builder()
                        .abortIncompleteUploadDays(1)
                        .noncurrentVersionDays(30)
                        .expireAfterDays(3650)
                        .transitions(List.of(
                                new Transition(0, StorageClass.INTELLIGENT_TIERING),
                                new Transition(180, StorageClass.DEEP_ARCHIVE)))
                        .corsRules(List.of(UPLOADS))
                        .objectLock(new ObjectLock(ObjectLock.Mode.GOVERNANCE, 30))
                        .forceDestroy(true)
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        Recorded bucket = mocks.only(BUCKET);
        assertThat(bucket.inputs()).containsEntry("forceDestroy", true).containsEntry("objectLockEnabled", true);
        assertThat(mocks.options(bucket).isProtect()).isTrue();
        assertThat(mocks.options(mocks.only(LIFECYCLE)).isProtect()).isFalse();
        assertThat(mocks.only(LIFECYCLE).objects("rules").get(0))
                .containsEntry("abortIncompleteMultipartUpload", Map.of("daysAfterInitiation", 1.0))
                .containsEntry("noncurrentVersionExpiration", Map.of("noncurrentDays", 30.0))
                .containsEntry("expiration", Map.of("days", 3650.0))
                .containsEntry(
                        "transitions",
                        List.of(
                                Map.of("days", 0.0, "storageClass", "INTELLIGENT_TIERING"),
                                Map.of("days", 180.0, "storageClass", "DEEP_ARCHIVE")));
        assertThat(mocks.only("aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2")
                        .objects("corsRules"))
                .containsExactly(Map.of(
                        "allowedOrigins", List.of("https://app.example.com"),
                        "allowedMethods", List.of("PUT"),
                        "allowedHeaders", List.of("*"),
                        "exposeHeaders", List.of("ETag"),
                        "maxAgeSeconds", 3600.0));
        assertThat(mocks.only("aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2")
                        .object("rule"))
                .isEqualTo(Map.of("defaultRetention", Map.of("mode", "GOVERNANCE", "days", 30.0)));
    }

    @Test
    void replicationMakesAnEquallySafeBucketInTheOtherRegion() {
        mocks.run(() -> {
            Provider ireland = new Provider(
                    "ireland", ProviderArgs.builder().region("eu-west-1").build());
            return new ObjectStorage(
                    "uploads",
                    ObjectStorageArgs.builder().replicationProvider(ireland).build());
        });

        List<Recorded> replicas = mocks.resources().stream()
                .filter(resource -> resource.name().startsWith("uploads-replica-")
                        && !resource.type().startsWith("plinth:"))
                .toList();
        assertThat(replicas)
                .extracting(Recorded::name)
                .containsExactlyInAnyOrder(
                        "uploads-replica-bucket",
                        "uploads-replica-public-access-block",
                        "uploads-replica-ownership-controls",
                        "uploads-replica-encryption",
                        "uploads-replica-versioning",
                        "uploads-replica-lifecycle",
                        "uploads-replica-policy",
                        "uploads-replica-key-key",
                        "uploads-replica-key-alias");
        assertThat(replicas)
                .allSatisfy(replica -> assertThat(replica.provider()).contains("::ireland::"));
        assertThat(mocks.named(BUCKET, "uploads-bucket").provider()).doesNotContain("ireland");

        Recorded replication = mocks.only("aws:s3/bucketReplicationConfig:BucketReplicationConfig");
        assertThat(replication.inputs())
                .containsEntry("bucket", "uploads-bucket-1a2b3c4")
                .containsEntry("role", "arn:aws:iam::123456789012:role/uploads-replication-role");
        assertThat(replication.objects("rules")).singleElement().satisfies(rule -> assertThat(rule)
                .containsEntry("status", "Enabled")
                .containsEntry("sourceSelectionCriteria", Map.of("sseKmsEncryptedObjects", Map.of("status", "Enabled")))
                .containsEntry("deleteMarkerReplication", Map.of("status", "Enabled"))
                .containsEntry(
                        "destination",
                        Map.of(
                                "bucket",
                                "arn:aws:s3:::uploads-replica-bucket-1a2b3c4",
                                "encryptionConfiguration",
                                Map.of(
                                        "replicaKmsKeyId",
                                        "arn:aws:kms:eu-central-1:123456789012:key/uploads-replica-key-key"))));
        assertThat(value(mocks.options(replication).getDependsOn()))
                .extracting(resource -> resource.pulumiResourceName())
                .contains("uploads-versioning", "uploads-replica-versioning");
        assertThat(mocks.only("aws:iam/rolePolicy:RolePolicy").text("policy"))
                .contains("\"Resource\":\"arn:aws:s3:::uploads-replica-bucket-1a2b3c4/*\"")
                .contains("{\"Action\":\"kms:Decrypt\",\"Effect\":\"Allow\",\"Resource\":"
                        + "\"arn:aws:kms:eu-central-1:123456789012:key/uploads-key-key\"")
                .doesNotContain("\"Resource\":\"*\"", "s3:*", "kms:*");
        assertThat(mocks.only("aws:iam/role:Role").text("assumeRolePolicy")).contains("s3.amazonaws.com");
    }

    @Test
    void accessesToTheCopyAreLoggedInItsRegion() {
        mocks.run(() -> {
            Provider ireland = new Provider(
                    "ireland", ProviderArgs.builder().region("eu-west-1").build());
            return new ObjectStorage(
                    "uploads",
                    ObjectStorageArgs.builder()
                            .replicationProvider(ireland)
                            .replicaLogBucket(new ObjectStorage(
                                    "replica-logs",
                                    ObjectStorageArgs.builder()
                                            .purpose(BucketPurpose.LOGS)
                                            .build(),
                                    ComponentResourceOptions.builder()
                                            .provider(ireland)
                                            .build()))
                            .build());
        });

        Recorded logging = mocks.only("aws:s3/bucketLoggingV2:BucketLoggingV2");
        Recorded replica = mocks.named(BUCKET, "uploads-replica-bucket");
        Recorded logs = mocks.named(BUCKET, "replica-logs-bucket");
        assertThat(logging.name()).isEqualTo("uploads-replica-logging");
        assertThat(logging.provider()).contains("ireland").isEqualTo(replica.provider());
        assertThat(logs.provider()).contains("ireland");
        assertThat(logging.inputs()).containsEntry("targetPrefix", "s3/uploads/");
        assertThat(logging.text("targetBucket")).contains("replica-logs");
        assertThat(logging.text("bucket")).contains("uploads-replica");
    }

    @Test
    void onlyACopyHasItsOwnLogsAndOnlyInAStorageForLogs() {
        assertThatThrownBy(() -> mocks.run(() -> new ObjectStorage(
                        "uploads",
                        ObjectStorageArgs.builder()
                                .replicaLogBucket(new ObjectStorage(
                                        "logs",
                                        ObjectStorageArgs.builder()
                                                .purpose(BucketPurpose.LOGS)
                                                .build()))
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(failure.faults())
                        .extracting(fault -> fault.argument())
                        .containsExactly("replicaLogBucket"));
    }

    @Test
    void namesAllFaultsAtOnceAndMakesNothingMore() {
        assertThatThrownBy(() -> mocks.run(() -> new ObjectStorage(
                        "uploads",
                        ObjectStorageArgs.builder()
                                .logBucket(new ObjectStorage(
                                        "assets", ObjectStorageArgs.builder().build()))
                                .abortIncompleteUploadDays(0)
                                .noncurrentVersionDays(0)
                                .expireAfterDays(0)
                                .transitions(List.of(new Transition(29, StorageClass.STANDARD_IA)))
                                .corsRules(List.of(new CorsRule(List.of("*"), List.of("GET"), List.of(), List.of(), 0)))
                                .objectLock(new ObjectLock(ObjectLock.Mode.COMPLIANCE, 0))
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(failure.faults())
                        .extracting(fault -> fault.argument())
                        .containsExactly(
                                "logBucket",
                                "abortIncompleteUploadDays",
                                "noncurrentVersionDays",
                                "expireAfterDays",
                                "objectLock",
                                "transitions",
                                "corsRules"));
        assertThat(mocks.names(BUCKET)).doesNotContain("uploads-bucket");
    }

    @Test
    void aBucketOfLogsCanNeitherBeLockedNorReplicatedNorLogged() {
        assertThatThrownBy(() -> mocks.run(() -> {
                    ObjectStorageArgs.Builder logs = ObjectStorageArgs.builder().purpose(BucketPurpose.LOGS);
                    return new ObjectStorage(
                            "logs",
                            logs.logBucket(new ObjectStorage("other", logs.build()))
                                    .objectLock(new ObjectLock(ObjectLock.Mode.GOVERNANCE, 1))
                                    .replicationProvider(new Provider(
                                            "ireland",
                                            ProviderArgs.builder()
                                                    .region("eu-west-1")
                                                    .build()))
                                    .build());
                }))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(failure.faults())
                        .extracting(fault -> fault.argument())
                        .containsExactly("logBucket", "objectLock", "replicationProvider"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, GET, 0, true",
        "https://*.example.com, GET, 86400, true",
        "http://localhost:5173, PUT, 60, true",
        "http://app.example.com, GET, 0, false",
        "*, GET, 0, false",
        "https://app.example.com, PATCH, 0, false",
        "https://app.example.com, GET, 86401, false",
        "https://app.example.com, GET, -1, false",
    })
    void onlyNamedOriginsOverTlsMayUseABucket(String origin, String method, int maxAgeSeconds, boolean valid) {
        assertThat(new CorsRule(List.of(origin), List.of(method), List.of(), List.of(), maxAgeSeconds).isValid())
                .isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"30, 60, 90, true", "60, 30, 90, false", "30, 30, 90, false", "30, 90, 90, false"})
    void transitionsComeInOrderAndBeforeTheEnd(int first, int second, int end, boolean valid) {
        ObjectStorageArgs args = ObjectStorageArgs.builder()
                .transitions(List.of(
                        new Transition(first, StorageClass.STANDARD_IA),
                        new Transition(second, StorageClass.GLACIER_IR)))
                .expireAfterDays(end)
                .build();
        if (valid) {
            mocks.run(() -> new ObjectStorage("uploads", args));
            assertThat(mocks.ofType(BUCKET)).hasSize(1);
        } else {
            assertThatThrownBy(() -> mocks.run(() -> new ObjectStorage("uploads", args)))
                    .isInstanceOf(InvalidArgumentsException.class)
                    .hasMessageContaining("transitions");
        }
    }

    @Test
    void theReplicaIsKnownByNameArnAndKey() {
        ObjectStorage storage = mocks.run(() -> new ObjectStorage(
                "uploads",
                ObjectStorageArgs.builder()
                        .replicationProvider(new Provider(
                                "ireland",
                                ProviderArgs.builder().region("eu-west-1").build()))
                        .build()));

        assertThat(value(storage.replicaBucketName())).startsWith("uploads-replica-bucket");
        assertThat(value(storage.replicaBucketArn())).contains("uploads-replica-bucket");
        assertThat(value(storage.replicaKmsKeyArn())).endsWith("uploads-replica-key-key");
    }

    @Test
    void aBucketWithoutReplicationHasNoReplica() {
        ObjectStorage storage = mocks.run(
                () -> new ObjectStorage("uploads", ObjectStorageArgs.builder().build()));

        assertThatThrownBy(storage::replicaBucketName)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ObjectStorage 'uploads' has no replica.");
    }
}
