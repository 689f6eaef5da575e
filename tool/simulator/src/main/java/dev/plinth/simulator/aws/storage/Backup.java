package dev.plinth.simulator.aws.storage;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.PolicyDocument;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.backup.Backups;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS Backup. */
public final class Backup {

    private Backup() {}

    public static void register(Registry registry) {
        registerVault(registry);
        registerVaultLockConfiguration(registry);
        vaultPart(registry, "vaultPolicy:VaultPolicy", "Backup Vault Policy")
                .check(PolicyDocument.in("policy", "InvalidParameterValueException", PolicyDocument.Kind.RESOURCE));
        vaultPart(registry, "vaultNotifications:VaultNotifications", "Backup Vault Notifications")
                .immutable("backupVaultEvents", "snsTopicArn")
                .mentions("snsTopicArn", AwsTypes.SNS_TOPIC, "InvalidParameterValueException");
        registerPlan(registry);
        registerSelection(registry);
        registerRestoreTestingPlan(registry);
        registerRestoreTestingSelection(registry);
    }

    private static void registerVault(Registry registry) {
        registry.type(AwsTypes.BACKUP_VAULT, "Backup Vault")
                .named("name", 50)
                .id("{name}")
                .arn("arn:aws:backup:{region}:{account}:backup-vault:{name}")
                .mentions("kmsKeyArn", AwsTypes.KMS_KEY, "InvalidParameterValueException")
                .immutable("kmsKeyArn")
                .validate(Rules.matches("name", "[A-Za-z0-9_-]{2,50}", "2 to 50 letters, digits, - and _"))
                .unique("name", "AlreadyExistsException", "Backup vault with the same name already exists: {name}")
                .checkDeletion(Backup::checkEmpty)
                .defaults("forceDestroy", false)
                .computed(
                        "kmsKeyArn",
                        operation -> "arn:aws:kms:" + operation.render("{region}:{account}:") + "alias/aws/backup")
                .recomputed("recoveryPoints", Backup::recoveryPoints)
                .inUse("InvalidRequestException", "Backup vault cannot be deleted, it is the target of: {users}");
    }

    private static void registerVaultLockConfiguration(Registry registry) {
        registry.type(AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION, "Backup Vault Lock Configuration")
                .id("{backupVaultName}")
                .mentions("backupVaultName", AwsTypes.BACKUP_VAULT, "ResourceNotFoundException")
                .immutable("backupVaultName", "changeableForDays", "minRetentionDays", "maxRetentionDays")
                .validate(Rules.within("changeableForDays", 3, 36500))
                .validate(Rules.within("minRetentionDays", 1, 36500))
                .validate(operation -> operation.require(
                        operation.number("minRetentionDays", 1) <= operation.number("maxRetentionDays", 36500),
                        "minRetentionDays",
                        "expected at most maxRetentionDays"))
                .check(operation -> checkChangeable(operation, operation.old()))
                .checkDeletion(operation -> checkChangeable(operation, operation.old()))
                .computed("backupVaultArn", "arn:aws:backup:{region}:{account}:backup-vault:{backupVaultName}");
    }

    private static void registerPlan(Registry registry) {
        registry.type(AwsTypes.BACKUP_PLAN, "Backup Plan")
                .named("name", 50)
                .id("{uuid}")
                .undecided("name")
                .arn("arn:aws:backup:{region}:{account}:backup-plan:{id}")
                .renamable()
                .uses("rules.targetVaultName", AwsTypes.BACKUP_VAULT, "InvalidParameterValueException")
                .mentionsAnywhere(
                        "rules.copyActions.destinationVaultArn",
                        AwsTypes.BACKUP_VAULT,
                        "InvalidParameterValueException")
                .check(Backup::checkLifecycles)
                .recomputed(
                        "version",
                        operation -> operation.hex(
                                48,
                                "version of "
                                        + Values.canonical(
                                                Values.asList(operation.state().get("rules")))))
                .inUse(
                        "InvalidRequestException",
                        "Related backup plan selections must be deleted prior to backup plan deletion: {users}");
    }

    private static void registerSelection(Registry registry) {
        registry.type(AwsTypes.BACKUP_SELECTION, "Backup Selection")
                .named("name", 50)
                .id("{uuid}")
                .importedAs("{planId}|{id}")
                .uses("planId", AwsTypes.BACKUP_PLAN, "ResourceNotFoundException")
                .mentions("iamRoleArn", AwsTypes.IAM_ROLE, "InvalidParameterValueException")
                .immutable("planId", "iamRoleArn", "resources", "notResources", "selectionTags", "conditions")
                .validate(Rules.matches("name", "[\\w.-]{1,50}", "1 to 50 letters, digits and -_."));
    }

