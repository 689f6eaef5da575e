package dev.plinth.preview.cost;

import dev.plinth.settings.StackSettings;
import java.math.BigDecimal;
import java.util.function.ToIntFunction;

/**
 * Usage assumption in {@code plinth:cost}, on which the cost depends, and which is not part of a program.
 *
 * @param key the key of {@code plinth:cost}
 * @param number the accessor of its value
 */
record Usage(String key, ToIntFunction<StackSettings.Cost> number) {

    static final Usage REQUESTS = new Usage("requestsPerMonth", StackSettings.Cost::requestsPerMonth);
    static final Usage INTERNET = new Usage("internetGigabytesPerMonth", StackSettings.Cost::internetGigabytesPerMonth);
    static final Usage NAT = new Usage("natGigabytesPerMonth", StackSettings.Cost::natGigabytesPerMonth);
    static final Usage ENDPOINT = new Usage("endpointGigabytesPerMonth", StackSettings.Cost::endpointGigabytesPerMonth);
    static final Usage STORAGE = new Usage("otherStorageGigabytes", StackSettings.Cost::otherStorageGigabytes);
    static final Usage STORAGE_WRITES = new Usage("storageWritesPerMonth", StackSettings.Cost::storageWritesPerMonth);
    static final Usage STORAGE_READS = new Usage("storageReadsPerMonth", StackSettings.Cost::storageReadsPerMonth);
    static final Usage REPLICATION =
            new Usage("replicationGigabytesPerMonth", StackSettings.Cost::replicationGigabytesPerMonth);
    static final Usage DATABASE_BACKUPS =
            new Usage("databaseBackupGigabytes", StackSettings.Cost::databaseBackupGigabytes);
    static final Usage CACHE_BACKUPS = new Usage("cacheBackupGigabytes", StackSettings.Cost::cacheBackupGigabytes);
    static final Usage BACKUPS = new Usage("backupGigabytes", StackSettings.Cost::backupGigabytes);
    static final Usage BACKUP_COPIES =
            new Usage("backupCopyGigabytesPerMonth", StackSettings.Cost::backupCopyGigabytesPerMonth);
    static final Usage RESTORE_TESTS = new Usage("restoreTestsPerMonth", StackSettings.Cost::restoreTestsPerMonth);
    static final Usage IMAGES = new Usage("imageGigabytes", StackSettings.Cost::imageGigabytes);
    static final Usage INSIGHTS_METRICS = new Usage("insightsMetrics", StackSettings.Cost::insightsMetrics);
    static final Usage LOGS = new Usage("logGigabytesPerMonth", StackSettings.Cost::logGigabytesPerMonth);
    static final Usage KEY_REQUESTS = new Usage("keyRequestsPerMonth", StackSettings.Cost::keyRequestsPerMonth);
    static final Usage SECRET_REQUESTS =
            new Usage("secretRequestsPerMonth", StackSettings.Cost::secretRequestsPerMonth);
    static final Usage MESSAGES = new Usage("messagesPerMonth", StackSettings.Cost::messagesPerMonth);

    private static final StackSettings.Cost DEFAULTS = StackSettings.Cost.defaults();

    /** Returns the assumed value. */
    BigDecimal of(StackSettings.Cost cost) {
        return BigDecimal.valueOf(number.applyAsInt(cost));
    }

    /** Returns whether the value is the default. */
    boolean isDefault(StackSettings.Cost cost) {
        return number.applyAsInt(cost) == number.applyAsInt(DEFAULTS);
    }
}
