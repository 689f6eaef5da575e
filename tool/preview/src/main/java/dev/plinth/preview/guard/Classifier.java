package dev.plinth.preview.guard;

import static dev.plinth.preview.guard.Reversibility.IRREVERSIBLE;
import static dev.plinth.preview.guard.Reversibility.LOSSY;
import static dev.plinth.preview.guard.Reversibility.REVERSIBLE;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.policies.rules.change.Stateful;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Classifies steps by their reversibility, from a table of types and properties; other steps are reversible. */
public final class Classifier {

    private Classifier() {}

    /**
     * Rule for an update in place that is not reversible.
     *
     * @param type the prefix of the type token
     * @param property the property that changes
     * @param when the direction of the change
     */
    private record UpdateRule(
            String type, String property, Direction when, Reversibility reversibility, String reason) {

        boolean matches(ResourceChange change) {
            PropertyValue before = change.before(property);
            PropertyValue after = change.after(property);
            return change.resource().type().startsWith(type)
                    && change.changes(property)
                    && (before.containsUnknown() || after.containsUnknown() || when.holds(before, after));
        }
    }

    /** Directions of changes of a value. */
    private enum Direction {
        ANY,
        UP,
        DOWN,
        /** A shorter retention period; none and 0 mean unlimited. */
        SHORTER,
        /** From true or Enabled to another value. */
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

    private static final String NO_SHRINKING = "allocated storage cannot be reduced";
    private static final String NO_DOWNGRADE = "an engine cannot be downgraded, only restored from a backup";
    private static final String BACKUPS_GO = "backups older than the new retention period are deleted";
    private static final String OBJECTS_GO = "objects that the new lifecycle rules expire are deleted";

