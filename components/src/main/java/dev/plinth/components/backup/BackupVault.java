package dev.plinth.components.backup;

import com.pulumi.aws.backup.Plan;
import com.pulumi.aws.backup.PlanArgs;
import com.pulumi.aws.backup.RestoreTestingPlan;
import com.pulumi.aws.backup.RestoreTestingPlanArgs;
import com.pulumi.aws.backup.RestoreTestingSelection;
import com.pulumi.aws.backup.RestoreTestingSelectionArgs;
import com.pulumi.aws.backup.Selection;
import com.pulumi.aws.backup.SelectionArgs;
import com.pulumi.aws.backup.Vault;
import com.pulumi.aws.backup.VaultArgs;
import com.pulumi.aws.backup.VaultLockConfiguration;
import com.pulumi.aws.backup.VaultLockConfigurationArgs;
import com.pulumi.aws.backup.VaultNotifications;
import com.pulumi.aws.backup.VaultNotificationsArgs;
import com.pulumi.aws.backup.VaultPolicy;
import com.pulumi.aws.backup.VaultPolicyArgs;
import com.pulumi.aws.backup.inputs.PlanRuleArgs;
import com.pulumi.aws.backup.inputs.PlanRuleCopyActionArgs;
import com.pulumi.aws.backup.inputs.PlanRuleCopyActionLifecycleArgs;
import com.pulumi.aws.backup.inputs.PlanRuleLifecycleArgs;
import com.pulumi.aws.backup.inputs.RestoreTestingPlanRecoveryPointSelectionArgs;
import com.pulumi.aws.backup.inputs.SelectionSelectionTagArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Outputs;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.backup.BackupVaultArgs.LockMode;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A locked AWS Backup vault with its plan: daily backups of what is selected, copied to a second region where one is given, hourly and
 * continuous ones on demand, and restores that are tested on a schedule. Recovery points can't be deleted before their time.
 *
 * <p>The vaults outlive the stack, with their locks, policies and keys: {@code destroy} leaves them in AWS, and a later stack gets new
 * ones. Once the recovery points have expired, {@code aws backup delete-backup-vault} deletes a vault.
 */
