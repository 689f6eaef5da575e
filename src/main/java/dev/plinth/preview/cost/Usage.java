package dev.plinth.preview.cost;

import dev.plinth.config.StackConfig;
import java.math.BigDecimal;
import java.util.function.ToIntFunction;

/**
 * What a program doesn't say and a bill depends on: a number of the section {@code cost}.
 *
 * @param key the key of {@code plinth:cost}
 * @param number how a configuration is asked for it
 */
record Usage(String key, ToIntFunction<StackConfig.Cost> number) {

    static final Usage REQUESTS = new Usage("requestsPerMonth", StackConfig.Cost::requestsPerMonth);
    static final Usage INTERNET = new Usage("internetGigabytesPerMonth", StackConfig.Cost::internetGigabytesPerMonth);
    static final Usage NAT = new Usage("natGigabytesPerMonth", StackConfig.Cost::natGigabytesPerMonth);
    static final Usage ENDPOINT = new Usage("endpointGigabytesPerMonth", StackConfig.Cost::endpointGigabytesPerMonth);
    static final Usage STORAGE = new Usage("otherStorageGigabytes", StackConfig.Cost::otherStorageGigabytes);
    static final Usage STORAGE_WRITES = new Usage("storageWritesPerMonth", StackConfig.Cost::storageWritesPerMonth);
    static final Usage STORAGE_READS = new Usage("storageReadsPerMonth", StackConfig.Cost::storageReadsPerMonth);
    static final Usage REPLICATION =
            new Usage("replicationGigabytesPerMonth", StackConfig.Cost::replicationGigabytesPerMonth);
    static final Usage DATABASE_BACKUPS =
            new Usage("databaseBackupGigabytes", StackConfig.Cost::databaseBackupGigabytes);
    static final Usage CACHE_BACKUPS = new Usage("cacheBackupGigabytes", StackConfig.Cost::cacheBackupGigabytes);
    static final Usage BACKUPS = new Usage("backupGigabytes", StackConfig.Cost::backupGigabytes);
    static final Usage BACKUP_COPIES =
            new Usage("backupCopyGigabytesPerMonth", StackConfig.Cost::backupCopyGigabytesPerMonth);
    static final Usage RESTORE_TESTS = new Usage("restoreTestsPerMonth", StackConfig.Cost::restoreTestsPerMonth);
    static final Usage IMAGES = new Usage("imageGigabytes", StackConfig.Cost::imageGigabytes);
    static final Usage INSIGHTS_METRICS = new Usage("insightsMetrics", StackConfig.Cost::insightsMetrics);
    static final Usage LOGS = new Usage("logGigabytesPerMonth", StackConfig.Cost::logGigabytesPerMonth);
    static final Usage KEY_REQUESTS = new Usage("keyRequestsPerMonth", StackConfig.Cost::keyRequestsPerMonth);
    static final Usage SECRET_REQUESTS = new Usage("secretRequestsPerMonth", StackConfig.Cost::secretRequestsPerMonth);
    static final Usage MESSAGES = new Usage("messagesPerMonth", StackConfig.Cost::messagesPerMonth);

    private static final StackConfig.Cost DEFAULTS = StackConfig.Cost.defaults();

    /** The number that a configuration assumes. */
    BigDecimal of(StackConfig.Cost cost) {
        return BigDecimal.valueOf(number.applyAsInt(cost));
    }

    /** Whether a configuration leaves the default as it is. */
    boolean isDefault(StackConfig.Cost cost) {
        return number.applyAsInt(cost) == number.applyAsInt(DEFAULTS);
    }
}
