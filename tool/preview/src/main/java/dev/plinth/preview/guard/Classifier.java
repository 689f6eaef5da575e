package dev.plinth.preview.guard;

import static dev.plinth.preview.guard.Reversibility.IRREVERSIBLE;
import static dev.plinth.preview.guard.Reversibility.LOSSY;
import static dev.plinth.preview.guard.Reversibility.REVERSIBLE;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rules.change.Stateful;
import java.util.List;
import java.util.Map;

/** Says of each step whether it can be undone, by a table of types and properties; what no row knows can be. */
public final class Classifier {

    private static final String VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    private static final String OBJECT_LOCK = "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2";

    private Classifier() {}

    /**
     * An update in place that can't be undone.
     *
     * @param type the start of the type's token
     * @param property the property that changes
     * @param when how it changes, from before to after
     */
    private record Row(String type, String property, When when, Reversibility reversibility, String reason) {

        boolean matches(ResourceChange change) {
            PropertyValue before = change.before(property);
            PropertyValue after = change.after(property);
            return change.resource().type().startsWith(type)
                    && change.changes(property)
                    && (before.containsUnknown() || after.containsUnknown() || when.holds(before, after));
        }
    }

    /** How a value changes. */
    private enum When {
        ANY,
        UP,
        DOWN,
        /** No retention at all keeps for ever, and so does 0. */
        SHORTER,
        /** From true, or Enabled, to anything else. */
        OFF;

        boolean holds(PropertyValue before, PropertyValue after) {
            double was = before.asNumber().orElse(0);
            double is = after.asNumber().orElse(0);
            return switch (this) {
                case ANY -> true;
                case UP -> is > was;
                case DOWN -> is < was;
                case SHORTER -> is > 0 && (was == 0 || is < was);
                case OFF -> isOn(before) && !isOn(after);
            };
        }

        private static boolean isOn(PropertyValue value) {
            return value.asBoolean().orElse(false)
                    || value.asText().filter("Enabled"::equals).isPresent();
        }
    }

    private static final String NO_SHRINKING = "storage grows and never shrinks again";
    private static final String NO_DOWNGRADE = "an engine never goes back to an earlier version; only a restore does";
    private static final String BACKUPS_GO = "backups that are older than the new retention are deleted";
    private static final String OBJECTS_GO = "what the new lifecycle expires is deleted";

