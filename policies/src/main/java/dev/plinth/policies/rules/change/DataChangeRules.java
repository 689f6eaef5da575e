package dev.plinth.policies.rules.change;

import static dev.plinth.policies.rule.PropertyChange.changeOf;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rules on changes that lose data, or the copies of it. */
final class DataChangeRules {

    private static final Rule NOT_DELETED = TypedPaths.ofTypes(Stateful.TYPES)
            .declareIn(Rule.named("stateful-not-deleted"))
            .title("Databases, buckets, keys and other stateful resources are not deleted")
            .severity(Severity.CRITICAL)
            .risk("The data of the resource is lost. Renaming a resource without an alias also deletes it.")
            .remediation(
                    """
                    Add an alias for a renamed resource, or retain it outside the stack:
                    CustomResourceOptions.builder().aliases(Alias.builder().name("old-name").build())
                    CustomResourceOptions.builder().retainOnDelete(true)
                    """)
            .neverWaivable()
            .requiresOfChange(DataChangeRules::notDeleted);

    private static final Rule NOT_REPLACED = TypedPaths.ofTypes(Stateful.TYPES)
            .declareIn(Rule.named("stateful-not-replaced"))
            .title("Databases, buckets, keys and other stateful resources are not replaced")
            .severity(Severity.CRITICAL)
            .risk("The replacement is empty, and the data of the old resource is deleted with it.")
            .remediation(
                    """
                    Keep the property, or ignore its changes:
                    CustomResourceOptions.builder().ignoreChanges("availabilityZone")
                    """)
            .neverWaivable()
            .requiresOfChange(DataChangeRules::notReplaced);

    private static final TypedPaths STORAGE = TypedPaths.of(AwsTypes.RDS_INSTANCE, "allocatedStorage")
            .and(AwsTypes.RDS_CLUSTER, "allocatedStorage")
            .and(AwsTypes.EBS_VOLUME, "size")
            .and(AwsTypes.OPENSEARCH_DOMAIN, "ebsOptions.volumeSize")
            .and(AwsTypes.ELASTICSEARCH_DOMAIN, "ebsOptions.volumeSize")
            .and(AwsTypes.MSK_CLUSTER, "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize");

    private static final Rule STORAGE_KEPT = STORAGE.declareIn(Rule.named("storage-not-shrunk"))
            .title("Storage is not reduced")
            .severity(Severity.HIGH)
            .risk("AWS cannot shrink storage: it rejects the change, or the resource is replaced by an empty one.")
            .remediation(
                    """
                    Keep the size. To use less storage, migrate the data to a new resource:
                    InstanceArgs.builder().allocatedStorage(100)
                    """)
            .requiresOfChange(STORAGE.each(path -> changeOf(path).doesNotDecrease())
                    .onlyIf((change, context) -> !isStorageScaledByRds(change)));

    private static final TypedPaths RETENTION = TypedPaths.of(AwsTypes.RDS_INSTANCE, "backupRetentionPeriod")
            .and(AwsTypes.RDS_CLUSTER, "backupRetentionPeriod")
            .and(AwsTypes.DOCDB_CLUSTER, "backupRetentionPeriod")
            .and(AwsTypes.NEPTUNE_CLUSTER, "backupRetentionPeriod")
            .and(AwsTypes.REDSHIFT_CLUSTER, "automatedSnapshotRetentionPeriod")
            .and(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "snapshotRetentionLimit")
            .and(AwsTypes.ELASTICACHE_CLUSTER, "snapshotRetentionLimit")
            .and(AwsTypes.MEMORYDB_CLUSTER, "snapshotRetentionLimit")
            .and(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, "retentionPeriod");

    private static final Rule RETENTION_KEPT = RETENTION
            .declareIn(Rule.named("backup-retention-not-reduced"))
            .title("The retention of automated backups and snapshots is not reduced")
            .severity(Severity.HIGH)
            .risk("Backups older than the new retention period are deleted immediately.")
            .remediation(
                    """
                    Keep or increase the retention period:
                    InstanceArgs.builder().backupRetentionPeriod(35)
                    """)
            .requiresOfChange(RETENTION.each(path -> changeOf(path).doesNotDecrease()));