    private static final List<UpdateRule> UPDATES = List.of(
            new UpdateRule("aws:rds/", "allocatedStorage", Direction.UP, IRREVERSIBLE, NO_SHRINKING),
            new UpdateRule("aws:ebs/volume:", "size", Direction.UP, IRREVERSIBLE, NO_SHRINKING),
            new UpdateRule("aws:opensearch/domain:", "engineVersion", Direction.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new UpdateRule("aws:rds/", "engineVersion", Direction.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new UpdateRule("aws:docdb/", "engineVersion", Direction.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new UpdateRule("aws:neptune/", "engineVersion", Direction.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new UpdateRule("aws:elasticache/", "engineVersion", Direction.ANY, IRREVERSIBLE, NO_DOWNGRADE),
            new UpdateRule("aws:rds/", "backupRetentionPeriod", Direction.DOWN, LOSSY, BACKUPS_GO),
            new UpdateRule("aws:docdb/", "backupRetentionPeriod", Direction.DOWN, LOSSY, BACKUPS_GO),
            new UpdateRule("aws:neptune/", "backupRetentionPeriod", Direction.DOWN, LOSSY, BACKUPS_GO),
            new UpdateRule("aws:elasticache/", "snapshotRetentionLimit", Direction.DOWN, LOSSY, BACKUPS_GO),
            new UpdateRule(
                    "aws:dynamodb/table:",
                    "pointInTimeRecovery.enabled",
                    Direction.OFF,
                    LOSSY,
                    "the continuous backup is deleted"),
            new UpdateRule(
                    "aws:cloudwatch/logGroup:",
                    "retentionInDays",
                    Direction.SHORTER,
                    LOSSY,
                    "logs older than the new retention period are deleted"),
            new UpdateRule("aws:s3/bucketLifecycleConfiguration", "rules", Direction.ANY, LOSSY, OBJECTS_GO),
            new UpdateRule(
                    "aws:ecr/lifecyclePolicy:",
                    "policy",
                    Direction.ANY,
                    LOSSY,
                    "images that the new policy expires are deleted"),
            new UpdateRule(
                    "aws:s3/bucketVersioning",
                    "versioningConfiguration.status",
                    Direction.OFF,
                    LOSSY,
                    "objects overwritten or deleted while versioning is suspended are lost"),
            new UpdateRule(
                    "aws:secretsmanager/secretVersion:",
                    "secretString",
                    Direction.ANY,
                    LOSSY,
                    "the previous value is kept only until the next change"));

    /** Classifications of deletions of types that are not stateful. */
    private static final Map<String, Classification> DELETIONS = Map.of(
            AwsTypes.EC2_EIP,
            new Classification(LOSSY, "the address is released, and a new one differs"),
            AwsTypes.ACM_CERTIFICATE,
            new Classification(LOSSY, "the certificate is deleted, and a new one must be validated"),
            AwsTypes.IAM_ACCESS_KEY,
            new Classification(LOSSY, "the access key is deleted, and a new one differs"),
            "pulumi:index:Stash",
            new Classification(LOSSY, "the stored value is deleted, and a new one differs"),
            AwsTypes.SECRETSMANAGER_SECRET,
            new Classification(LOSSY, "the secret can be restored only within its recovery window"));

    /** Classifies a step. */
    public static Classification of(ResourceChange change) {
        GraphResource resource = change.resource();
        return switch (change.operation()) {
            case CREATE -> creation(change, resource);
            case DELETE -> deletion(resource, "it can be recreated");
            case REPLACE -> {
                GraphResource old = change.before().orElse(resource);
                yield lessReversible(
                        deletion(old, "it can be replaced back, with downtime during the replacement"), update(change));
            }
            case UPDATE -> change.replacementUnknown() ? undecided(change) : update(change);
            case SAME -> new Classification(REVERSIBLE, "no change");
        };
    }

    private static Classification creation(ResourceChange change, GraphResource resource) {
        if (isComplianceLock(resource)) {
            return new Classification(
                    IRREVERSIBLE, "after its grace period, the lock cannot be removed, not even by AWS");
        }
        return resource.type().equals(AwsTypes.S3_BUCKET_OBJECT_LOCK_CONFIGURATION_V2)
                        && change.after("rule.defaultRetention.mode")
                                .asText()
                                .filter("COMPLIANCE"::equals)
                                .isPresent()
                ? new Classification(
                        IRREVERSIBLE, "objects under a compliance lock cannot be deleted before it expires")
                : new Classification(REVERSIBLE, "it can be deleted again");
    }

    private static boolean isComplianceLock(GraphResource resource) {
        return resource.type().equals(AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION)
                && !resource.input("changeableForDays").isAbsent();
    }

    private static Classification deletion(GraphResource resource, String otherwise) {
        if (resource.retained()) {
            return new Classification(
                    REVERSIBLE, "it remains in the cloud (retainOnDelete); `pulumi import` adds it to the stack again");
        }
        Classification known = DELETIONS.get(resource.type());
        if (known != null) {
            return known;
        }
        if (!Stateful.includes(resource.type()) || Stateful.isCopy(resource)) {
            return new Classification(REVERSIBLE, otherwise);
        }
        return resource.type().equals(AwsTypes.KMS_KEY)
                ? new Classification(
                        IRREVERSIBLE,
                        "after its deletion window, all data encrypted with the key is unreadable, including backups")
                : new Classification(IRREVERSIBLE, "its data is deleted");
    }

    /** Returns the less reversible of an update and a replacement. */
    private static Classification undecided(ResourceChange change) {
        Classification update = update(change);
        Classification replacement = deletion(change.before().orElseGet(change::resource), "it can be replaced back");
        return lessReversible(
                update,
                new Classification(
                        replacement.reversibility(),
                        "replacement is unknown; if it is replaced, " + replacement.reason()));
    }

    /** Returns the less reversible of two classifications. */
    private static Classification lessReversible(Classification first, Classification second) {
        return second.reversibility().compareTo(first.reversibility()) < 0 ? second : first;
    }

    private static Classification update(ResourceChange change) {
        if (isComplianceLock(change.resource())) {
            return new Classification(IRREVERSIBLE, "after its grace period, the lock cannot be changed back");
        }
        return UPDATES.stream()
                .filter(row -> row.matches(change))
                .map(row -> new Classification(row.reversibility(), row.reason()))
                .min(Comparator.comparing(Classification::reversibility))
                .orElseGet(() -> new Classification(REVERSIBLE, "the previous value can be restored in place"));
    }
}
