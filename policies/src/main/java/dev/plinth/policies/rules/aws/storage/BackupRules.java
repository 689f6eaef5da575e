package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.condition.Schedules;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.database.RdsRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rules for AWS Backup. */
public final class BackupRules {

    /** The longest month is 31 days; a quarter is at most 92. */
    private static final Duration QUARTER = Duration.ofDays(92);

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Event for the end of a backup job in any state; AWS no longer sends BACKUP_JOB_FAILED and similar events.
     *
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html">
     *     PutBackupVaultNotifications</a>
     */
    private static final String JOB_COMPLETED = "BACKUP_JOB_COMPLETED";

    private static final String NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";
    private static final String RESTORE_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection";

    /** Minimum number of days in cold storage; source: the AWS Backup developer guide. */
    private static final int COLD_STORAGE_DAYS = 90;

    /** Patterns for every resource of a kind. */
    private static final Map<String, Pattern> EVERY = Map.of(
            AwsTypes.RDS_INSTANCE,
            every("rds:[^:]*:[^:]*:(\\*|db:\\*)"),
            AwsTypes.RDS_CLUSTER,
            every("rds:[^:]*:[^:]*:(\\*|cluster:\\*)"),
            AwsTypes.DYNAMODB_TABLE,
            every("dynamodb:[^:]*:[^:]*:(\\*|table/\\*)"),
            AwsTypes.EFS_FILE_SYSTEM,
            every("elasticfilesystem:[^:]*:[^:]*:(\\*|file-system/\\*)"),
            AwsTypes.S3_BUCKET,
            every("s3:[^:]*:[^:]*:\\*"));

    private static final Map<String, String> NOUNS = Map.of(
            AwsTypes.RDS_INSTANCE,
            "database",
            AwsTypes.RDS_CLUSTER,
            "database",
            AwsTypes.DYNAMODB_TABLE,
            "table",
            AwsTypes.EFS_FILE_SYSTEM,
            "file system",
            AwsTypes.S3_BUCKET,
            "bucket");

    private static final List<String> OPERATORS =
            List.of("stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes");

    private static final Rule VAULT_KEY = Rule.named("backup-vault-cmk")
            .title("Backup vaults use a customer managed key and are not emptied on deletion")
            .severity(Severity.HIGH)
            .on(AwsTypes.BACKUP_VAULT, "kmsKeyArn", "forceDestroy")
            .risk("Every principal with access to the default key can read the backups. Destroying the stack "
                    + "deletes them.")
            .remediation(
                    """
                    Set a customer managed key:
                    VaultArgs.builder().kmsKeyArn(key.arn()).forceDestroy(false)
                    """)
            .references(fsbp("Backup.1"), checkov("CKV_AWS_166"))
            .requires(property("kmsKeyArn")
                    .isSetTo(
                            value -> value.asText().orElse("").startsWith("arn:") && CustomerKeys.isCustomerKey(value),
                            "the ARN of a customer managed KMS key")
                    .and(property("forceDestroy").isNotTrue()));

    private static final Rule RETENTION = Rule.named("backup-retention")
            .title("Backup plans retain recovery points for at least 35 days")
            .severity(Severity.HIGH)
            .on(AwsTypes.BACKUP_PLAN, "rules[].lifecycle.deleteAfter", "rules[].lifecycle.coldStorageAfter")
            .risk("Damage that is discovered after a month cannot be undone.")
            .remediation(
                    """
                    Retain recovery points for 35 days:
                    PlanRuleLifecycleArgs.builder().deleteAfter(35)
                    """)
            .configuredBy(Threshold.BACKUP_PLAN_RETENTION_DAYS)
            .requires(property("rules")
                    .isFilled()
                    .and(Elements.each(
                            "rules", rule -> (plan, context) -> keepsLongEnough(plan, rule + ".lifecycle", context))));