    private static final Rule PLAN_KEPT = Rule.named("backup-plan-not-reduced")
            .title("Backup plans keep their rules and retention periods")
            .severity(Severity.HIGH)
            .on(AwsTypes.BACKUP_PLAN, "rules[].ruleName", "rules[].lifecycle.deleteAfter", "rules[].schedule")
            .risk("Future recovery points are fewer, or expire before they are needed.")
            .remediation(
                    """
                    Keep each rule and its retention period:
                    PlanRuleLifecycleArgs.builder().deleteAfter(35)
                    """)
            .requiresOfChange((change, context) ->
                    rules(change, "ruleName", DataChangeRules::planRuleKept, "must stay in the plan"));

    private static final TypedPaths BACKUPS = TypedPaths.of(AwsTypes.BACKUP_PLAN)
            .and(AwsTypes.BACKUP_SELECTION, "resources")
            .and(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, "sourceDbInstanceArn");

    private static final Rule BACKUPS_KEPT = BACKUPS.declareIn(Rule.named("backups-not-stopped"))
            .title("Backup plans, selections and cross-Region copies are not deleted")
            .severity(Severity.HIGH)
            .risk("No further recovery points are created, and this goes unnoticed until a restore is needed.")
            .remediation(
                    """
                    Keep the plan and its selection:
                    SelectionArgs.builder().planId(plan.id()).resources(database.arn().applyValue(List::of))
                    """)
            .requiresOfChange((change, context) ->
                    Counterparts.staysWith(change, context, "what it backs up", "resources", "sourceDbInstanceArn"));

