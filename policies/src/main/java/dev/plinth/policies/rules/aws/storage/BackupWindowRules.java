package dev.plinth.policies.rules.aws.storage;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.calendar.TimeWindow;
import dev.plinth.policies.condition.Schedules;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.database.RdsRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules on the times of backups. */
public final class BackupWindowRules {

    /** RDS takes no backup in the hour before a window. */
    private static final int HOUR = 60;

    private static final Rule CLEAR = Rule.named("backup-outside-rds-windows")
            .title("AWS Backup does not start database backups during, or one hour before, the database's windows")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "maintenanceWindow", "backupWindow", "replicateSourceDb")
            .lookingAt(AwsTypes.BACKUP_SELECTION, "planId", "resources", "selectionTags[].key", "selectionTags[].value")
            .lookingAt(
                    AwsTypes.BACKUP_PLAN,
                    "rules[].schedule",
                    "rules[].scheduleExpressionTimezone",
                    "rules[].enableContinuousBackup")
            .risk("Backup jobs that overlap a window of RDS fail, and no recovery point is created.")
            .remediation(
                    """
                    Start backups at another time, see https://repost.aws/knowledge-center/backup-coordinates-pitr:
                    PlanRuleArgs.builder().schedule("cron(0 5 * * ? *)")
                    """)
            .requiresInStack(((Condition) BackupWindowRules::isClear).onlyIf(RdsRules::isPrimary));

    public static final List<Rule> ALL = List.of(CLEAR);

    private BackupWindowRules() {}

    private static Verdict isClear(GraphResource database, RuleContext context) {
        List<Verdict> verdicts = new ArrayList<>();
        BackupPlanRules.selections(database, context)
                .filter(selection -> BackupCoverageRules.selects(selection, database, context)
                        .equals(Verdict.PASS))
                .flatMap(selection -> context.references(selection, "planId", AwsTypes.BACKUP_PLAN).stream())
                .forEach(plan ->
                        plan.input("rules").elements().forEach(rule -> verdicts.add(isClear(database, plan, rule))));
        return verdicts.isEmpty() ? Verdict.NOT_APPLICABLE : Verdict.all(verdicts);
    }

    private static Verdict isClear(GraphResource database, GraphResource plan, PropertyValue rule) {
        // With continuous backups AWS Backup takes the windows over.
        if (rule.at("enableContinuousBackup").asBoolean().orElse(false)) {
            return Verdict.PASS;
        }
        PropertyValue schedule = rule.at("schedule");
        String zone = rule.at("scheduleExpressionTimezone").asText().orElse("Etc/UTC");
        if (schedule.isUnknown() || !zone.matches("Etc/UTC|UTC")) {
            return Verdict.unknown("rules[].schedule of " + plan.name());
        }
        TimeWindow starts =
                new TimeWindow(Schedules.minutesOfWeek(schedule.asText().orElse("")), 1);
        for (String property : List.of("maintenanceWindow", "backupWindow")) {
            PropertyValue window = database.input(property);
            if (window.isUnknown()) {
                return Verdict.unknown(property);
            }
            if (window.isAbsent()) {
                // RDS then chooses one that nobody knows.
                continue;
            }
            String text = window.asText().orElse("");
            Optional<TimeWindow> open = TimeWindow.weekly(text).or(() -> TimeWindow.daily(text));
            if (open.isEmpty()) {
                return Verdict.fail(property + " is " + window.describe() + " but must be a window");
            }
            if (open.get().openedEarlier(HOUR).overlaps(starts)) {
                return Verdict.fail(
                        property + " is " + window.describe() + ", and " + plan.name() + " starts a backup at "
                                + schedule.describe() + ": during the window or in the hour before it");
            }
        }
        return Verdict.PASS;
    }
}
