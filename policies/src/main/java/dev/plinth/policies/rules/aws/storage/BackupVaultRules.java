package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rules for vaults of AWS Backup. */
public final class BackupVaultRules {

    /**
     * Event for the end of a backup job in any state; AWS no longer sends BACKUP_JOB_FAILED and similar events.
     *
     * @see <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultNotifications.html">
     *     PutBackupVaultNotifications</a>
     */
    private static final String JOB_COMPLETED = "BACKUP_JOB_COMPLETED";

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
                            .and(property("changeableForDays").is(BackupVaultRules::isLockable, "at least 3 or absent"))
                            .and(BackupVaultRules::plansKeepToBounds))));

    private static final Rule VAULT_PRIVATE = Rule.named("backup-vault-policy-not-public")
            .title("Backup vault policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.BACKUP_VAULT_POLICY, "policy")
            .neverWaivable()
            .risk("Any AWS account can copy the backups and restore the data.")
            .remediation(
                    """
                    Restrict access to the organization:
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}
                    """)
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule NOTIFIES = Rule.named("backup-vault-notifications")
            .title("Backup vaults send a notification when a backup fails")
            .severity(Severity.LOW)
            .on(AwsTypes.BACKUP_VAULT)
            .lookingAt(AwsTypes.BACKUP_VAULT_NOTIFICATIONS, "backupVaultName", "backupVaultEvents")
            .lookingAt(AwsTypes.CLOUDWATCH_EVENT_RULE, "eventPattern")
            .lookingAt(AwsTypes.BACKUP_PLAN)
            .risk("Failed backups go unnoticed until a restore is needed.")
            .remediation(
                    """
                    Send vault events to a topic, or match failed jobs with an EventBridge rule. A failed job is reported as
                    BACKUP_JOB_COMPLETED:
                    VaultNotificationsArgs.builder().backupVaultName(vault.name()).backupVaultEvents(List.of("BACKUP_JOB_COMPLETED"))
                    """)
            .requiresInStack(Related.some(
                            AwsTypes.BACKUP_VAULT_NOTIFICATIONS,
                            "backupVaultName",
                            property("backupVaultEvents")
                                    .is(BackupVaultRules::tellsFailures, "a list with " + JOB_COMPLETED),
                            "the vault has no VaultNotifications")
                    .or(BackupVaultRules::matchesFailures)
                    .onlyIf(BackupVaultRules::isBackedUpInto));

    public static final List<Rule> ALL = List.of(VAULT_KEY, VAULT_LOCKED, VAULT_PRIVATE, NOTIFIES);

    private BackupVaultRules() {}

    /** The providers, so Regions, that have a backup plan. */
    private static final Derivation<Set<String>> PLANNED = graph -> graph.ofType(AwsTypes.BACKUP_PLAN).stream()
            .map(GraphResource::provider)
            .collect(Collectors.toSet());

    /** The providers, so Regions, in which an event rule matches failed backups. */
    private static final Derivation<Set<String>> WATCHED =
            graph -> graph.ofType(AwsTypes.CLOUDWATCH_EVENT_RULE).stream()
                    .filter(rule -> !rule.input("eventPattern").isAbsent()
                            && JsonText.judge(rule, "eventPattern", BackupVaultRules::matchesFailures)
                                    instanceof Verdict.Pass)
                    .map(GraphResource::provider)
                    .collect(Collectors.toSet());

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

    /** Terraform's states have 0 for a number of days that is left out. */
    static PropertyValue withoutZero(PropertyValue days) {
        return days.asNumber().orElse(1) == 0 ? PropertyValue.Null.VALUE : days;
    }

    /** The lock becomes immutable after so many days, at least 3; source: the API reference of AWS Backup. */
    private static boolean isLockable(PropertyValue days) {
        return withoutZero(days).isAbsent() || days.asNumber().orElse(0) >= 3;
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
}