    private static final Rule LOGS_KEPT = Rule.named("log-retention-not-reduced")
            .title("The retention of logs is not reduced")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDWATCH_LOG_GROUP, "retentionInDays")
            .risk("Logs older than the new retention period are deleted within days.")
            .remediation(
                    """
                    Keep or increase the retention period:
                    LogGroupArgs.builder().retentionInDays(365)
                    """)
            .requiresOfChange(changeOf("retentionInDays")
                    .holds(
                            (before, after) -> logDays(before, 0) <= logDays(after, -1),
                            "must not decrease; 0 or absent keeps logs indefinitely"));

    private static final Rule OBJECTS_KEPT = Rule.named("s3-expiry-not-shortened")
            .title("The expiration of objects and their noncurrent versions is not shortened")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2,
                    "rules[].id",
                    "rules[].status",
                    "rules[].expiration.days",
                    "rules[].noncurrentVersionExpiration.noncurrentDays")
            .on(AwsTypes.S3_BUCKET_V2, "lifecycleRules")
            .risk("S3 deletes objects older than the new expiration within a day, including versions needed "
                    + "for a restore.")
            .remediation(
                    """
                    Keep or increase the number of days:
                    BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder().noncurrentDays(90)
                    """)
            .requiresOfChange(InlineBucketChange.alike(
                    AwsTypes.S3_BUCKET_LIFECYCLE_CONFIGURATION_V2,
                    "lifecycleRule",
                    InlineBucketChange::lifecycle,
                    (change, context) -> rules(change, "id", DataChangeRules::expiryKept, "")));

    private static final TypedPaths RECOVERY = TypedPaths.of(AwsTypes.DYNAMODB_TABLE, "pointInTimeRecovery.enabled");

    private static final Rule RECOVERY_KEPT = RECOVERY.declareIn(Rule.named("point-in-time-recovery-kept"))
            .title("Point-in-time recovery is not disabled")
            .severity(Severity.HIGH)
            .risk("The continuous backup is deleted, and a recent bad write cannot be undone.")
            .remediation(
                    """
                    Keep it enabled:
                    TablePointInTimeRecoveryArgs.builder().enabled(true)
                    """)
            .requiresOfChange(RECOVERY.each(path -> changeOf(path).staysTrue()));

    private static final Rule REPLICATION_KEPT = Rule.named("replication-not-stopped")
            .title("Bucket replication is not stopped")
            .severity(Severity.HIGH)
            .on(AwsTypes.S3_BUCKET_REPLICATION_CONFIG, "bucket", "rules[].id", "rules[].status")
            .on(AwsTypes.S3_BUCKET_V2, "replicationConfigurations")
            .risk("New objects exist in one Region only and are lost with it.")
            .remediation(
                    """
                    Keep the rule enabled:
                    BucketReplicationConfigRuleArgs.builder().status("Enabled")
                    """)
            .requiresOfChange(InlineBucketChange.alike(
                    AwsTypes.S3_BUCKET_REPLICATION_CONFIG,
                    "replicationConfiguration",
                    InlineBucketChange::replication,
                    (change, context) -> Verdict.all(List.of(
                            Counterparts.staysWith(change, context, "its bucket", "bucket"),
                            rules(change, "id", DataChangeRules::replicationRuleKept, "must keep replicating")))));

    private static final TypedPaths SAFEGUARDS = TypedPaths.of(AwsTypes.RDS_INSTANCE, "skipFinalSnapshot")
            .and(AwsTypes.RDS_CLUSTER, "skipFinalSnapshot")
            .and(AwsTypes.DOCDB_CLUSTER, "skipFinalSnapshot")
            .and(AwsTypes.NEPTUNE_CLUSTER, "skipFinalSnapshot")
            .and(AwsTypes.REDSHIFT_CLUSTER, "skipFinalSnapshot")
            .and(AwsTypes.S3_BUCKET_V2, "forceDestroy")
            .and(AwsTypes.BACKUP_VAULT, "forceDestroy")
            .and(AwsTypes.ECR_REPOSITORY, "forceDelete")
            .and(AwsTypes.ROUTE53_ZONE, "forceDestroy");

    private static final Rule SAFEGUARDS_KEPT = SAFEGUARDS
            .declareIn(Rule.named("deletion-safeguards-kept").guardsDeletion())
            .title("Final snapshots and the protection of non-empty resources are not disabled")
            .severity(Severity.HIGH)
            .risk("This change deletes nothing, but a later deletion or replacement then leaves no copy of "
                    + "the data.")
            .remediation(
                    """
                    Keep the safeguard:
                    InstanceArgs.builder().skipFinalSnapshot(false)
                    BucketV2Args.builder().forceDestroy(false)
                    """)
            .requiresOfChange(SAFEGUARDS.each(path -> changeOf(path).staysFalse()));

    static final List<Rule> ALL = List.of(
            NOT_DELETED,
            NOT_REPLACED,
            STORAGE_KEPT,
            RETENTION_KEPT,
            PLAN_KEPT,
            BACKUPS_KEPT,
            LOGS_KEPT,
            OBJECTS_KEPT,
            RECOVERY_KEPT,
            REPLICATION_KEPT,
            SAFEGUARDS_KEPT);

    private DataChangeRules() {}

    private static Verdict notDeleted(ResourceChange change, RuleContext context) {
        if (change.before().isEmpty() || !Stateful.isLostWith(change, context)) {
            return Verdict.NOT_APPLICABLE;
        }
        return Verdict.passIf(
                change.operation() != ResourceChange.Operation.DELETE, "the change deletes it and its data");
    }

    private static Verdict notReplaced(ResourceChange change, RuleContext context) {
        if (change.before().isEmpty() || !Stateful.isLostWith(change, context)) {
            return Verdict.NOT_APPLICABLE;
        }
        if (change.replacementUnknown()) {
            return Verdict.unknown(String.join(", ", change.changedPaths()));
        }
        String causes = change.replaceKeys().stream()
                .map(key -> key + " from " + value(change.before(), key) + " to " + value(change.after(), key))
                .collect(Collectors.joining(", "));
        return Verdict.passIf(
                change.operation() != ResourceChange.Operation.REPLACE,
                "the change replaces it" + (causes.isEmpty() ? "" : " (" + causes + ")") + " and deletes its data");
    }

    private static String value(java.util.Optional<GraphResource> resource, String key) {
        return resource.map(known -> known.inputs().get(key).describe()).orElse("not known");
    }

    private static double logDays(PropertyValue value, double other) {
        double days = value.isAbsent() ? 0 : value.asNumber().orElse(other);
        return days == 0 ? Double.POSITIVE_INFINITY : days;
    }

    /** Compares one rule with what became of it. */
    @FunctionalInterface
    private interface RuleComparison {
        Verdict compare(PropertyValue before, PropertyValue after, String path);
    }

    /**
     * Compares each element of {@code rules} with the one of the same name after the change.
     *
     * @param gone what must hold of a rule that is no longer there, as a clause; empty when it may go
     */
    private static Verdict rules(ResourceChange change, String name, RuleComparison comparison, String gone) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue after = change.after("rules");
        if (after.isUnknown()) {
            return Verdict.unknown("rules");
        }
        if (!after.isAbsent() && !(after.revealed() instanceof PropertyValue.ListValue)) {
            return Verdict.fail("rules is " + after.describe() + " but must be a list");
        }
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        List<PropertyValue> old = change.before("rules").elements();
        for (PropertyValue rule : after.elements()) {
            if (rule.isUnknown() || rule.at(name).isUnknown()) {
                verdicts.add(Verdict.unknown("rules[]." + name));
            }
        }
        for (PropertyValue before : old) {
            PropertyValue same = named(after, name, before);
            String path = "rules[" + name + "=" + before.at(name).describe() + "]";
            if (!same.isAbsent()) {
                verdicts.add(comparison.compare(before, same, path));
            } else if (!gone.isEmpty()) {
                verdicts.add(Verdict.fail(path + " is gone, " + gone));
            }
        }
        if (gone.isEmpty()) {
            for (PropertyValue rule : after.elements()) {
                if (named(change.before("rules"), name, rule).isAbsent()) {
                    String path = "rules[" + name + "=" + rule.at(name).describe() + "]";
                    verdicts.add(comparison.compare(PropertyValue.Null.VALUE, rule, path));
                }
            }
        }
        Verdict verdict = Verdict.all(verdicts);
        boolean isSecret =
                after instanceof PropertyValue.Secret || change.before("rules") instanceof PropertyValue.Secret;
        return isSecret && verdict instanceof Verdict.Fail
                ? Verdict.fail("rules is [secret], and one of them is removed or keeps less than before")
                : verdict;
    }

    private static PropertyValue named(PropertyValue rules, String name, PropertyValue rule) {
        return rules.elements().stream()
                .filter(candidate ->
                        candidate.at(name).revealed().equals(rule.at(name).revealed()))
                .findFirst()
                .orElse(PropertyValue.Null.VALUE);
    }

    private static Verdict planRuleKept(PropertyValue before, PropertyValue after, String path) {
        return notShorter(before, after, path, "lifecycle.deleteAfter");
    }

    private static Verdict expiryKept(PropertyValue before, PropertyValue after, String path) {
        if (after.at("status").isUnknown()) {
            return Verdict.unknown("rules[].status");
        }
        if (after.at("status").asText().filter("Disabled"::equals).isPresent()) {
            return Verdict.PASS;
        }
        boolean ruledBefore =
                before.at("status").asText().filter("Disabled"::equals).isEmpty();
        PropertyValue old = ruledBefore ? before : PropertyValue.Null.VALUE;
        return Verdict.all(List.of(
                notShorter(old, after, path, "expiration.days"),
                notShorter(old, after, path, "noncurrentVersionExpiration.noncurrentDays")));
    }

    /** Without a number of days, nothing ever expires. */
    private static Verdict notShorter(PropertyValue before, PropertyValue after, String path, String property) {
        PropertyValue old = before.at(property);
        PropertyValue days = after.at(property);
        if (old.isUnknown() || days.isUnknown()) {
            return Verdict.unknown("rules[]." + property);
        }
        // Terraform's states have 0 where the number is left out.
        double least =
                isLeftOut(old) ? Double.POSITIVE_INFINITY : old.asNumber().orElse(0);
        double kept =
                isLeftOut(days) ? Double.POSITIVE_INFINITY : days.asNumber().orElse(-1);
        return Verdict.passIf(
                least <= kept,
                path + "." + property + " goes from " + old.describe() + " to " + days.describe()
                        + " but must not decrease");
    }

    private static boolean isLeftOut(PropertyValue days) {
        return days.isAbsent() || days.asNumber().orElse(1) == 0;
    }

    private static Verdict replicationRuleKept(PropertyValue before, PropertyValue after, String path) {
        PropertyValue status = after.at("status");
        if (status.isUnknown()) {
            return Verdict.unknown("rules[].status");
        }
        boolean was = before.at("status").asText().filter("Enabled"::equals).isPresent();
        return Verdict.passIf(
                !was || status.asText().filter("Enabled"::equals).isPresent(),
                path + ".status goes from Enabled to " + status.describe() + " but must stay Enabled");
    }

    /**
     * RDS grows storage up to {@code maxAllocatedStorage}, and the provider leaves it as it is from then on.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html">Managing capacity automatically
     *     with Amazon RDS storage autoscaling</a>
     */
    private static boolean isStorageScaledByRds(ResourceChange change) {
        if (!change.resource().type().equals(AwsTypes.RDS_INSTANCE)
                || change.operation() == ResourceChange.Operation.REPLACE) {
            return false;
        }
        double before = change.before()
                .map(resource -> resource.input("allocatedStorage").asNumber().orElse(0))
                .orElse(0.0);
        return change.after()
                .map(resource -> resource.input("maxAllocatedStorage").asNumber())
                .filter(most -> most.isPresent() && before <= most.getAsDouble())
                .isPresent();
    }
}
