package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.Schedules;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Rules for plans of AWS Backup. */
public final class BackupPlanRules {

    private static final Duration DAY = Duration.ofDays(1);

    /** Minimum number of days in cold storage; source: the AWS Backup developer guide. */
    private static final int COLD_STORAGE_DAYS = 90;

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
            .lookingAt(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, "sourceDbInstanceArn")
            .lookingAt(ProviderTypes.AWS_PROVIDER, "region")
            .risk("The loss of a Region destroys both the data and its backups.")
            .remediation(
                    """
                    Copy recovery points to another Region:
                    PlanRuleCopyActionArgs.builder().destinationVaultArn(vaultInOtherRegion.arn())
                    """)
            .requiresInStack(((Condition) BackupPlanRules::copiesElsewhere).inProduction());

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

    public static final List<Rule> ALL = List.of(RETENTION, COPY_RETENTION, COPY_ELSEWHERE, DAILY);

    private BackupPlanRules() {}

    /** The selections that do not name each of their resources. */
    private static final Derivation<List<GraphResource>> BY_PATTERN_OR_TAG =
            graph -> graph.ofType(AwsTypes.BACKUP_SELECTION).stream()
                    .filter(selection -> !selection.input("selectionTags").isEmpty()
                            || selection.input("resources").containsUnknown()
                            || selection.input("resources").elements().stream()
                                    .anyMatch(resource ->
                                            resource.asText().orElse("").contains("*")))
                    .toList();

    /** A rule with no end keeps its recovery points for ever. */
    private static Verdict keepsLongEnough(GraphResource plan, String lifecycle, RuleContext context) {
        PropertyValue delete = BackupVaultRules.withoutZero(plan.input(lifecycle + ".deleteAfter"));
        PropertyValue cold = BackupVaultRules.withoutZero(plan.input(lifecycle + ".coldStorageAfter"));
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
                && !context.referrers(data, "sourceDbInstanceArn", AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION)
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

    /** The selections that may back a resource up: those that name it, and those that name no single resource. */
    static Stream<GraphResource> selections(GraphResource data, RuleContext context) {
        return Stream.concat(
                        context.graph().once(BY_PATTERN_OR_TAG).stream(),
                        context.referrers(data, "resources", AwsTypes.BACKUP_SELECTION).stream())
                .distinct()
                .sorted(Comparator.comparing(GraphResource::urn));
    }
}
