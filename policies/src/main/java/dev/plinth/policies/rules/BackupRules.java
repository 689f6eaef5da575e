package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Rules for AWS Backup. */
final class BackupRules {

    private static final String SELECTION = "aws:backup/selection:Selection";

    /** What goes to cold storage stays there this many days; source: the AWS Backup developer guide. */
    private static final int COLD_STORAGE_DAYS = 90;

    /** A pattern for every resource, or for every database. */
    private static final Pattern EVERY_DATABASE = Pattern.compile("\\*|arn:[a-z*-]+:rds:[^:]*:[^:]*:(\\*|db:\\*)");

    private static final Rule VAULT_KEY = Rule.named("backup-vault-cmk")
            .title("Backup vaults have a key of their own and are not emptied on deletion")
            .severity(Severity.HIGH)
            .on("aws:backup/vault:Vault", "kmsKeyArn", "forceDestroy")
            .risk("Whoever may use the default key reads every backup; a destroyed stack takes its backups along.")
            .remediation(
                    """
                    Give the vault a key:
                    VaultArgs.builder().kmsKeyArn(key.arn()).forceDestroy(false)
                    """)
            .references(checkov("CKV_AWS_166"))
            .requires(property("kmsKeyArn")
                    .isSetTo(value -> value.asText().orElse("").startsWith("arn:"), "a key's ARN")
                    .and(property("forceDestroy").isNotTrue()));

    private static final Rule RETENTION = Rule.named("backup-retention")
            .title("Backup plans keep recovery points for 35 days or more")
            .severity(Severity.HIGH)
            .on("aws:backup/plan:Plan", "rules[].lifecycle.deleteAfter", "rules[].lifecycle.coldStorageAfter")
            .risk("Damage that is found after a month can't be undone.")
            .remediation(
                    """
                    Keep what was backed up:
                    PlanRuleLifecycleArgs.builder().deleteAfter(35)
                    """)
            .configuredBy(Threshold.BACKUP_PLAN_RETENTION_DAYS)
            .requires(BackupRules::keepsLongEnough);

    private static final Rule COVERS_DATABASES = Rule.named("backup-covers-data")
            .title("Every database is in a backup selection")
            .severity(Severity.HIGH)
            .on(RdsRules.INSTANCE, "replicateSourceDb", "tags")
            .lookingAt(
                    SELECTION,
                    "resources",
                    "notResources",
                    "selectionTags[].type",
                    "selectionTags[].key",
                    "selectionTags[].value")
            .risk("The database has no recovery point outside of its own instance and Region.")
            .remediation(
                    """
                    Select it:
                    SelectionArgs.builder().planId(plan.id()).resources(database.arn().applyValue(List::of))
                    """)
            .references(securityHub("RDS.26"))
            .requiresInStack((database, context) ->
                    RdsRules.isPrimary(database, context) ? selected(database, context) : Verdict.NOT_APPLICABLE);

    static final List<Rule> ALL = List.of(VAULT_KEY, RETENTION, COVERS_DATABASES);

    private BackupRules() {}

    private static Verdict keepsLongEnough(GraphResource plan, RuleContext context) {
        PropertyValue rules = plan.input("rules");
        if (rules.isUnknown()) {
            return Verdict.unknown("rules");
        }
        if (rules.elements().isEmpty()) {
            return Verdict.fail("rules is " + rules.describe() + ", it must be a list of at least one rule");
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (int index = 0; index < rules.elements().size(); index++) {
            verdicts.add(keepsLongEnough(plan, "rules[" + index + "].lifecycle", context));
        }
        return Verdict.all(verdicts);
    }

    /** A rule with no end keeps its recovery points for ever. */
    private static Verdict keepsLongEnough(GraphResource plan, String lifecycle, RuleContext context) {
        PropertyValue delete = plan.input(lifecycle + ".deleteAfter");
        PropertyValue cold = plan.input(lifecycle + ".coldStorageAfter");
        if (delete.isUnknown() || cold.isUnknown()) {
            return Verdict.unknown(lifecycle + (delete.isUnknown() ? ".deleteAfter" : ".coldStorageAfter"));
        }
        if (delete.isAbsent()) {
            return Verdict.PASS;
        }
        int least = context.parameters().backupPlanRetentionDays();
        OptionalDouble days = delete.asNumber();
        if (days.orElse(0) < least) {
            return Verdict.fail(lifecycle + ".deleteAfter is " + delete.describe() + ", it must be at least " + least);
        }
        double inColdStorage = days.orElse(0) - cold.asNumber().orElse(-COLD_STORAGE_DAYS);
        return Verdict.passIf(
                inColdStorage >= COLD_STORAGE_DAYS,
                lifecycle + ".deleteAfter is " + delete.describe() + ", it must be " + COLD_STORAGE_DAYS
                        + " days or more after coldStorageAfter, which is " + cold.describe());
    }

    private static Verdict selected(GraphResource database, RuleContext context) {
        List<Verdict> verdicts = new ArrayList<>();
        for (GraphResource selection : context.ofType(SELECTION)) {
            boolean excluded = context.references(selection, "notResources").contains(database);
            verdicts.add(excluded ? Verdict.NOT_APPLICABLE : selects(selection, database, context));
        }
        verdicts.add(Verdict.fail("no backup selection names the database"));
        return Verdict.any(verdicts);
    }

    private static Verdict selects(GraphResource selection, GraphResource database, RuleContext context) {
        PropertyValue resources = selection.input("resources");
        boolean everything = resources.elements().stream()
                .anyMatch(element ->
                        EVERY_DATABASE.matcher(element.asText().orElse("")).matches());
        if (everything
                || context.references(selection, "resources").contains(database)
                || selectsByTag(selection, database)) {
            return Verdict.PASS;
        }
        // The dependencies told everything there is to know of unknown ARNs, unless they were not recorded.
        boolean undecided = resources.containsUnknown()
                && selection.propertyDependencies().isEmpty()
                && selection.dependencies().isEmpty();
        return undecided ? Verdict.unknown("resources of " + selection.name()) : Verdict.NOT_APPLICABLE;
    }

    private static boolean selectsByTag(GraphResource selection, GraphResource database) {
        return selection.input("selectionTags").elements().stream().anyMatch(tag -> {
            Optional<String> key = tag.at("key").asText();
            Optional<String> wanted = tag.at("value").asText();
            return key.isPresent()
                    && wanted.isPresent()
                    && tagOf(database, key.get()).equals(wanted);
        });
    }

    private static Optional<String> tagOf(GraphResource resource, String key) {
        PropertyValue tags = resource.input("tags").revealed();
        PropertyValue all = resource.output("tagsAll").revealed();
        return (tags instanceof PropertyValue.ObjectValue own ? own.get(key) : PropertyValue.Null.VALUE)
                .asText()
                .or(() -> (all instanceof PropertyValue.ObjectValue every ? every.get(key) : PropertyValue.Null.VALUE)
                        .asText());
    }
}
