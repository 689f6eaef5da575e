package dev.plinth.components.backup;

import dev.plinth.components.Validation;
import dev.plinth.components.backup.BackupVaultArgs.LockMode;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.model.calendar.TimeWindow;

/** Validation of the arguments of {@link BackupVault}. */
final class BackupVaultValidation {

    private static final int MAX_NAME_LENGTH = 24;
    private static final int MAX_LOCK_DAYS = 36_500;

    /** The selections of a restore testing plan, and the ARNs of a selection. */
    private static final int MAX_TESTED = 30;

    private BackupVaultValidation() {}

    static BackupVaultArgs validated(String name, BackupVaultArgs args, boolean copies) {
        Validation validation = Validation.of("BackupVault", name)
                .check(
                        name.matches("[a-z][a-z0-9-]*") && name.length() <= MAX_NAME_LENGTH,
                        "name",
                        name,
                        "up to " + MAX_NAME_LENGTH + " lower-case letters, digits and hyphens")
                .check(
                        !args.databases().isEmpty() || BackupVault.selectsMore(args),
                        "resourceArns",
                        null,
                        "given when there are no databases or selectionTags")
                .check(isCron(args.schedule()), "schedule", args.schedule(), "an AWS cron expression of six fields")
                .check(
                        args.lockMode() == LockMode.GOVERNANCE
                                || (args.changeableForDays() >= 3 && args.changeableForDays() <= MAX_LOCK_DAYS),
                        "changeableForDays",
                        args.changeableForDays(),
                        "3 to 36500 days with a compliance lock")
                .check(
                        args.lockMinRetentionDays() >= 1,
                        "lockMinRetentionDays",
                        args.lockMinRetentionDays(),
                        "at least 1")
                .check(
                        args.lockMaxRetentionDays() >= args.lockMinRetentionDays()
                                && args.lockMaxRetentionDays() <= MAX_LOCK_DAYS,
                        "lockMaxRetentionDays",
                        args.lockMaxRetentionDays(),
                        "at least lockMinRetentionDays and at most 36500");
        for (PostgresDatabase database : args.databases()) {
            BackupVault.conflict(args.schedule(), database.backupWindow(), database.maintenanceWindow())
                    .ifPresent(window -> validation.check(
                            false,
                            "schedule",
                            args.schedule(),
                            "clear of the " + window + " of " + database.name() + " and of the hour before it"));
        }
        checkRetention(validation, args, copies);
        checkRestoreTest(validation, args);
        validation.throwIfAny();
        return args;
    }

    private static boolean isCron(String expression) {
        return TimeWindow.cron(expression, BackupVault.START_WINDOW_MINUTES).isPresent();
    }

    /** A vault's lock fails every job whose retention lies outside its bounds. */
    private static void checkRetention(Validation validation, BackupVaultArgs args, boolean copies) {
        checkWithinLock(validation, "retentionDays", args.retentionDays(), args);
        if (args.hourly()) {
            checkWithinLock(validation, "hourlyRetentionDays", args.hourlyRetentionDays(), args);
        }
        if (copies) {
            checkWithinLock(validation, "copyRetentionDays", args.copyRetentionDays(), args);
        }
        if (!args.continuousResourceArns().isEmpty()) {
            checkWithinLock(validation, "continuousResourceArns", BackupVault.CONTINUOUS_RETENTION_DAYS, args);
        }
        Integer cold = args.coldStorageAfterDays();
        validation
                .check(cold == null || cold >= 1, "coldStorageAfterDays", cold, "at least 1 day")
                .check(
                        cold == null || args.retentionDays() >= (long) cold + BackupVault.MIN_COLD_STORAGE_DAYS,
                        "retentionDays",
                        args.retentionDays(),
                        "at least " + BackupVault.MIN_COLD_STORAGE_DAYS + " days more than coldStorageAfterDays");
    }

    private static void checkWithinLock(Validation validation, String argument, int days, BackupVaultArgs args) {
        validation.check(
                days >= args.lockMinRetentionDays() && days <= args.lockMaxRetentionDays(),
                argument,
                days + " days",
                "within the lock's " + args.lockMinRetentionDays() + " to " + args.lockMaxRetentionDays() + " days");
    }

    private static void checkRestoreTest(Validation validation, BackupVaultArgs args) {
        validation
                .check(
                        args.restoreTestDatabaseArns().size() <= MAX_TESTED,
                        "restoreTestDatabaseArns",
                        args.restoreTestDatabaseArns().size() + " databases",
                        "at most " + MAX_TESTED)
                .check(
                        args.databases().size()
                                        + (args.restoreTestDatabaseArns().isEmpty() ? 0 : 1)
                                <= MAX_TESTED,
                        "databases",
                        args.databases().size() + " databases",
                        "at most " + MAX_TESTED + ", one fewer with restoreTestDatabaseArns")
                .check(
                        isCron(args.restoreTestSchedule()),
                        "restoreTestSchedule",
                        args.restoreTestSchedule(),
                        "an AWS cron expression of six fields")
                .inRange("restoreTestValidationHours", args.restoreTestValidationHours(), 1, 168, "hours");
    }
}
