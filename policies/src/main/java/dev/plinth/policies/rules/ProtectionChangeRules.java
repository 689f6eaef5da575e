package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.PropertyChange.changeOf;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.ChangeCondition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** Rules on changes that switch off what protects data: deletion protection, locks, versions, keys. */
final class ProtectionChangeRules {

    private static final String LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
    private static final String LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    private static final String OBJECT_LOCK = "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2";
    private static final String VERSIONING = "aws:s3/bucketVersioningV2:BucketVersioningV2";
    private static final String BUCKET_ENCRYPTION =
            "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
    private static final String BUCKET_KEY = "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId";

    private static final TypedPaths DELETION = TypedPaths.of(RdsRules.INSTANCE, "deletionProtection")
            .and(Stateful.CLUSTER, "deletionProtection")
            .and("aws:rds/globalCluster:GlobalCluster", "deletionProtection")
            .and(Stateful.DOCUMENT_DB, "deletionProtection")
            .and(Stateful.NEPTUNE, "deletionProtection")
            .and(Stateful.TABLE, "deletionProtectionEnabled")
            .and(LOAD_BALANCER, "enableDeletionProtection")
            .and("aws:networkfirewall/firewall:Firewall", "deleteProtection")
            .and("aws:ec2/instance:Instance", "disableApiTermination")
            .and(Stateful.USER_POOL, "deletionProtection");

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
                    Stream.concat(Stateful.TYPES.stream(), Stream.of(LOAD_BALANCER))
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
            .on(LOCK, "backupVaultName", "minRetentionDays", "changeableForDays")
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
                    OBJECT_LOCK,
                    "bucket",
                    "rule.defaultRetention.mode",
                    "rule.defaultRetention.days",
                    "rule.defaultRetention.years")
            .risk("New objects can be deleted or overwritten before the required retention ends.")
            .remediation(
                    """
                    Keep mode and retention:
                    BucketObjectLockConfigurationV2RuleDefaultRetentionArgs.builder().mode("COMPLIANCE").days(365)
                    """)
            .requiresOfChange(staysWith("its bucket", "bucket")
                    .and(changeOf("rule.defaultRetention.mode").stays("COMPLIANCE"))
                    .and(ProtectionChangeRules::lockIsNotShorter));

    private static final Rule VERSIONING_KEPT = Rule.named("versioning-kept")
            .title("The versioning of a bucket is not disabled")
            .severity(Severity.HIGH)
            .on(VERSIONING, "bucket", "versioningConfiguration.status", "versioningConfiguration.mfaDelete")
            .on(Stateful.BUCKET, "versionings[].enabled")
            .risk("Objects overwritten or deleted from then on cannot be restored, and replication stops.")
            .remediation(
                    """
                    Keep versioning enabled:
                    BucketVersioningV2VersioningConfigurationArgs.builder().status("Enabled")
                    """)
            .requiresOfChange((change, context) -> change.resource().type().equals(VERSIONING)
                            || change.resource().type().equals(VERSIONING.replace("V2", ""))
                    ? staysWith("its bucket", "bucket")
                            .and(changeOf("versioningConfiguration.status").stays("Enabled"))
                            .and(changeOf("versioningConfiguration.mfaDelete").stays("Enabled"))
                            .test(change, context)
                    : inlineVersioningStays(change, context));

    private static final TypedPaths WINDOWS =
            TypedPaths.of(Stateful.KEY, "deletionWindowInDays").and(Stateful.SECRET, "recoveryWindowInDays");

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
            .on(Stateful.KEY, "isEnabled")
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

    private static final TypedPaths ENCRYPTED = TypedPaths.of(RdsRules.INSTANCE, "storageEncrypted")
            .and(Stateful.CLUSTER, "storageEncrypted")
            .and(Stateful.DOCUMENT_DB, "storageEncrypted")
            .and(Stateful.NEPTUNE, "storageEncrypted")
            .and(Stateful.REDSHIFT, "encrypted")
            .and(Stateful.CACHE, "atRestEncryptionEnabled")
            .and(Stateful.FILE_SYSTEM, "encrypted")
            .and(Stateful.VOLUME, "encrypted")
            .and(Stateful.TABLE, "serverSideEncryption.enabled")
            .and(Stateful.SEARCH, "encryptAtRest.enabled", "nodeToNodeEncryption.enabled")
            .and("aws:sqs/queue:Queue", "sqsManagedSseEnabled");

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

    private static final TypedPaths KEYS = TypedPaths.of(RdsRules.INSTANCE, "kmsKeyId")
            .and(Stateful.CLUSTER, "kmsKeyId")
            .and(Stateful.DOCUMENT_DB, "kmsKeyId")
            .and(Stateful.NEPTUNE, "kmsKeyArn")
            .and(Stateful.REDSHIFT, "kmsKeyId")
            .and(Stateful.CACHE, "kmsKeyId")
            .and(Stateful.MEMORY_DB, "kmsKeyArn")
            .and(Stateful.FILE_SYSTEM, "kmsKeyId")
            .and(Stateful.VOLUME, "kmsKeyId")
            .and(Stateful.TABLE, "serverSideEncryption.kmsKeyArn")
            .and(Stateful.VAULT, "kmsKeyArn")
            .and(Stateful.SECRET, "kmsKeyId")
            .and(Stateful.LOG_GROUP, "kmsKeyId")
            .and(Stateful.REPOSITORY, "encryptionConfigurations[0].kmsKey")
            .and(Stateful.STREAM, "kmsKeyId")
            .and(BUCKET_ENCRYPTION, BUCKET_KEY)
            .and("aws:sqs/queue:Queue", "kmsMasterKeyId")
            .and("aws:sns/topic:Topic", "kmsMasterKeyId")
            .and("aws:cloudtrail/trail:Trail", "kmsKeyId");

    private static final Rule KEY_KEPT = KEYS.declareIn(Rule.named("encryption-key-kept"))
            .title("Resources encrypted with a customer managed key keep that key")
            .severity(Severity.HIGH)
            .risk("Data encrypted with the old key is lost if that key is deleted, or the resource is replaced.")
            .remediation(
                    """
                    Keep the key. To get new key material, enable key rotation:
                    KeyArgs.builder().enableKeyRotation(true)
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

    /** What the bucket said itself may move into a resource beside it. */
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
                        || !context.referrers(bucket, "bucket", VERSIONING).isEmpty(),
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
