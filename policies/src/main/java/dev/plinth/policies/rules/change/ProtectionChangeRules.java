package dev.plinth.policies.rules.change;

import static dev.plinth.policies.rule.PropertyChange.changeOf;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.condition.InlineSettings;
import dev.plinth.policies.rule.ChangeCondition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** Rules on changes that switch off what protects data: deletion protection, locks, versions, keys. */
final class ProtectionChangeRules {

    private static final String BUCKET_KEY = "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId";

    private static final TypedPaths DELETION = TypedPaths.of(AwsTypes.RDS_INSTANCE, "deletionProtection")
            .and(AwsTypes.RDS_CLUSTER, "deletionProtection")
            .and(AwsTypes.RDS_GLOBAL_CLUSTER, "deletionProtection")
            .and(AwsTypes.DOCDB_CLUSTER, "deletionProtection")
            .and(AwsTypes.NEPTUNE_CLUSTER, "deletionProtection")
            .and(AwsTypes.DYNAMODB_TABLE, "deletionProtectionEnabled")
            .and(AwsTypes.LB_LOAD_BALANCER, "enableDeletionProtection")
            .and(AwsTypes.NETWORKFIREWALL_FIREWALL, "deleteProtection")
            .and(AwsTypes.EC2_INSTANCE, "disableApiTermination")
            .and(AwsTypes.COGNITO_USER_POOL, "deletionProtection");

    private static final Rule DELETION_PROTECTION_KEPT = DELETION.declareIn(
                    Rule.named("deletion-protection-kept").guardsDeletion())
            .title("Deletion and termination protection is not disabled")
            .severity(Severity.HIGH)
            .risk("This change deletes nothing, but a later change or a single API call can delete the resource.")
            .remediation(
                    """
                    Keep the protection. Disable it only to delete the resource:
                    InstanceArgs.builder().deletionProtection(true)
                    """)
            .requiresOfChange(DELETION.each(path -> changeOf(path)
                    .holds((before, after) -> !isProtected(before) || isProtected(after), "must stay on")));

