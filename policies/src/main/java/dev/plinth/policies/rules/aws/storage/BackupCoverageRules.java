package dev.plinth.policies.rules.aws.storage;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Schedules;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.database.RdsRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules for the resources that AWS Backup backs up and restores. */
public final class BackupCoverageRules {

    /** The longest month is 31 days; a quarter is at most 92. */
    private static final Duration QUARTER = Duration.ofDays(92);

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
            AwsTypes.S3_BUCKET_V2,
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
            AwsTypes.S3_BUCKET_V2,
            "bucket");

    private static final List<String> OPERATORS =
            List.of("stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes");

    private static final Rule RESTORE_TESTED = Rule.named("backup-restore-tested")
            .title("Every production database has scheduled restore testing")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "replicateSourceDb")
            .on(
                    AwsTypes.BACKUP_RESTORE_TESTING_PLAN,
                    "recoveryPointSelection.selectionWindowDays",
                    "scheduleExpression")
            .lookingAt(
                    AwsTypes.BACKUP_RESTORE_TESTING_SELECTION,
                    "protectedResourceType",
                    "protectedResourceArns",
                    "protectedResourceConditions")
            .risk("A backup that cannot be restored is discovered only when it is needed.")
            .remediation(
                    """
                    Add a restore testing selection:
                    RestoreTestingSelectionArgs.builder().protectedResourceType("RDS").protectedResourceArns(database.arn().applyValue(List::of))
                    """)
            .requiresInStack(Companions.byType(Map.of(
                    AwsTypes.RDS_INSTANCE,
                    ((Condition) BackupCoverageRules::isRestored)
                            .onlyIf((database, context) ->
                                    context.isProduction() && RdsRules.isPrimary(database, context)),
                    AwsTypes.BACKUP_RESTORE_TESTING_PLAN,
                    property("scheduleExpression")
                            .is(Schedules.runsEvery(QUARTER), "a schedule that runs at least every three months")
                            .and(property("recoveryPointSelection.selectionWindowDays")
                                    .is(BackupCoverageRules::isRecent, "from 1 to 30 or absent")))));

    private static final Rule COVERS_DATA = Rule.named("backup-covers-data")
            .title("Every database, file system and critical bucket is in a backup selection")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "replicateSourceDb", "tags")
            .on(AwsTypes.RDS_CLUSTER, "tags")
            .on(AwsTypes.DYNAMODB_TABLE, "tags")
            .on(AwsTypes.EFS_FILE_SYSTEM, "tags")
            .on(AwsTypes.S3_BUCKET_V2, "tags")
            .lookingAt(AwsTypes.CLOUDTRAIL_TRAIL, "s3BucketName")
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
            .requiresInStack(((Condition) BackupCoverageRules::selected).onlyIf(BackupCoverageRules::isData));

    public static final List<Rule> ALL = List.of(RESTORE_TESTED, COVERS_DATA);

    private BackupCoverageRules() {}

    /** Derivation of whether a selection restores databases that it does not name. */
    private static final Derivation<Verdict> RESTORES_ANY =
            graph -> Verdict.any(graph.ofType(AwsTypes.BACKUP_RESTORE_TESTING_SELECTION).stream()
                    .filter(BackupCoverageRules::isOfDatabases)
                    .map(BackupCoverageRules::restoresAny));

    private static Pattern every(String rest) {
        return Pattern.compile("\\*|arn:[a-z*-]+:" + rest);
    }

    private static boolean isRecent(PropertyValue days) {
        double window = BackupVaultRules.withoutZero(days).isAbsent()
                ? 30
                : days.asNumber().orElse(0);
        return 1 <= window && window <= 30;
    }

    private static Verdict isRestored(GraphResource database, RuleContext context) {
        boolean named =
                context.referrers(database, "protectedResourceArns", AwsTypes.BACKUP_RESTORE_TESTING_SELECTION).stream()
                        .anyMatch(BackupCoverageRules::isOfDatabases);
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
        Stream<Verdict> verdicts = BackupPlanRules.selections(data, context)
                .filter(selection -> !names(selection, "notResources", data, context))
                .map(selection -> selects(selection, data, context));
        return Verdict.any(Stream.concat(
                verdicts, Stream.of(Verdict.fail("no backup selection includes the " + NOUNS.get(nounKey(data))))));
    }

    /** Returns whether a selection backs up a resource; not applicable if it does not. */
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
        return data.type().startsWith("aws:s3/") ? AwsTypes.S3_BUCKET_V2 : data.type();
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