    private static final List<Row> UPDATES = List.of(
            new Row("aws:rds/", "allocatedStorage", When.UP, IRREVERSIBLE, NO_SHRINKING),
            new Row("aws:ebs/volume:", "size", When.UP, IRREVERSIBLE, NO_SHRINKING),
            new Row("aws:opensearch/domain:", "engineVersion", When.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new Row("aws:rds/", "engineVersion", When.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new Row("aws:docdb/", "engineVersion", When.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new Row("aws:neptune/", "engineVersion", When.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new Row("aws:elasticache/", "engineVersion", When.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new Row("aws:rds/", "backupRetentionPeriod", When.DOWN, LOSSY, BACKUPS_GO),
            new Row("aws:docdb/", "backupRetentionPeriod", When.DOWN, LOSSY, BACKUPS_GO),
            new Row("aws:neptune/", "backupRetentionPeriod", When.DOWN, LOSSY, BACKUPS_GO),
            new Row("aws:elasticache/", "snapshotRetentionLimit", When.DOWN, LOSSY, BACKUPS_GO),
            new Row(
                    "aws:dynamodb/table:",
                    "pointInTimeRecovery.enabled",
                    When.OFF,
                    LOSSY,
                    "the continuous backup is deleted"),
            new Row(
                    "aws:cloudwatch/logGroup:",
                    "retentionInDays",
                    When.SHORTER,
                    LOSSY,
                    "logs that are older than the new retention are deleted"),
            new Row("aws:s3/bucketLifecycleConfiguration", "rules", When.ANY, LOSSY, OBJECTS_GO),
            new Row(
                    "aws:ecr/lifecyclePolicy:",
                    "policy",
                    When.ANY,
                    LOSSY,
                    "images that the new policy expires are deleted"),
            new Row(
                    "aws:s3/bucketVersioning",
                    "versioningConfiguration.status",
                    When.OFF,
                    LOSSY,
                    "what is overwritten or deleted while versioning is suspended is gone"),
            new Row(
                    "aws:secretsmanager/secretVersion:",
                    "secretString",
                    When.ANY,
                    LOSSY,
                    "the former value is kept only until the next one comes"));

    /** What is deleted by itself although the table of stateful types does not have it. */
    private static final Map<String, Classification> DELETIONS = Map.of(
            "aws:ec2/eip:Eip", new Classification(LOSSY, "the address is given back, and another one comes"),
            "aws:acm/certificate:Certificate",
                    new Classification(LOSSY, "the certificate is gone, and a new one must be validated"),
            "aws:iam/accessKey:AccessKey", new Classification(LOSSY, "the key is gone, and another one comes"),
            "pulumi:index:Stash", new Classification(LOSSY, "the kept value is gone, and another one is made"),
            "aws:secretsmanager/secret:Secret",
                    new Classification(LOSSY, "the secret can be restored within its recovery window only"));

    /** Classifies a step. */
    public static Classification of(ResourceChange change) {
        GraphResource resource = change.resource();
        return switch (change.operation()) {
            case CREATE -> creation(change, resource);
            case DELETE -> deletion(resource, "made again, it is as it was");
            case REPLACE -> {
                GraphResource old = change.before().orElse(resource);
                yield graver(
                        deletion(old, "replaced back in the same way, with downtime while nothing stands in for it"),
                        update(change));
            }
            case UPDATE -> change.replacementUnknown() ? undecided(change) : update(change);
            case SAME -> new Classification(REVERSIBLE, "nothing changes");
        };
    }

    private static Classification creation(ResourceChange change, GraphResource resource) {
        if (isComplianceLock(resource)) {
            return new Classification(
                    IRREVERSIBLE,
                    "after the days in which it can be changed, nobody removes the lock: not the account's owner, not AWS");
        }
        return resource.type().equals(OBJECT_LOCK)
                        && change.after("rule.defaultRetention.mode")
                                .asText()
                                .filter("COMPLIANCE"::equals)
                                .isPresent()
                ? new Classification(IRREVERSIBLE, "objects under a compliance lock can't be deleted before it ends")
                : new Classification(REVERSIBLE, "what is new can be deleted again");
    }

    private static boolean isComplianceLock(GraphResource resource) {
        return resource.type().equals(VAULT_LOCK)
                && !resource.input("changeableForDays").isAbsent();
    }

    private static Classification deletion(GraphResource resource, String otherwise) {
        if (resource.retained()) {
            return new Classification(
                    REVERSIBLE,
                    "it stays in the cloud (retainOnDelete); `pulumi import` brings it back into the stack");
        }
        Classification known = DELETIONS.get(resource.type());
        if (known != null) {
            return known;
        }
        if (!Stateful.includes(resource.type()) || Stateful.isCopy(resource)) {
            return new Classification(REVERSIBLE, otherwise);
        }
        return resource.type().equals("aws:kms/key:Key")
                ? new Classification(
                        IRREVERSIBLE,
                        "once its deletion window has passed, all that it encrypts can't be read any more, backups among it")
                : new Classification(IRREVERSIBLE, "what it holds is deleted with it");
    }

    /** The graver of what an update and a replacement would be. */
    private static Classification undecided(ResourceChange change) {
        Classification update = update(change);
        Classification replacement =
                deletion(change.before().orElseGet(change::resource), "replaced back in the same way");
        return graver(
                update,
                new Classification(
                        replacement.reversibility(),
                        "whether it is replaced is not known; if it is, " + replacement.reason()));
    }

    /** The first one, unless the second is graver. */
    private static Classification graver(Classification first, Classification second) {
        return second.reversibility().compareTo(first.reversibility()) < 0 ? second : first;
    }

    private static Classification update(ResourceChange change) {
        if (isComplianceLock(change.resource())) {
            return new Classification(
                    IRREVERSIBLE, "after the days in which it can be changed, nobody changes the lock back");
        }
        return UPDATES.stream()
                .filter(row -> row.matches(change))
                .map(row -> new Classification(row.reversibility(), row.reason()))
                .min(java.util.Comparator.comparing(Classification::reversibility))
                .orElseGet(() -> new Classification(REVERSIBLE, "the former value can be set again, in place"));
    }
}
