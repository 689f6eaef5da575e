package dev.plinth.policies.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A number of {@link PolicyParameters} that a stack may set, with its range; both ends are allowed. */
public enum Threshold {
    /** The fewest days that automated backups of a database are kept; RDS offers 35 at most. */
    DATABASE_BACKUP_RETENTION_DAYS("databaseBackupRetentionDays", 1, 35),
    /** The fewest days that a backup plan keeps a recovery point; AWS Backup offers 100 years at most. */
    BACKUP_PLAN_RETENTION_DAYS("backupPlanRetentionDays", 1, 36_500),
    /** The fewest days between scheduling a key's deletion and the deletion; AWS KMS offers 7 to 30. */
    KEY_DELETION_WINDOW_DAYS("keyDeletionWindowDays", 7, 30),
    /** The fewest days that logs are kept; CloudWatch Logs offers 10 years at most. */
    LOG_RETENTION_DAYS("logRetentionDays", 1, 3653),
    /** The most days between two rotations of a secret; Secrets Manager offers 1 to 1000. */
    SECRET_ROTATION_DAYS("secretRotationDays", 1, 1000),
    /** The most days that logs, backups and deleted objects are kept; the largest value is no limit. */
    MAXIMUM_RETENTION_DAYS("maximumRetentionDays", 1, 36_500);

    private final String key;
    private final int least;
    private final int most;

    Threshold(String key, int least, int most) {
        this.key = key;
        this.least = least;
        this.most = most;
    }

    /** Returns the name in a stack's configuration, such as {@code logRetentionDays}. */
    public String key() {
        return key;
    }

    /** Returns the smallest value that is allowed. */
    public int least() {
        return least;
    }

    /** Returns the largest value that is allowed. */
    public int most() {
        return most;
    }

    /** Returns the value in some parameters. */
    public int of(PolicyParameters parameters) {
        return switch (this) {
            case DATABASE_BACKUP_RETENTION_DAYS -> parameters.databaseBackupRetentionDays();
            case BACKUP_PLAN_RETENTION_DAYS -> parameters.backupPlanRetentionDays();
            case KEY_DELETION_WINDOW_DAYS -> parameters.keyDeletionWindowDays();
            case LOG_RETENTION_DAYS -> parameters.logRetentionDays();
            case SECRET_ROTATION_DAYS -> parameters.secretRotationDays();
            case MAXIMUM_RETENTION_DAYS -> parameters.maximumRetentionDays();
        };
    }

    /** Returns the allowed values, as the end of "must be …". */
    public String allowed() {
        return "a whole number from " + least + " to " + most;
    }

    /** Returns whether a value is allowed. */
    public boolean allows(double number) {
        return number == Math.rint(number) && least <= number && number <= most;
    }

    /** Finds a threshold by its name in a configuration. */
    public static Optional<Threshold> find(String key) {
        return Arrays.stream(values())
                .filter(threshold -> threshold.key.equals(key))
                .findFirst();
    }

    /** Returns the names of all. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Threshold::key).toList();
    }
}
