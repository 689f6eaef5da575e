package dev.plinth.components.backup;

import com.pulumi.aws.backup.Plan;
import com.pulumi.aws.backup.PlanArgs;
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
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.backup.BackupVaultArgs.LockMode;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import dev.plinth.model.calendar.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** Longest retention of continuous backups: the window of point-in-time recovery. */
    public static final int CONTINUOUS_RETENTION_DAYS = 35;

    /** The least that a backup stays in cold storage, as AWS Backup's Lifecycle asks. */
    public static final int MIN_COLD_STORAGE_DAYS = 90;

    private static final List<String> BACKUP_POLICIES =
            List.of("service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup");

    private static final List<String> RESTORE_POLICIES =
            List.of("service-role/AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Restore");

    /** The time in which AWS Backup starts a job, in minutes; the least that it takes. */
    static final int START_WINDOW_MINUTES = 60;

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
        super(TYPE, name, BackupVaultValidation.validated(name, args, args.copyProvider() != null), options);
        this.account = AwsAccount.of(this);
        this.vault = createVault("vault", args, null);
        this.copyVault = args.copyProvider() == null || !copiesAnything(args)
                ? null
                : createVault("copy-vault", args, args.copyProvider());
        createNotifications(args);
        List<Resource> backupPermissions = new ArrayList<>();
        Role backupRole = createRole("backup-role", "Takes and copies backups", backupPermissions, BACKUP_POLICIES);
        this.plan = createPlans(args, backupRole, backupPermissions);
        createContinuousPlan(args, backupRole, backupPermissions);
        createRestoreTests(args);
        registerOutputs(Map.of("vaultName", vaultName(), "vaultArn", vaultArn(), "planId", planId()));
    }

    /**
     * Checks arguments without creating anything, as a configuration is read before there is a deployment.
     *
     * @param name the logical name
     * @param args the arguments, whose provider of the copies need not exist yet
     * @param copies whether there will be copies in a second region
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public static void check(String name, BackupVaultArgs args, boolean copies) {
        BackupVaultValidation.validated(name, args, copies);
    }

    /** The vault's name. */
    public Output<String> vaultName() {
        return vault.name();
    }

    /** The vault's ARN. */
    public Output<String> vaultArn() {
        return vault.arn();
    }

    /** The ARN of the vault in the second region; empty when no provider for one was given, or nothing is copied. */
    public Optional<Output<String>> copyVaultArn() {
        return Optional.ofNullable(copyVault).map(Vault::arn);
    }

    /** The id of the plan with the daily backups. */
    public Output<String> planId() {
        return plan.id();
    }

    /**
     * The window of a database in which, or in the hour before which, AWS Backup would start a scheduled backup; it fails then.
     *
     * @param schedule the schedule as an AWS cron expression in UTC
     * @param backupWindow the database's backup window, such as {@code 02:00-03:00}
     * @param maintenanceWindow the database's maintenance window, such as {@code sun:03:30-sun:04:30}
     * @return the window with its name; empty when there is no conflict, or when a text is no schedule or window
     * @see <a href="https://repost.aws/knowledge-center/backup-coordinates-pitr">Backups within or too close to a window</a>
     */
    public static Optional<String> conflict(String schedule, String backupWindow, String maintenanceWindow) {
        Optional<TimeWindow> starts = TimeWindow.cron(schedule, START_WINDOW_MINUTES);
        return Stream.of(
                        Map.entry("maintenanceWindow " + maintenanceWindow, TimeWindow.weekly(maintenanceWindow)),
                        Map.entry("backupWindow " + backupWindow, TimeWindow.daily(backupWindow)))
                .filter(window -> window.getValue()
                        .map(open -> open.openedEarlier(60))
                        .filter(open -> starts.filter(open::overlaps).isPresent())
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** RDS itself brings the other databases' backups to the second Region. */
    private static boolean copiesAnything(BackupVaultArgs args) {
        return selectsMore(args) || args.databases().stream().anyMatch(database -> !database.replicatesBackups());
    }

    static boolean selectsMore(BackupVaultArgs args) {
        return !args.resourceArns().isEmpty() || !args.selectionTags().isEmpty();
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

    /** One plan a way to the second Region, as a plan's rules say whether they copy: the first one that there is. */
    private Plan createPlans(BackupVaultArgs args, Role role, List<Resource> permissions) {
        List<Plan> plans = new ArrayList<>();
        if (selectsMore(args)) {
            Plan resources = createPlan("plan", args, args.hourly(), true);
            createSelection("selection", resources, args.resourceArns(), args.selectionTags(), role, permissions);
            plans.add(resources);
        }
        for (boolean replicated : new boolean[] {false, true}) {
            List<Output<String>> arns = args.databases().stream()
                    .filter(database -> database.replicatesBackups() == replicated)
                    .map(PostgresDatabase::instanceArn)
                    .toList();
            if (!arns.isEmpty()) {
                String part = replicated ? "replicated-database" : "database";
                Plan databases = createPlan(part + "-plan", args, false, !replicated);
                createSelection(part + "-selection", databases, arns, Map.of(), role, permissions);
                plans.add(databases);
            }
        }
        return plans.get(0);
    }

    private Plan createPlan(String part, BackupVaultArgs args, boolean hourly, boolean copies) {
        List<PlanRuleArgs> rules = new ArrayList<>();
        rules.add(dailyRule(args, copies));
        if (hourly) {
            rules.add(rule("hourly", "cron(30 * * * ? *)", args.hourlyRetentionDays())
                    .build());
        }
        return new Plan(
                childName(part),
                PlanArgs.builder()
                        .tags(Map.of("Name", childName(part)))
                        .rules(rules)
                        .build(),
                childOptions().build());
    }

    private PlanRuleArgs dailyRule(BackupVaultArgs args, boolean copies) {
        PlanRuleLifecycleArgs.Builder lifecycle =
                PlanRuleLifecycleArgs.builder().deleteAfter(args.retentionDays());
        Integer cold = args.coldStorageAfterDays();
        if (cold != null) {
            lifecycle.coldStorageAfter(cold);
        }
        PlanRuleArgs.Builder daily =
                rule("daily", args.schedule(), args.retentionDays()).lifecycle(lifecycle.build());
        if (copyVault != null && copies) {
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
                // Minutes: give up after eight hours.
                .startWindow(START_WINDOW_MINUTES)
                .completionWindow(480)
                .lifecycle(PlanRuleLifecycleArgs.builder()
                        .deleteAfter(retentionDays)
                        .build());
    }

    private void createSelection(
            String part,
            Plan selecting,
            List<Output<String>> arns,
            Map<String, String> tags,
            Role role,
            List<Resource> permissions) {
        SelectionArgs.Builder selection =
                SelectionArgs.builder().planId(selecting.id()).iamRoleArn(role.arn());
        if (!arns.isEmpty()) {
            selection.resources(Output.all(arns));
        }
        if (!tags.isEmpty()) {
            selection.selectionTags(tags.entrySet().stream()
                    .map(tag -> SelectionSelectionTagArgs.builder()
                            .type("STRINGEQUALS")
                            .key(tag.getKey())
                            .value(tag.getValue())
                            .build())
                    .toList());
        }
        new Selection(
                childName(part),
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
                        .tags(Map.of("Name", childName("continuous-plan")))
                        .rules(rule("continuous", args.schedule(), CONTINUOUS_RETENTION_DAYS)
                                .enableContinuousBackup(true)
                                .build())
                        .build(),
                childOptions().build());
        createSelection("continuous-selection", continuous, args.continuousResourceArns(), Map.of(), role, permissions);
    }

    private void createRestoreTests(BackupVaultArgs args) {
        if (args.restoreTestDatabaseArns().isEmpty() && args.databases().isEmpty()) {
            return;
        }
        List<Resource> permissions = new ArrayList<>();
        Role role =
                createRole("restore-role", "Restores databases to test their backups", permissions, RESTORE_POLICIES);
        new RestoreTests(args, role, permissions, this::childName, this::childOptions).create(vault);
    }
}