public final class BackupVault extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:backup:BackupVault";

    /** How long AWS keeps continuous backups at most: the window of point-in-time recovery. */
    public static final int CONTINUOUS_RETENTION_DAYS = 35;

    /** The least that a backup stays in cold storage, as AWS Backup's Lifecycle asks. */
    public static final int MIN_COLD_STORAGE_DAYS = 90;

    private static final List<String> BACKUP_POLICIES =
            List.of("service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup");

    private static final List<String> RESTORE_POLICIES =
            List.of("service-role/AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Restore");

    private static final int MAX_NAME_LENGTH = 24;
    private static final int MAX_LOCK_DAYS = 36_500;

    private final AwsAccount account;
    private final Vault vault;
    private final @Nullable Vault copyVault;
    private final Plan plan;

    /**
     * Creates the vault.
     *
     * @param name the logical name, at most 24 characters
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public BackupVault(String name, BackupVaultArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the vault with Pulumi's options.
     *
     * @param name the logical name, at most 24 characters
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public BackupVault(String name, BackupVaultArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.account = AwsAccount.of(this);
        this.vault = createVault("vault", args, null);
        this.copyVault = args.copyProvider() == null ? null : createVault("copy-vault", args, args.copyProvider());
        createNotifications(args);
        List<Resource> backupPermissions = new ArrayList<>();
        Role backupRole = createRole("backup-role", "Takes and copies backups", backupPermissions, BACKUP_POLICIES);
        this.plan = createPlan(args);
        createSelection(args, backupRole, backupPermissions);
        createContinuousPlan(args, backupRole, backupPermissions);
        createRestoreTest(args);
        registerOutputs(Map.of("vaultName", vaultName(), "vaultArn", vaultArn(), "planId", planId()));
    }

    /** The vault's name. */
    public Output<String> vaultName() {
        return vault.name();
    }

    /** The vault's ARN. */
    public Output<String> vaultArn() {
        return vault.arn();
    }

    /** The ARN of the vault in the second region; empty when no provider for one was given. */
    public Optional<Output<String>> copyVaultArn() {
        return Optional.ofNullable(copyVault).map(Vault::arn);
    }

    /** The id of the plan with the daily backups. */
    public Output<String> planId() {
        return plan.id();
    }

    private static BackupVaultArgs validated(String name, BackupVaultArgs args) {
        Validation validation = Validation.of("BackupVault", name)
                .check(
                        name.matches("[a-z][a-z0-9-]*") && name.length() <= MAX_NAME_LENGTH,
                        "name",
                        name,
                        "up to " + MAX_NAME_LENGTH + " lower-case letters, digits and hyphens")
                .check(
                        !args.resourceArns().isEmpty() || !args.selectionTags().isEmpty(),
                        "resourceArns",
                        null,
                        "given when there are no selectionTags")
                .check(isCron(args.schedule()), "schedule", args.schedule(), "an AWS cron expression of six fields")
                .check(
                        args.lockMode() == LockMode.GOVERNANCE
                                || (args.changeableForDays() >= 3 && args.changeableForDays() <= MAX_LOCK_DAYS),
                        "changeableForDays",
                        args.changeableForDays(),
                        "3 to 36500 days with a compliance lock")
                .check(
                        args.lockMinRetentionDays() >= 1,
                        "lockMinRetentionDays",
                        args.lockMinRetentionDays(),
                        "at least 1")
                .check(
                        args.lockMaxRetentionDays() >= args.lockMinRetentionDays()
                                && args.lockMaxRetentionDays() <= MAX_LOCK_DAYS,
                        "lockMaxRetentionDays",
                        args.lockMaxRetentionDays(),
                        "at least lockMinRetentionDays and at most 36500");
        checkRetention(validation, args);
        checkRestoreTest(validation, args);
        validation.throwIfAny();
        return args;
    }

    private static boolean isCron(String expression) {
        return expression.matches("cron\\(\\S+( \\S+){5}\\)");
    }

    /** A vault's lock fails every job whose retention lies outside its bounds. */
    private static void checkRetention(Validation validation, BackupVaultArgs args) {
        checkWithinLock(validation, "retentionDays", args.retentionDays(), args);
        if (args.hourly()) {
            checkWithinLock(validation, "hourlyRetentionDays", args.hourlyRetentionDays(), args);
        }
        if (args.copyProvider() != null) {
            checkWithinLock(validation, "copyRetentionDays", args.copyRetentionDays(), args);
        }
        if (!args.continuousResourceArns().isEmpty()) {
            checkWithinLock(validation, "continuousResourceArns", CONTINUOUS_RETENTION_DAYS, args);
        }
        Integer cold = args.coldStorageAfterDays();
        validation
                .check(cold == null || cold >= 1, "coldStorageAfterDays", cold, "at least 1 day")
                .check(
                        cold == null || args.retentionDays() >= cold + MIN_COLD_STORAGE_DAYS,
                        "retentionDays",
                        args.retentionDays(),
                        "at least " + MIN_COLD_STORAGE_DAYS + " days more than coldStorageAfterDays");
    }

    private static void checkWithinLock(Validation validation, String argument, int days, BackupVaultArgs args) {
        validation.check(
                days >= args.lockMinRetentionDays() && days <= args.lockMaxRetentionDays(),
                argument,
                days + " days",
                "within the lock's " + args.lockMinRetentionDays() + " to " + args.lockMaxRetentionDays() + " days");
    }

    private static void checkRestoreTest(Validation validation, BackupVaultArgs args) {
        validation
                .check(
                        args.restoreTestDatabaseArns().size() <= 30,
                        "restoreTestDatabaseArns",
                        args.restoreTestDatabaseArns().size() + " databases",
                        "at most 30")
                .check(
                        isCron(args.restoreTestSchedule()),
                        "restoreTestSchedule",
                        args.restoreTestSchedule(),
                        "an AWS cron expression of six fields")
                .check(
                        args.restoreTestValidationHours() >= 1 && args.restoreTestValidationHours() <= 168,
                        "restoreTestValidationHours",
                        args.restoreTestValidationHours(),
                        "1 to 168 hours");
    }

    /** AWS deletes no vault that holds recovery points, and they are what is left of a stack that was destroyed by mistake. */
    private Vault createVault(String part, BackupVaultArgs args, @Nullable ProviderResource provider) {
        EncryptionKey key = new EncryptionKey(
                childName(part + "-key"),
                EncryptionKeyArgs.builder()
                        .description("Backups in the " + part + " of " + name())
                        .retainOnDelete(true)
                        .build(),
                provider == null
                        ? childComponentOptions().build()
                        : childComponentOptions().providers(provider).build());
        Vault created = new Vault(
                childName(part),
                VaultArgs.builder().kmsKeyArn(key.keyArn()).forceDestroy(false).build(),
                in(provider, statefulChildOptions().retainOnDelete(true)));
        VaultLockConfigurationArgs.Builder lock = VaultLockConfigurationArgs.builder()
                .backupVaultName(created.name())
                .minRetentionDays(args.lockMinRetentionDays())
                .maxRetentionDays(args.lockMaxRetentionDays());
        // The days are what makes a lock a compliance lock.
        if (args.lockMode() == LockMode.COMPLIANCE) {
            lock.changeableForDays(args.changeableForDays());
        }
        // A lock's change is a replacement, and to delete the old lock would take the new one away: both are the
        // vault's only one.
        new VaultLockConfiguration(
                childName(part + "-lock"),
                lock.build(),
                in(provider, statefulChildOptions().retainOnDelete(true)));
        new VaultPolicy(
                childName(part + "-policy"),
                VaultPolicyArgs.builder()
                        .backupVaultName(created.name())
                        .policy(PolicyDocument.of(Statement.deny("KeepRecoveryPoints")
                                        .anyPrincipal()
                                        .actions(
                                                "backup:DeleteRecoveryPoint",
                                                "backup:DisassociateRecoveryPoint",
                                                "backup:UpdateRecoveryPointLifecycle")
                                        .resources("*"))
                                .toJson())
                        .build(),
                in(provider, childOptions().retainOnDelete(true)));
        return created;
    }

    private static CustomResourceOptions in(
            @Nullable ProviderResource provider, CustomResourceOptions.Builder options) {
        return provider == null ? options.build() : options.provider(provider).build();
    }

    private void createNotifications(BackupVaultArgs args) {
        Output<String> topicArn = args.notificationTopicArn();
        if (topicArn == null) {
            return;
        }
        new VaultNotifications(
                childName("notifications"),
                VaultNotificationsArgs.builder()
                        .backupVaultName(vault.name())
                        .snsTopicArn(topicArn)
                        // A failed job is one that completed, with its state in the message.
                        .backupVaultEvents(
                                "BACKUP_JOB_COMPLETED",
                                "COPY_JOB_FAILED",
                                "RESTORE_JOB_COMPLETED",
                                "S3_BACKUP_OBJECT_FAILED")
                        .build(),
                // A vault notifies one topic: the end of the old notifications would be that of the new ones.
                childOptions().deleteBeforeReplace(true).build());
    }

    private Role createRole(String part, String description, List<Resource> permissions, List<String> policies) {
        Role role = new Role(
                childName(part),
                RoleArgs.builder()
                        .description(description)
                        .assumeRolePolicy(PolicyDocument.assumeRole("backup.amazonaws.com")
                                .toJson())
                        .build(),
                childOptions().build());
        for (String policy : policies) {
            String kind = policy.contains("S3") ? "-s3" : "";
            permissions.add(new RolePolicyAttachment(
                    childName(part + kind + "-policy"),
                    RolePolicyAttachmentArgs.builder()
                            .role(role.name())
                            .policyArn(
                                    Output.format("arn:%s:iam::aws:policy/%s", account.partition(), Output.of(policy)))
                            .build(),
                    childOptions().build()));
        }
        return role;
    }

    private Plan createPlan(BackupVaultArgs args) {
        List<PlanRuleArgs> rules = new ArrayList<>();
        rules.add(dailyRule(args));
        if (args.hourly()) {
            rules.add(rule("hourly", "cron(30 * * * ? *)", args.hourlyRetentionDays())
                    .build());
        }
        return new Plan(
                childName("plan"),
                PlanArgs.builder().rules(rules).build(),
                childOptions().build());
    }

    private PlanRuleArgs dailyRule(BackupVaultArgs args) {
        PlanRuleLifecycleArgs.Builder lifecycle =
                PlanRuleLifecycleArgs.builder().deleteAfter(args.retentionDays());
        Integer cold = args.coldStorageAfterDays();
        if (cold != null) {
            lifecycle.coldStorageAfter(cold);
        }
        PlanRuleArgs.Builder daily =
                rule("daily", args.schedule(), args.retentionDays()).lifecycle(lifecycle.build());
        if (copyVault != null) {
            daily.copyActions(PlanRuleCopyActionArgs.builder()
                    .destinationVaultArn(copyVault.arn())
                    .lifecycle(PlanRuleCopyActionLifecycleArgs.builder()
                            .deleteAfter(args.copyRetentionDays())
                            .build())
                    .build());
        }
        return daily.build();
    }

    private PlanRuleArgs.Builder rule(String ruleName, String schedule, int retentionDays) {
        return PlanRuleArgs.builder()
                .ruleName(ruleName)
                .targetVaultName(vault.name())
                .schedule(schedule)
                // Minutes: begin within an hour, which is the least, and give up after eight.
                .startWindow(60)
                .completionWindow(480)
                .lifecycle(PlanRuleLifecycleArgs.builder()
                        .deleteAfter(retentionDays)
                        .build());
    }

    private void createSelection(BackupVaultArgs args, Role role, List<Resource> permissions) {
        SelectionArgs.Builder selection =
                SelectionArgs.builder().planId(plan.id()).iamRoleArn(role.arn());
        if (!args.resourceArns().isEmpty()) {
            selection.resources(Output.all(args.resourceArns()));
        }
        if (!args.selectionTags().isEmpty()) {
            selection.selectionTags(args.selectionTags().entrySet().stream()
                    .map(tag -> SelectionSelectionTagArgs.builder()
                            .type("STRINGEQUALS")
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList());
        }
        new Selection(
                childName("selection"),
                selection.build(),
                childOptions().dependsOn(permissions).build());
    }

    private void createContinuousPlan(BackupVaultArgs args, Role role, List<Resource> permissions) {
        if (args.continuousResourceArns().isEmpty()) {
            return;
        }
        Plan continuous = new Plan(
                childName("continuous-plan"),
                PlanArgs.builder()
                        .rules(rule("continuous", args.schedule(), CONTINUOUS_RETENTION_DAYS)
                                .enableContinuousBackup(true)
                                .build())
                        .build(),
                childOptions().build());
        new Selection(
                childName("continuous-selection"),
                SelectionArgs.builder()
                        .planId(continuous.id())
                        .iamRoleArn(role.arn())
                        .resources(Output.all(args.continuousResourceArns()))
                        .build(),
                childOptions().dependsOn(permissions).build());
    }

    private void createRestoreTest(BackupVaultArgs args) {
        if (args.restoreTestDatabaseArns().isEmpty()) {
            return;
        }
        List<Resource> permissions = new ArrayList<>();
        Role role =
                createRole("restore-role", "Restores databases to test their backups", permissions, RESTORE_POLICIES);
        // These names allow no hyphen; the vault's own carries the suffix that makes them unique.
        Output<String> baseName = vault.name().applyValue(vaultName -> vaultName.replace('-', '_'));
        RestoreTestingPlan testingPlan = new RestoreTestingPlan(
                childName("restore-test"),
                RestoreTestingPlanArgs.builder()
                        .name(baseName)
                        .scheduleExpression(args.restoreTestSchedule())
                        .startWindowHours(1)
                        .recoveryPointSelection(RestoreTestingPlanRecoveryPointSelectionArgs.builder()
                                .algorithm("LATEST_WITHIN_WINDOW")
                                .includeVaults(vault.arn().applyValue(List::of))
                                .recoveryPointTypes("SNAPSHOT")
                                .selectionWindowDays(7)
                                .build())
                        .build(),
                childOptions().build());
        RestoreTestingSelectionArgs.Builder selection = RestoreTestingSelectionArgs.builder()
                .name(baseName.applyValue(base -> base + "_rds"))
                .restoreTestingPlanName(testingPlan.name())
                .protectedResourceType("RDS")
                .protectedResourceArns(Output.all(args.restoreTestDatabaseArns()))
                .iamRoleArn(role.arn())
                .validationWindowHours(args.restoreTestValidationHours());
        if (!args.restoreTestMetadata().isEmpty()) {
            selection.restoreMetadataOverrides(Outputs.map(args.restoreTestMetadata()));
        }
        new RestoreTestingSelection(
                childName("restore-test-databases"),
                selection.build(),
                childOptions().dependsOn(permissions).build());
    }
}
