package dev.plinth.preview.deletion;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.rules.change.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Data store that a destroy deletes, or that stays in the cloud because of {@code retainOnDelete}.
 *
 * @param store the resource before the deletion
 * @param remains the copies of its data that the cloud keeps, as clauses; empty where the data is lost with it
 */
record DeletedStore(GraphResource store, List<String> remains) {

    /** Default number of days that KMS keeps a deleted key; the range is 7 to 30. */
    private static final int KEY_WINDOW_DAYS = 30;

    /** Default number of days that Secrets Manager keeps a deleted secret; the range is 7 to 30, and 0 for none. */
    private static final int SECRET_WINDOW_DAYS = 30;

    private static final Set<String> SECONDARY = Set.of(
            AwsTypes.KMS_KEY, AwsTypes.SECRETSMANAGER_SECRET, AwsTypes.CLOUDWATCH_LOG_GROUP, AwsTypes.ECR_REPOSITORY);

    DeletedStore {
        remains = List.copyOf(remains);
    }

    /**
     * Creates the entry of a store, by its settings in the state.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html">RDS instances</a>
     * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-final.html">ElastiCache</a>
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html">DynamoDB: a
     *     system backup of a table with point-in-time recovery is kept for 35 days</a>
     * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html">Secrets Manager</a>
     * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html">KMS</a>
     */
    static DeletedStore of(GraphResource store) {
        List<String> remains = new ArrayList<>();
        if (store.retained()) {
            remains.add("the resource itself (retainOnDelete)");
            return new DeletedStore(store, remains);
        }
        switch (store.type()) {
            case AwsTypes.KMS_KEY ->
                remains.add("restorable for " + days(store, "deletionWindowInDays", KEY_WINDOW_DAYS));
            case AwsTypes.SECRETSMANAGER_SECRET -> {
                if (number(store, "recoveryWindowInDays", SECRET_WINDOW_DAYS) > 0) {
                    remains.add("restorable for " + days(store, "recoveryWindowInDays", SECRET_WINDOW_DAYS));
                }
            }
            case AwsTypes.DYNAMODB_TABLE -> {
                if (isTrue(store, "pointInTimeRecovery.enabled")) {
                    remains.add("system backup for 35 days");
                }
            }
            case AwsTypes.CLOUDWATCH_LOG_GROUP -> {
                if (isTrue(store, "skipDestroy")) {
                    remains.add("the log group itself (skipDestroy)");
                }
            }
            default -> addSnapshots(store, remains);
        }
        return new DeletedStore(store, remains);
    }

    private static void addSnapshots(GraphResource store, List<String> remains) {
        if (!isTrue(store, "skipFinalSnapshot")) {
            store.output("finalSnapshotIdentifier")
                    .asText()
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> remains.add("final snapshot " + name));
        }
        int days = number(store, "backupRetentionPeriod", 0);
        boolean keepsBackups =
                !store.output("deleteAutomatedBackups").asBoolean().orElse(true);
        if (store.type().equals(AwsTypes.RDS_INSTANCE) && keepsBackups && days > 0) {
            remains.add("automated backups for " + days(store, "backupRetentionPeriod", 0));
        }
    }

    /** Returns whether a resource holds data itself, unlike a replica. */
    static boolean isStore(GraphResource resource) {
        return Stateful.includes(resource.type()) && !Stateful.isCopy(resource);
    }

    /** Returns whether the resource holds an application's data, unlike logs, keys, secrets and images. */
    boolean isPrimary() {
        return !SECONDARY.contains(store.type());
    }

    /** Returns the remaining copies, or the reason for which none remain. */
    String words() {
        if (!remains.isEmpty()) {
            return String.join("; ", remains);
        }
        boolean empties = isTrue(store, "forceDestroy");
        return switch (store.type()) {
            case AwsTypes.S3_BUCKET_V2, AwsTypes.S3_BUCKET, AwsTypes.BACKUP_VAULT ->
                empties ? "nothing: its content is deleted first" : "nothing: it must be empty";
            default -> "nothing";
        };
    }

    /** Returns whether data is lost with the resource. */
    boolean isLost() {
        return remains.isEmpty() && !words().endsWith("empty");
    }

    private static boolean isTrue(GraphResource resource, String path) {
        return resource.output(path).asBoolean().orElse(false);
    }

    private static int number(GraphResource resource, String path, int standard) {
        return (int) resource.output(path).asNumber().orElse(standard);
    }

    private static String days(GraphResource resource, String path, int standard) {
        int days = number(resource, path, standard);
        return days == 1 ? "1 day" : days + " days";
    }
}
