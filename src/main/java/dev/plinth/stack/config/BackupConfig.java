package dev.plinth.stack.config;

import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.backup.BackupVaultArgs.LockMode;
import dev.plinth.settings.Default;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code backup}: the vault that keeps recovery points of databases and buckets. It exists where one of them does.
 *
 * @param retentionDays retention of daily recovery points in days
 * @param secondRegion Region that copies go to; without one there are no copies
 * @param replicateDatabases whether RDS replicates the databases' backups there, restorable to within minutes, instead of daily copies
 * @param schedule times of the daily backup
 * @param coldStorageAfterDays age at which recovery points move to cold storage, at least 90 days before they expire
 * @param hourly whether there is an hourly backup too
 * @param hourlyRetentionDays retention of hourly recovery points in days
 * @param copyRetentionDays retention of copies in days
 * @param lockMode who may undo the vault's lock; COMPLIANCE can't be undone
 * @param changeableForDays how long a compliance lock can still be undone, in days
 * @param lockMinRetentionDays shortest retention that the vault accepts, in days
 * @param lockMaxRetentionDays longest retention that the vault accepts, in days
 * @param restoreTestSchedule times of the restore tests of databases
 * @param restoreTestValidationHours how long a restored database is kept for validation, in hours
 * @param selectionTags further resources to back up: every one that has one of these tags
 */
public record BackupConfig(
        @Default("35") @Range(min = 1, max = 36500) int retentionDays,
        @Matches(regex = Patterns.REGION, allowed = "an AWS region such as eu-west-1") Optional<String> secondRegion,
        @Default("true") boolean replicateDatabases,
        @Default("\"cron(0 5 * * ? *)\"") @Matches(regex = Patterns.CRON, allowed = Patterns.CRON_ALLOWED)
                String schedule,
        @Range(min = 1, max = 36500) Optional<Integer> coldStorageAfterDays,
        @Default("false") boolean hourly,
        @Default("7") @Range(min = 1, max = 36500) int hourlyRetentionDays,
        @Default("35") @Range(min = 1, max = 36500) int copyRetentionDays,
        @Default("\"GOVERNANCE\"") LockMode lockMode,
        @Default("7") @Range(min = 3, max = 36500) int changeableForDays,
        @Default("7") @Range(min = 1, max = 36500) int lockMinRetentionDays,
        @Default("3653") @Range(min = 1, max = 36500) int lockMaxRetentionDays,
        @Default("\"cron(0 7 1 * ? *)\"") @Matches(regex = Patterns.CRON, allowed = Patterns.CRON_ALLOWED)
                String restoreTestSchedule,
        @Default("4") @Range(min = 1, max = 168) int restoreTestValidationHours,
        @Default("{}") Map<String, String> selectionTags) {
    /** Sets the component's arguments from the section. */
    public BackupVaultArgs.Builder args() {
        BackupVaultArgs.Builder args = BackupVaultArgs.builder()
                .selectionTags(selectionTags)
                .schedule(schedule)
                .retentionDays(retentionDays)
                .hourly(hourly)
                .hourlyRetentionDays(hourlyRetentionDays)
                .copyRetentionDays(copyRetentionDays)
                .lockMode(lockMode)
                .changeableForDays(changeableForDays)
                .lockMinRetentionDays(lockMinRetentionDays)
                .lockMaxRetentionDays(lockMaxRetentionDays)
                .restoreTestSchedule(restoreTestSchedule)
                .restoreTestValidationHours(restoreTestValidationHours);
        coldStorageAfterDays.ifPresent(args::coldStorageAfterDays);
        return args;
    }
}