    private static final Rule COPY_RETENTION = Rule.named("backup-copy-retention")
            .title("Backup plans retain copies of recovery points as long as the originals")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.BACKUP_PLAN,
                    "rules[].copyActions[].lifecycle.deleteAfter",
                    "rules[].copyActions[].lifecycle.coldStorageAfter")
            .risk("After the loss of a Region or an account, the remaining copies do not reach back far enough.")
            .remediation(
                    """
                    Retain the copies for 35 days:
                    PlanRuleCopyActionLifecycleArgs.builder().deleteAfter(35)
                    """)
            .configuredBy(Threshold.BACKUP_PLAN_RETENTION_DAYS)
            .requires(Elements.each(
                    "rules",
                    rule -> Elements.each(
                            rule + ".copyActions",
                            copy -> (plan, context) -> keepsLongEnough(plan, copy + ".lifecycle", context))));

    private static final Rule COPY_ELSEWHERE = Rule.named("backup-copy-other-region")
            .title("Production backup plans copy recovery points to another Region, unless RDS replicates the backups")
            .severity(Severity.HIGH)
            .on(AwsTypes.BACKUP_PLAN, "rules[].copyActions[].destinationVaultArn")
            .lookingAt(AwsTypes.BACKUP_VAULT, "name")
            .lookingAt(AwsTypes.BACKUP_SELECTION, "planId", "resources", "selectionTags")
            .lookingAt(AwsTypes.RDS_BACKUP_REPLICATION, "sourceDbInstanceArn")
            .lookingAt(ProviderTypes.AWS_PROVIDER, "region")
            .risk("The loss of a Region destroys both the data and its backups.")
            .remediation(
                    """
                    Copy recovery points to another Region:
                    PlanRuleCopyActionArgs.builder().destinationVaultArn(vaultInOtherRegion.arn())
                    """)
            .requiresInStack(((Condition) BackupRules::copiesElsewhere).inProduction());

    private static final Rule VAULT_LOCKED = Rule.named("backup-vault-lock")
            .title("Backup vaults are locked, and the retention of their plans is within the lock's bounds")
            .severity(Severity.HIGH)
            .on(AwsTypes.BACKUP_VAULT)
            .on(
                    AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION,
                    "backupVaultName",
                    "minRetentionDays",
                    "maxRetentionDays",
                    "changeableForDays")
            .lookingAt(
                    AwsTypes.BACKUP_PLAN,
                    "rules[].targetVaultName",
                    "rules[].lifecycle.deleteAfter",
                    "rules[].copyActions[].destinationVaultArn",
                    "rules[].copyActions[].lifecycle.deleteAfter")
            .risk("An intruder with access to the account deletes the backups first. Backup jobs outside the "
                    + "bounds fail.")
            .remediation(
                    """
                    Lock the vault:
                    VaultLockConfigurationArgs.builder().backupVaultName(vault.name()).minRetentionDays(7).maxRetentionDays(365)
                    """)
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.BACKUP_VAULT,
                    Companions.isNamedBy(
                            AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION,
                            "backupVaultName",
                            "the vault has no VaultLockConfiguration"),
                    AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION,
                    property("minRetentionDays")
                            .isAtLeast(parameters -> 1)
                            .and(property("changeableForDays").is(BackupRules::isLockable, "at least 3 or absent"))
                            .and(BackupRules::plansKeepToBounds))));

    private static final Rule VAULT_PRIVATE = Rule.named("backup-vault-policy-not-public")
            .title("Backup vault policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on("aws:backup/vaultPolicy:VaultPolicy", "policy")
            .neverWaivable()
            .risk("Any AWS account can copy the backups and restore the data.")
            .remediation(
                    """
                    Restrict access to the organization:
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}
                    """)
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule RESTORE_TESTED = Rule.named("backup-restore-tested")
            .title("Every production database has scheduled restore testing")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "replicateSourceDb")
            .on(
                    AwsTypes.BACKUP_RESTORE_TESTING_PLAN,
                    "recoveryPointSelection.selectionWindowDays",
                    "scheduleExpression")
            .lookingAt(
                    RESTORE_SELECTION, "protectedResourceType", "protectedResourceArns", "protectedResourceConditions")
            .risk("A backup that cannot be restored is discovered only when it is needed.")
            .remediation(
                    """
                    Add a restore testing selection:
                    RestoreTestingSelectionArgs.builder().protectedResourceType("RDS").protectedResourceArns(database.arn())
                    """)
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.RDS_INSTANCE,
                    ((Condition) BackupRules::isRestored)
                            .onlyIf((database, context) ->
                                    context.isProduction() && RdsRules.isPrimary(database, context)),
                    AwsTypes.BACKUP_RESTORE_TESTING_PLAN,
                    property("scheduleExpression")
                            .is(Schedules.runsEvery(QUARTER), "a schedule that runs at least every three months")
                            .and(property("recoveryPointSelection.selectionWindowDays")
                                    .is(BackupRules::isRecent, "from 1 to 30 or absent")))));

    private static final Rule DAILY = Rule.named("backup-daily")
            .title("Backup plans run at least once a day")
            .severity(Severity.HIGH)
            .on(AwsTypes.BACKUP_PLAN, "rules[].schedule")
            .risk("The loss of a database loses all writes since the last backup.")
            .remediation(
                    """
                    Add a plan rule that runs daily:
                    PlanRuleArgs.builder().schedule("cron(0 3 * * ? *)")
                    """)
            .requires(Elements.any("rules", "no rule of the plan runs every day", rule -> property(rule + ".schedule")
                    .is(Schedules.runsEvery(DAY), "a schedule that runs at least every day")));

    private static final Rule NOTIFIES = Rule.named("backup-vault-notifications")
            .title("Backup vaults send a notification when a backup fails")
            .severity(Severity.LOW)
            .on(AwsTypes.BACKUP_VAULT)
            .lookingAt(NOTIFICATIONS, "backupVaultName", "backupVaultEvents")
            .lookingAt(AwsTypes.EVENT_RULE, "eventPattern")
            .lookingAt(AwsTypes.BACKUP_PLAN)
            .risk("Failed backups go unnoticed until a restore is needed.")
            .remediation(
                    """
                    Send vault events to a topic, or match failed jobs with an EventBridge rule. A failed job is reported as
                    BACKUP_JOB_COMPLETED:
                    VaultNotificationsArgs.builder().backupVaultName(vault.name()).backupVaultEvents("BACKUP_JOB_COMPLETED")
                    """)
            .requiresInStack(Related.some(
                            NOTIFICATIONS,
                            "backupVaultName",
                            property("backupVaultEvents")
                                    .is(BackupRules::tellsFailures, "a list with " + JOB_COMPLETED),
                            "the vault has no VaultNotifications")
                    .or(BackupRules::matchesFailures)
                    .onlyIf(BackupRules::isBackedUpInto));

    private static final Rule COVERS_DATA = Rule.named("backup-covers-data")
            .title("Every database, file system and critical bucket is in a backup selection")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "replicateSourceDb", "tags")
            .on(AwsTypes.RDS_CLUSTER, "tags")
            .on(AwsTypes.DYNAMODB_TABLE, "tags")
            .on(AwsTypes.EFS_FILE_SYSTEM, "tags")
            .on(AwsTypes.S3_BUCKET, "tags")
            .lookingAt(
                    AwsTypes.BACKUP_SELECTION,
                    "resources",
                    "notResources",
                    "selectionTags[].type",
                    "selectionTags[].key",
                    "selectionTags[].value",
                    "conditions[].stringEquals[].key",
                    "conditions[].stringEquals[].value",
                    "conditions[].stringLikes[].key",
                    "conditions[].stringLikes[].value",
                    "conditions[].stringNotEquals[].key",
                    "conditions[].stringNotEquals[].value",
                    "conditions[].stringNotLikes[].key",
                    "conditions[].stringNotLikes[].value")
            .risk("The data has no recovery point outside its own service and Region.")
            .remediation(
                    """
                    Add it to a backup selection:
                    SelectionArgs.builder().planId(plan.id()).resources(database.arn().applyValue(List::of))
                    """)
            .references(
                    securityHub("RDS.26"),
                    fsbp("EFS.2"),
                    securityHub("DynamoDB.4"),
                    checkov("CKV2_AWS_8"),
                    checkov("CKV2_AWS_18"))
            .requiresInStack(((Condition) BackupRules::selected).onlyIf(BackupRules::isData));

    public static final List<Rule> ALL = List.of(
            VAULT_KEY,
            RETENTION,
            COPY_RETENTION,
            COPY_ELSEWHERE,
            VAULT_LOCKED,
            VAULT_PRIVATE,
            RESTORE_TESTED,
            DAILY,
            NOTIFIES,
            COVERS_DATA);

    /** The providers, so Regions, that have a backup plan. */
    private static final Derivation<Set<String>> PLANNED = graph -> graph.ofType(AwsTypes.BACKUP_PLAN).stream()
            .map(GraphResource::provider)
            .collect(Collectors.toSet());

    /** The providers, so Regions, in which an event rule matches failed backups. */
    private static final Derivation<Set<String>> WATCHED = graph -> graph.ofType(AwsTypes.EVENT_RULE).stream()
            .filter(rule -> !rule.input("eventPattern").isAbsent()
                    && JsonText.judge(rule, "eventPattern", BackupRules::matchesFailures) instanceof Verdict.Pass)
            .map(GraphResource::provider)
            .collect(Collectors.toSet());

    /** Whether a selection restores databases that it does not name. */
    private static final Derivation<Verdict> RESTORES_ANY =
            graph -> Verdict.any(graph.ofType(RESTORE_SELECTION).stream()
                    .filter(BackupRules::isOfDatabases)
                    .map(BackupRules::restoresAny));

    /** The selections that do not name each of their resources. */
    private static final Derivation<List<GraphResource>> BY_PATTERN_OR_TAG =
            graph -> graph.ofType(AwsTypes.BACKUP_SELECTION).stream()
                    .filter(selection -> !selection.input("selectionTags").isEmpty()
                            || selection.input("resources").containsUnknown()
                            || selection.input("resources").elements().stream()
                                    .anyMatch(resource ->
                                            resource.asText().orElse("").contains("*")))
                    .toList();

    private BackupRules() {}

    /** A vault next to a plan; for copies in another Region, the source vault is relevant. */
    private static boolean isBackedUpInto(GraphResource vault, RuleContext context) {
        Set<String> providers = context.graph().once(PLANNED);
        return providers.isEmpty() || providers.contains(vault.provider());
    }

    private static boolean tellsFailures(PropertyValue events) {
        return events.elements().stream()
                .anyMatch(event -> event.asText().orElse("").equals(JOB_COMPLETED));
    }

    private static Verdict matchesFailures(GraphResource vault, RuleContext context) {
        return context.graph().once(WATCHED).contains(vault.provider()) ? Verdict.PASS : Verdict.NOT_APPLICABLE;
    }

    private static Verdict matchesFailures(JsonNode pattern) {
        return matches(pattern.path("source"), "aws.backup")
                        && matches(pattern.path("detail-type"), "Backup Job State Change")
                        && matches(pattern.path("detail").path("state"), "FAILED")
                ? Verdict.PASS
                : Verdict.NOT_APPLICABLE;
    }

    /** A key that a pattern leaves out matches everything. */
    private static boolean matches(JsonNode values, String text) {
        return values.isMissingNode()
                || StreamSupport.stream(values.spliterator(), false)
                        .anyMatch(value -> value.asText().equals(text));
    }

    private static Pattern every(String rest) {
        return Pattern.compile("\\*|arn:[a-z*-]+:" + rest);
    }

    /** A rule with no end keeps its recovery points for ever. */
    private static Verdict keepsLongEnough(GraphResource plan, String lifecycle, RuleContext context) {
        PropertyValue delete = withoutZero(plan.input(lifecycle + ".deleteAfter"));
        PropertyValue cold = withoutZero(plan.input(lifecycle + ".coldStorageAfter"));
        if (delete.isUnknown() || cold.isUnknown()) {
            return Verdict.unknown(lifecycle + (delete.isUnknown() ? ".deleteAfter" : ".coldStorageAfter"));
        }
        if (delete.isAbsent()) {
            return Verdict.PASS;
        }
        int least = context.parameters().backupPlanRetentionDays();
        OptionalDouble days = delete.asNumber();
        if (days.orElse(0) < least) {
            return Verdict.fail(lifecycle + ".deleteAfter is " + delete.describe() + " but must be at least " + least);
        }
        double inColdStorage = days.orElse(0) - cold.asNumber().orElse(-COLD_STORAGE_DAYS);
        return Verdict.passIf(
                inColdStorage >= COLD_STORAGE_DAYS,
                lifecycle + ".deleteAfter is " + delete.describe() + " but must be " + COLD_STORAGE_DAYS
                        + " days or more after coldStorageAfter, which is " + cold.describe());
    }

    private static Verdict copiesElsewhere(GraphResource plan, RuleContext context) {
        if (isForReplicatedDatabases(plan, context)) {
            return Verdict.PASS;
        }
        return Elements.any(
                        "rules",
                        "no rule of the plan copies to another Region",
                        rule -> Elements.any(
                                rule + ".copyActions",
                                "no copy goes to another Region",
                                copy -> (resource, around) ->
                                        goesElsewhere(resource, copy + ".destinationVaultArn", around)))
                .test(plan, context);
    }

    /** RDS replicates the backups of a database to another Region itself; a copy by the plan would be a second one. */
    private static boolean isForReplicatedDatabases(GraphResource plan, RuleContext context) {
        List<GraphResource> selections = context.referrers(plan, "planId", AwsTypes.BACKUP_SELECTION);
        return !selections.isEmpty()
                && selections.stream().allMatch(selection -> {
                    List<GraphResource> named = context.references(selection, "resources");
                    return !named.isEmpty()
                            && named.size()
                                    >= selection.input("resources").elements().size()
                            && selection.input("selectionTags").isEmpty()
                            && named.stream().allMatch(data -> isReplicated(data, context));
                });
    }

    private static boolean isReplicated(GraphResource data, RuleContext context) {
        return data.type().equals(AwsTypes.RDS_INSTANCE)
                && !context.referrers(data, "sourceDbInstanceArn", AwsTypes.RDS_BACKUP_REPLICATION)
                        .isEmpty();
    }

    private static Verdict goesElsewhere(GraphResource plan, String path, RuleContext context) {
        Optional<String> home = regionOfProvider(plan, context);
        PropertyValue destination = plan.input(path);
        if (!destination.isUnknown()) {
            String[] arn = destination.asText().orElse("").split(":", 7);
            boolean vault = arn.length == 7 && arn[2].equals("backup");
            if (vault && home.isEmpty()) {
                return Verdict.unknown(path);
            }
            return Verdict.passIf(
                    vault && !home.orElseThrow().equals(arn[3]), path + " is not a vault in another Region");
        }
        List<GraphResource> vaults = context.references(plan, "rules", AwsTypes.BACKUP_VAULT);
        if (vaults.isEmpty() || home.isEmpty()) {
            return Verdict.unknown(path);
        }
        boolean elsewhere = vaults.stream()
                .map(vault -> regionOfProvider(vault, context))
                .flatMap(Optional::stream)
                .anyMatch(region -> !region.equals(home.orElseThrow()));
        return Verdict.passIf(elsewhere, path + " is not a vault in another Region");
    }

    private static Optional<String> regionOfProvider(GraphResource resource, RuleContext context) {
        return context.graph().resource(resource.provider()).flatMap(provider -> provider.input("region")
                .asText());
    }

    /** Terraform's states have 0 for a number of days that is left out. */
    private static PropertyValue withoutZero(PropertyValue days) {
        return days.asNumber().orElse(1) == 0 ? PropertyValue.Null.VALUE : days;
    }

    /** The lock becomes immutable after so many days, at least 3; source: the API reference of AWS Backup. */
    private static boolean isLockable(PropertyValue days) {
        return withoutZero(days).isAbsent() || days.asNumber().orElse(0) >= 3;
    }

    private static boolean isRecent(PropertyValue days) {
        double window = withoutZero(days).isAbsent() ? 30 : days.asNumber().orElse(0);
        return 1 <= window && window <= 30;
    }

    private static Verdict plansKeepToBounds(GraphResource lock, RuleContext context) {
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        for (GraphResource vault : context.references(lock, "backupVaultName", AwsTypes.BACKUP_VAULT)) {
            for (GraphResource plan : context.referrers(vault, "rules", AwsTypes.BACKUP_PLAN)) {
                retentionPaths(plan, vault).forEach(path -> verdicts.add(isWithinBounds(plan, path, lock)));
            }
        }
        return Verdict.all(verdicts);
    }

    /** The paths of how long a plan keeps what it puts into a vault; a name that is not known yet may be any vault's. */
    private static List<String> retentionPaths(GraphResource plan, GraphResource vault) {
        List<String> paths = new ArrayList<>();
        for (int index = 0; index < plan.input("rules").elements().size(); index++) {
            String rule = "rules[" + index + "]";
            if (mayName(plan.input(rule + ".targetVaultName"), vault)) {
                paths.add(rule + ".lifecycle.deleteAfter");
            }
            int copies = plan.input(rule + ".copyActions").elements().size();
            for (int copy = 0; copy < copies; copy++) {
                String action = rule + ".copyActions[" + copy + "]";
                if (mayName(plan.input(action + ".destinationVaultArn"), vault)) {
                    paths.add(action + ".lifecycle.deleteAfter");
                }
            }
        }
        return paths;
    }

    private static boolean mayName(PropertyValue value, GraphResource vault) {
        return value.isUnknown()
                || Stream.of(vault.output("name"), vault.input("name"), vault.output("arn"), vault.output("id"))
                        .flatMap(identifier -> identifier.asText().stream())
                        .anyMatch(identifier ->
                                value.asText().filter(identifier::equals).isPresent());
    }

    private static Verdict isWithinBounds(GraphResource plan, String path, GraphResource lock) {
        PropertyValue days = withoutZero(plan.input(path));
        if (days.isUnknown() || lock.input("maxRetentionDays").isUnknown()) {
            return Verdict.unknown(days.isUnknown() ? path + " of " + plan.name() : "maxRetentionDays");
        }
        double least = lock.input("minRetentionDays").asNumber().orElse(1);
        double most = withoutZero(lock.input("maxRetentionDays")).asNumber().orElse(Double.POSITIVE_INFINITY);
        double kept =
                days.isAbsent() ? Double.POSITIVE_INFINITY : days.asNumber().orElse(0);
        return Verdict.passIf(
                least <= kept && kept <= most,
                path + " of " + plan.name() + " is " + days.describe() + ", outside of minRetentionDays "
                        + lock.input("minRetentionDays").describe() + " and maxRetentionDays "
                        + lock.input("maxRetentionDays").describe());
    }

    private static Verdict isRestored(GraphResource database, RuleContext context) {
        boolean named = context.referrers(database, "protectedResourceArns", RESTORE_SELECTION).stream()
                .anyMatch(BackupRules::isOfDatabases);
        return named
                ? Verdict.PASS
                : Verdict.any(List.of(
                        context.graph().once(RESTORES_ANY),
                        Verdict.fail("the database is in no restore testing selection")));
    }

    private static boolean isOfDatabases(GraphResource selection) {
        return selection.input("protectedResourceType").asText().orElse("").equals("RDS");
    }

    /** Returns whether a selection restores databases that it does not name; not applicable where it does not. */
    private static Verdict restoresAny(GraphResource selection) {
        PropertyValue arns = selection.input("protectedResourceArns");
        if (arns.elements().stream().anyMatch(arn -> arn.asText().orElse("").equals("*"))) {
            return Verdict.PASS;
        }
        boolean byTag = arns.isEmpty()
                && !selection.input("protectedResourceConditions").isEmpty();
        return byTag || (arns.containsUnknown() && isUnrecorded(selection))
                ? Verdict.unknown(
                        (byTag ? "protectedResourceConditions of " : "protectedResourceArns of ") + selection.name())
                : Verdict.NOT_APPLICABLE;
    }

    /** The dependencies tell everything there is to know of unknown ARNs, unless they were not recorded. */
    private static boolean isUnrecorded(GraphResource selection) {
        return selection.propertyDependencies().isEmpty()
                && selection.dependencies().isEmpty();
    }

    private static boolean isData(GraphResource resource, RuleContext context) {
        if (resource.type().equals(AwsTypes.RDS_INSTANCE)) {
            return RdsRules.isPrimary(resource, context);
        }
        return !resource.type().startsWith("aws:s3/") || S3Rules.isCritical(resource, context);
    }

    private static Verdict selected(GraphResource data, RuleContext context) {
        Stream<Verdict> verdicts = selections(data, context)
                .filter(selection -> !names(selection, "notResources", data, context))
                .map(selection -> selects(selection, data, context));
        return Verdict.any(Stream.concat(
                verdicts, Stream.of(Verdict.fail("no backup selection includes the " + NOUNS.get(nounKey(data))))));
    }

    /** The selections that may back a resource up: those that name it, and those that name no single resource. */
    static Stream<GraphResource> selections(GraphResource data, RuleContext context) {
        return Stream.concat(
                        context.graph().once(BY_PATTERN_OR_TAG).stream(),
                        context.referrers(data, "resources", AwsTypes.BACKUP_SELECTION).stream())
                .distinct()
                .sorted(Comparator.comparing(GraphResource::urn));
    }

    /** Whether a selection backs up a resource; not applicable where it does not. */
    static Verdict selects(GraphResource selection, GraphResource data, RuleContext context) {
        if (selectsByTag(selection, data, context)) {
            return Verdict.PASS;
        }
        if (names(selection, "resources", data, context)) {
            return conditionsHold(selection, data, context) ? Verdict.PASS : Verdict.NOT_APPLICABLE;
        }
        boolean undecided = selection.input("resources").containsUnknown() && isUnrecorded(selection);
        return undecided ? Verdict.unknown("resources of " + selection.name()) : Verdict.NOT_APPLICABLE;
    }

    /** A list names a resource by its ARN or by a pattern for all of its kind. */
    private static boolean names(GraphResource selection, String list, GraphResource data, RuleContext context) {
        Pattern everyOne = EVERY.get(nounKey(data));
        return context.references(selection, list).contains(data)
                || selection.input(list).elements().stream()
                        .anyMatch(element -> everyOne != null
                                && everyOne.matcher(element.asText().orElse("")).matches());
    }

    private static String nounKey(GraphResource data) {
        return data.type().startsWith("aws:s3/") ? AwsTypes.S3_BUCKET : data.type();
    }

    private static boolean selectsByTag(GraphResource selection, GraphResource data, RuleContext context) {
        return selection.input("selectionTags").elements().stream()
                .anyMatch(tag -> hasTag(data, tag.at("key"), tag.at("value"), false, context));
    }

    private static boolean hasTag(
            GraphResource data, PropertyValue key, PropertyValue wanted, boolean pattern, RuleContext context) {
        Optional<String> value = key.asText()
                .map(name -> name.replaceFirst("^aws:ResourceTag/", ""))
                .flatMap(name -> Companions.tag(data, name, context));
        return value.isPresent()
                && wanted.asText()
                        .filter(text -> pattern
                                ? value.orElseThrow()
                                        .matches(Pattern.quote(text).replace("*", "\\E.*\\Q"))
                                : text.equals(value.orElseThrow()))
                        .isPresent();
    }

    /** All of a selection's conditions hold; those on tags that are not there hold where they say "not". */
    private static boolean conditionsHold(GraphResource selection, GraphResource data, RuleContext context) {
        PropertyValue conditions = selection.input("conditions");
        List<PropertyValue> all = conditions.elements().isEmpty() ? List.of(conditions) : conditions.elements();
        return all.stream().allMatch(condition -> OPERATORS.stream()
                .allMatch(operator -> condition.revealed().at(operator).elements().stream()
                        .allMatch(entry ->
                                hasTag(data, entry.at("key"), entry.at("value"), operator.endsWith("Likes"), context)
                                        != operator.startsWith("stringNot"))));
    }
}