    private static final Rule PROTECT_KEPT = TypedPaths.ofTypes(
                    Stream.concat(Stateful.TYPES.stream(), Stream.of(AwsTypes.LB_LOAD_BALANCER))
                            .toList())
            .declareIn(Rule.named("pulumi-protect-kept").guardsDeletion())
            .title("Pulumi's protect option is not removed")
            .severity(Severity.HIGH)
            .risk("A later rename or replacement deletes the resource.")
            .remediation(
                    """
                    Keep the option:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requiresOfChange((change, context) ->
                    change.before().isEmpty() || change.after().isEmpty()
                            ? Verdict.NOT_APPLICABLE
                            : Verdict.passIf(
                                    !change.before().get().protect()
                                            || change.after().get().protect(),
                                    "the option protect goes from true to false but must stay true"));

    private static final Rule VAULT_LOCK_KEPT = Rule.named("vault-lock-kept")
            .title("The lock of a backup vault is not removed or shortened")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION, "backupVaultName", "minRetentionDays", "changeableForDays")
            .risk("An intruder, or ransomware, can delete the recovery points.")
            .remediation(
                    """
                    Keep the lock and its retention:
                    VaultLockConfigurationArgs.builder().minRetentionDays(35)
                    """)
            .requiresOfChange(staysWith("its vault", "backupVaultName")
                    .and(changeOf("minRetentionDays").doesNotDecrease())
                    .and(changeOf("changeableForDays")
                            .holds(
                                    // Terraform's states have 0 where it is left out.
                                    (before, after) -> before.isAbsent()
                                            || before.asNumber().orElse(1) == 0
                                            || after.asNumber().orElse(0) > 0,
                                    "without it the lock can be removed")));

    private static final Rule OBJECT_LOCK_KEPT = Rule.named("object-lock-kept")
            .title("The object lock of a bucket is not removed or shortened")
            .severity(Severity.CRITICAL)
            .on(
                    AwsTypes.S3_BUCKET_OBJECT_LOCK_CONFIGURATION_V2,
                    "bucket",
                    "rule.defaultRetention.mode",
                    "rule.defaultRetention.days",
                    "rule.defaultRetention.years")
            .on(AwsTypes.S3_BUCKET_V2, "objectLockConfiguration")
            .risk("New objects can be deleted or overwritten before the required retention ends.")
            .remediation(
                    """
                    Keep mode and retention:
                    BucketObjectLockConfigurationV2RuleDefaultRetentionArgs.builder().mode("COMPLIANCE").days(365)
                    """)
            .requiresOfChange(InlineBucketChange.alike(
                    AwsTypes.S3_BUCKET_OBJECT_LOCK_CONFIGURATION_V2,
                    "objectLockConfiguration",
                    InlineBucketChange::objectLock,
                    staysWith("its bucket", "bucket")
                            .and(changeOf("rule.defaultRetention.mode").stays("COMPLIANCE"))
                            .and(ProtectionChangeRules::lockIsNotShorter)));

    private static final Rule VERSIONING_KEPT = Rule.named("versioning-kept")
            .title("The versioning of a bucket is not disabled")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.S3_BUCKET_VERSIONING_V2,
                    "bucket",
                    "versioningConfiguration.status",
                    "versioningConfiguration.mfaDelete")
            .on(AwsTypes.S3_BUCKET_V2, "versionings[].enabled")
            .risk("Objects overwritten or deleted from then on cannot be restored, and replication stops.")
            .remediation(
                    """
                    Keep versioning enabled:
                    BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled")
                    """)
            .requiresOfChange((change, context) -> change.resource().type().equals(AwsTypes.S3_BUCKET_VERSIONING_V2)
                            || change.resource().type().equals(AwsTypes.S3_BUCKET_VERSIONING_V2.replace("V2", ""))
                    ? staysWith("its bucket", "bucket")
                            .and(changeOf("versioningConfiguration.status").stays("Enabled"))
                            .and(changeOf("versioningConfiguration.mfaDelete").stays("Enabled"))
                            .test(change, context)
                    : inlineVersioningStays(change, context));

    private static final TypedPaths WINDOWS = TypedPaths.of(AwsTypes.KMS_KEY, "deletionWindowInDays")
            .and(AwsTypes.SECRETSMANAGER_SECRET, "recoveryWindowInDays");

    private static final Rule WINDOW_KEPT = WINDOWS.declareIn(Rule.named("recovery-window-not-reduced"))
            .title("The recovery window of keys and secrets is not reduced")
            .severity(Severity.HIGH)
            .risk("A key or secret deleted by mistake is lost before anybody notices.")
            .remediation(
                    """
                    Keep the window; the maximum is 30 days:
                    KeyArgs.builder().deletionWindowInDays(30)
                    """)
            .requiresOfChange(WINDOWS.each(path -> changeOf(path).doesNotDecrease(30)));

    private static final Rule KEY_ENABLED = Rule.named("kms-key-not-disabled")
            .title("KMS keys are not disabled")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.KMS_KEY, "isEnabled")
            .risk("Data encrypted with the key cannot be read: databases stop and restores fail.")
            .remediation(
                    """
                    Keep the key enabled:
                    KeyArgs.builder().isEnabled(true)
                    """)
            .requiresOfChange(changeOf("isEnabled")
                    .holds(
                            (before, after) -> !before.asBoolean().orElse(true)
                                    || after.isAbsent()
                                    || after.asBoolean().orElse(false),
                            "must stay true"));

    private static final TypedPaths ENCRYPTED = TypedPaths.of(AwsTypes.RDS_INSTANCE, "storageEncrypted")
            .and(AwsTypes.RDS_CLUSTER, "storageEncrypted")
            .and(AwsTypes.DOCDB_CLUSTER, "storageEncrypted")
            .and(AwsTypes.NEPTUNE_CLUSTER, "storageEncrypted")
            .and(AwsTypes.REDSHIFT_CLUSTER, "encrypted")
            .and(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "atRestEncryptionEnabled")
            .and(AwsTypes.EFS_FILE_SYSTEM, "encrypted")
            .and(AwsTypes.EBS_VOLUME, "encrypted")
            .and(AwsTypes.DYNAMODB_TABLE, "serverSideEncryption.enabled")
            .and(AwsTypes.OPENSEARCH_DOMAIN, "encryptAtRest.enabled", "nodeToNodeEncryption.enabled")
            .and(AwsTypes.ELASTICSEARCH_DOMAIN, "encryptAtRest.enabled", "nodeToNodeEncryption.enabled")
            .and(AwsTypes.SQS_QUEUE, "sqsManagedSseEnabled");

    private static final Rule ENCRYPTION_KEPT = ENCRYPTED
            .declareIn(Rule.named("encryption-not-switched-off"))
            .title("Encryption at rest is not disabled")
            .severity(Severity.CRITICAL)
            .risk("Anyone who obtains disks, snapshots or backups can read them.")
            .remediation(
                    """
                    Keep the encryption:
                    InstanceArgs.builder().storageEncrypted(true)
                    """)
            .requiresOfChange(ENCRYPTED.each(path -> changeOf(path).staysTrue()));

    private static final TypedPaths KEYS = TypedPaths.of(AwsTypes.RDS_INSTANCE, "kmsKeyId")
            .and(AwsTypes.RDS_CLUSTER, "kmsKeyId")
            .and(AwsTypes.DOCDB_CLUSTER, "kmsKeyId")
            .and(AwsTypes.NEPTUNE_CLUSTER, "kmsKeyArn")
            .and(AwsTypes.REDSHIFT_CLUSTER, "kmsKeyId")
            .and(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "kmsKeyId")
            .and(AwsTypes.MEMORYDB_CLUSTER, "kmsKeyArn")
            .and(AwsTypes.EFS_FILE_SYSTEM, "kmsKeyId")
            .and(AwsTypes.EBS_VOLUME, "kmsKeyId")
            .and(AwsTypes.DYNAMODB_TABLE, "serverSideEncryption.kmsKeyArn")
            .and(AwsTypes.BACKUP_VAULT, "kmsKeyArn")
            .and(AwsTypes.SECRETSMANAGER_SECRET, "kmsKeyId")
            .and(AwsTypes.CLOUDWATCH_LOG_GROUP, "kmsKeyId")
            .and(AwsTypes.ECR_REPOSITORY, "encryptionConfigurations[0].kmsKey")
            .and(AwsTypes.KINESIS_STREAM, "kmsKeyId")
            .and(AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2, BUCKET_KEY)
            .and(AwsTypes.SQS_QUEUE, "kmsMasterKeyId")
            .and(AwsTypes.SNS_TOPIC, "kmsMasterKeyId")
            .and(AwsTypes.CLOUDTRAIL_TRAIL, "kmsKeyId");

    private static final Rule KEY_KEPT = KEYS.declareIn(Rule.named("encryption-key-kept"))
            .title("Resources encrypted with a customer managed key keep that key")
            .severity(Severity.HIGH)
            .risk("Data encrypted with the old key is lost if that key is deleted, or the resource is replaced.")
            .remediation(
                    """
                    Keep the key. To get new key material, enable key rotation:
                    com.pulumi.aws.kms.KeyArgs.builder().enableKeyRotation(true)
                    """)
            .requiresOfChange(KEYS.each(path -> changeOf(path).staysSame()));

    static final List<Rule> ALL = List.of(
            DELETION_PROTECTION_KEPT,
            PROTECT_KEPT,
            VAULT_LOCK_KEPT,
            OBJECT_LOCK_KEPT,
            VERSIONING_KEPT,
            WINDOW_KEPT,
            KEY_ENABLED,
            ENCRYPTION_KEPT,
            KEY_KEPT);

    private ProtectionChangeRules() {}

    private static ChangeCondition staysWith(String what, String property) {
        return (change, context) -> Counterparts.staysWith(change, context, what, property);
    }

    /** An inline setting of the bucket may move to a separate resource. */
    private static Verdict inlineVersioningStays(ResourceChange change, RuleContext context) {
        if (change.before().filter(ProtectionChangeRules::keepsVersions).isEmpty()
                || change.after().isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        GraphResource bucket = change.after().get();
        PropertyValue after = InlineSettings.at(bucket, "versioning", "enabled");
        if (after.isUnknown()) {
            return Verdict.unknown(InlineSettings.name(bucket, "versioning"));
        }
        return Verdict.passIf(
                keepsVersions(bucket)
                        || !context.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_VERSIONING_V2)
                                .isEmpty(),
                "enabled of " + InlineSettings.name(bucket, "versioning") + " goes from true to " + after.describe()
                        + " but must stay true");
    }

    private static boolean keepsVersions(GraphResource bucket) {
        return InlineSettings.at(bucket, "versioning", "enabled").asBoolean().orElse(false);
    }

    /** A boolean, or Cognito's ACTIVE. */
    private static boolean isProtected(PropertyValue value) {
        return value.asBoolean().orElse(false)
                || value.asText().filter("ACTIVE"::equals).isPresent();
    }

    private static Verdict lockIsNotShorter(ResourceChange change, RuleContext context) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        for (String unit : List.of("days", "years")) {
            if (change.after("rule.defaultRetention." + unit).isUnknown()) {
                return Verdict.unknown("rule.defaultRetention." + unit);
            }
        }
        double before = days(change.before().get());
        double after = days(change.after().get());
        return Verdict.passIf(
                before <= after,
                "rule.defaultRetention goes from " + (long) before + " to " + (long) after
                        + " days but must not decrease");
    }

    private static double days(GraphResource lock) {
        return lock.input("rule.defaultRetention.days").asNumber().orElse(0)
                + 365 * lock.input("rule.defaultRetention.years").asNumber().orElse(0);
    }
}
