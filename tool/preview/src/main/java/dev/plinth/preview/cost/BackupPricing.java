package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Prices of recovery points in vaults, of copies to other regions, and of restore tests.
 *
 * <p>AWS Backup bills the backups that it stores itself, such as those of S3; snapshots of databases are billed by RDS, see
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/metering-and-billing.html.
 */
final class BackupPricing {

    private static final String SNAPSHOTS = "AmazonRDS/RDS:ChargedBackupUsage";
    private static final String TRANSFER = "AWSDataTransfer/AWS-Out-Bytes@";

    /** Position of the region in an ARN, as in {@code arn:aws:backup:eu-west-1:123456789012:backup-vault:copies}. */
    private static final int ARN_REGION = 3;

    private BackupPricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        pricers.put(AwsTypes.BACKUP_VAULT, BackupPricing::vault);
        pricers.put(AwsTypes.BACKUP_PLAN, BackupPricing::plan);
        pricers.put(AwsTypes.BACKUP_RESTORE_TESTING_SELECTION, BackupPricing::restoreTests);
        pricers.put(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, BackupPricing::replication);
    }

    private static void vault(ResourceEstimate estimate) {
        estimate.addUsage("RDS snapshots", "GB", SNAPSHOTS, estimate.usage(Usage.BACKUPS));
        estimate.addUsage("S3 backups", "GB", "AWSBackup/WarmStorage-ByteHrs-S3", estimate.usage(Usage.BACKUPS));
    }

    /** Prices the transfer of copies; their storage is billed at the target vault. */
    private static void plan(ResourceEstimate estimate) {
        // An ARN contains its region; before the first update only references are known.
        Set<String> regions = new TreeSet<>(estimate.otherRegions("rules", AwsTypes.BACKUP_VAULT));
        estimate.resource().input("rules").elements().stream()
                .flatMap(rule -> rule.at("copyActions").elements().stream())
                .flatMap(copy -> copy.at("destinationVaultArn").asText().stream())
                .map(arn -> arn.split(":", -1))
                .filter(arn -> arn.length > ARN_REGION && !arn[ARN_REGION].equals(estimate.region()))
                .forEach(arn -> regions.add(arn[ARN_REGION]));
        if (regions.isEmpty()) {
            estimate.free("backup plans and copies within a region are free");
        }
        regions.forEach(region ->
                estimate.addUsage("Copies to " + region, "GB", TRANSFER + region, estimate.usage(Usage.BACKUP_COPIES)));
    }

    private static void restoreTests(ResourceEstimate estimate) {
        estimate.addUsage(
                "Restore tests", "recovery points", "AWSBackup/RestoreTesting", estimate.usage(Usage.RESTORE_TESTS));
        estimate.unpricedUsage("restored resources, billed for the hours of the restore test");
    }

    /** Prices the storage in the region of the replication, and the transfer in that of the database. */
    private static void replication(ResourceEstimate estimate) {
        estimate.addUsage(
                "Backup storage in the second region", "GB", SNAPSHOTS, estimate.usage(Usage.DATABASE_BACKUPS));
        String source =
                estimate.graph().references(estimate.resource(), "sourceDbInstanceArn", AwsTypes.RDS_INSTANCE).stream()
                        .map(estimate::regionOf)
                        .findFirst()
                        .orElse(estimate.stackRegion());
        estimate.addUsageFrom(
                source,
                "Data transfer to " + estimate.region(),
                "GB",
                TRANSFER + estimate.region(),
                estimate.usage(Usage.BACKUP_COPIES));
    }
}