    private static void registerRestoreTestingPlan(Registry registry) {
        registry.type(AwsTypes.BACKUP_RESTORE_TESTING_PLAN, "Backup Restore Testing Plan")
                .id("{name}")
                .arn("arn:aws:backup:{region}:{account}:restore-testing-plan:{name}-{uuid}")
                .named("name", 50)
                .validate(Rules.matches("name", "[A-Za-z0-9_]{1,50}", "1 to 50 letters, digits and _"))
                .validate(Rules.within("startWindowHours", 1, 168))
                .validate(
                        Rules.oneOf("recoveryPointSelection.algorithm", "LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"))
                .validate(Rules.within("recoveryPointSelection.selectionWindowDays", 1, 365))
                .unique("name", "AlreadyExistsException", "Restore testing plan {name} already exists")
                .computed("startWindowHours", operation -> 24L)
                .computed("scheduleExpressionTimezone", "Etc/UTC")
                .inUse("InvalidRequestException", "Restore testing plan has selections: {users}");
    }

    private static void registerRestoreTestingSelection(Registry registry) {
        registry.type(AwsTypes.BACKUP_RESTORE_TESTING_SELECTION, "Backup Restore Testing Selection")
                .id("{restoreTestingPlanName}:{name}")
                .named("name", 50)
                .uses("restoreTestingPlanName", AwsTypes.BACKUP_RESTORE_TESTING_PLAN, "ResourceNotFoundException")
                .mentions("iamRoleArn", AwsTypes.IAM_ROLE, "InvalidParameterValueException")
                .immutable("restoreTestingPlanName", "protectedResourceType")
                .validate(Rules.matches("name", "[A-Za-z0-9_]{1,50}", "1 to 50 letters, digits and _"))
                .validate(Rules.within("validationWindowHours", 0, 168))
                .validate(operation -> operation.require(
                        operation.texts("protectedResourceArns").size() <= 30,
                        "protectedResourceArns",
                        "expected at most 30 ARNs"))
                .computed("validationWindowHours", operation -> 0L)
                .computed("restoreMetadataOverrides", operation -> Map.of());
    }

    /** A configuration of one vault, of which there is one. */
    private static Behaviour vaultPart(Registry registry, String part, String label) {
        return registry.type("aws:backup/" + part, label)
                .id("{backupVaultName}")
                .mentions("backupVaultName", AwsTypes.BACKUP_VAULT, "ResourceNotFoundException")
                .immutable("backupVaultName")
                .computed("backupVaultArn", "arn:aws:backup:{region}:{account}:backup-vault:{backupVaultName}");
    }

    /**
     * A lock with a grace time can be changed and deleted until that ends.
     *
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html">AWS Backup Vault Lock</a>
     */
    private static void checkChangeable(Operation operation, @Nullable StoredResource lock) {
        if (lock == null) {
            return;
        }
        long days = lock.number("changeableForDays", 0);
        operation.require(
                days == 0
                        || operation
                                .store()
                                .now()
                                .isBefore(operation.store().created(lock).plus(Duration.ofDays(days))),
                "InvalidRequestException",
                "Backup vault lock of " + lock.text("backupVaultName") + " is immutable: its grace time of " + days
                        + " days has ended; it can't be changed or deleted.");
    }

    private static long recoveryPoints(Operation operation) {
        return Values.asList(operation.state().get("simulatedRecoveryPoints")).size()
                + (long) new Backups(operation.store()).inVault(operation.text("arn"));
    }

    private static void checkEmpty(Operation operation) {
        boolean empty = recoveryPoints(operation) == 0;
        boolean locked = operation.list(AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION).stream()
                .anyMatch((StoredResource lock) -> lock.id().equals(operation.text("name")));
        operation.require(
                empty || !locked,
                "InvalidRequestException",
                operation.render(
                        "Backup vault {name} is locked: its recovery points cannot be deleted before their retention ends."));
        operation.require(
                empty || operation.flag("forceDestroy"),
                "InvalidRequestException",
                operation.render("Backup vault {name} cannot be deleted because it contains recovery points."));
    }

    private static void checkLifecycles(Operation operation) {
        for (Object rule : Values.asList(operation.state().get("rules"))) {
            Map<String, Object> fields = Values.asMap(rule);
            operation.require(
                    !(fields.get("completionWindow") instanceof Number end)
                            || end.longValue()
                                    >= 60 + (fields.get("startWindow") instanceof Number start ? start.longValue() : 0),
                    "InvalidParameterValueException",
                    "Invalid completion window of the rule " + fields.get("ruleName")
                            + ": it must be at least 60 minutes longer than the start window");
            Map<String, Object> lifecycle = Values.asMap(Values.asMap(rule).get("lifecycle"));
            boolean fits = !(lifecycle.get("coldStorageAfter") instanceof Number cold
                            && lifecycle.get("deleteAfter") instanceof Number delete)
                    || delete.longValue() >= cold.longValue() + 90;
            operation.require(
                    fits,
                    "InvalidParameterValueException",
                    "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays");
        }
    }
}
