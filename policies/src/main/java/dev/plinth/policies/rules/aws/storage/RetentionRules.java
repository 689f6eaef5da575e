package dev.plinth.policies.rules.aws.storage;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules for the longest time that data is kept. */
public final class RetentionRules {

    private static final String RULES = "rules";

    private static final Rule LIMITED = Rule.named("retention-limited")
            .title("Logs, backups and deleted objects are not kept longer than maximumRetentionDays")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDWATCH_LOG_GROUP, "retentionInDays")
            .on(AwsTypes.RDS_INSTANCE, "backupRetentionPeriod")
            .on(AwsTypes.BACKUP_PLAN, "rules[].lifecycle.deleteAfter", "rules[].copyActions[].lifecycle.deleteAfter")
            .on(AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2, "rules[].noncurrentVersionExpiration.noncurrentDays")
            .risk("Personal data that was deleted in the application remains in copies for longer than the law or a "
                    + "contract allows.")
            .remediation(
                    """
                    Shorten the retention:
                    LogGroupArgs.builder().retentionInDays(365)
                    """)
            .configuredBy(Threshold.MAXIMUM_RETENTION_DAYS)
            .requires(RetentionRules::isLimited);

    public static final List<Rule> ALL = List.of(LIMITED);

    private RetentionRules() {}

    private static Verdict isLimited(GraphResource resource, RuleContext context) {
        int most = context.parameters().maximumRetentionDays();
        if (most == Threshold.MAXIMUM_RETENTION_DAYS.most()) {
            return Verdict.NOT_APPLICABLE;
        }
        return switch (resource.type()) {
            case AwsTypes.CLOUDWATCH_LOG_GROUP -> ends(resource, "retentionInDays", most);
            case AwsTypes.RDS_INSTANCE -> endsIfSet(resource, "backupRetentionPeriod", most);
            default ->
                resource.input(RULES).isUnknown()
                        ? Verdict.unknown(RULES)
                        : Verdict.all(paths(resource, RULES)
                                .flatMap(rule -> verdicts(resource, rule, most))
                                .toList());
        };
    }

    private static Stream<Verdict> verdicts(GraphResource resource, String rule, int most) {
        return resource.type().equals(AwsTypes.BACKUP_PLAN)
                ? Stream.concat(Stream.of(rule), paths(resource, rule + ".copyActions"))
                        .map(place -> ends(resource, place + ".lifecycle.deleteAfter", most))
                : Stream.of(endsIfSet(resource, rule + ".noncurrentVersionExpiration.noncurrentDays", most));
    }

    private static Stream<String> paths(GraphResource resource, String list) {
        return IntStream.range(0, resource.input(list).elements().size()).mapToObj(i -> list + "[" + i + "]");
    }

    private static Verdict endsIfSet(GraphResource resource, String path, int most) {
        return BackupVaultRules.withoutZero(resource.input(path)).isAbsent()
                ? Verdict.PASS
                : ends(resource, path, most);
    }

    /** Without a value, or with 0, data is kept for an unlimited time. */
    private static Verdict ends(GraphResource resource, String path, int most) {
        PropertyValue days = BackupVaultRules.withoutZero(resource.input(path));
        if (days.isUnknown()) {
            return Verdict.unknown(path);
        }
        return days.isAbsent()
                ? Verdict.fail(path + " is not set, which is an unlimited retention, but must be at most " + most)
                : Verdict.passIf(
                        days.asNumber().orElse(Double.POSITIVE_INFINITY) <= most,
                        path + " is " + days.describe() + " but must be at most " + most);
    }
}
