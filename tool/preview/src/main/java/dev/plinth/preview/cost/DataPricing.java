package dev.plinth.preview.cost;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.calendar.ReleaseCalendar;
import dev.plinth.model.calendar.ReleaseCalendar.Release;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prices of databases, caches, buckets and file systems. */
final class DataPricing {

    /** Free history of Performance Insights, in days. */
    private static final int FREE_INSIGHTS_DAYS = 7;

    private static final Pattern SIZE =
            Pattern.compile("db\\.(?:[cmrx]\\d+\\w*|t[34]g?|z1d)\\.(?:micro|small|medium|large|(\\d{0,2})xlarge)");

    private DataPricing() {}

    static void register(Map<String, Consumer<ResourceEstimate>> pricers) {
        pricers.put(AwsTypes.RDS_INSTANCE, DataPricing::database);
        pricers.put(AwsTypes.ELASTICACHE_REPLICATION_GROUP, DataPricing::cache);
        pricers.put(AwsTypes.RDS_PROXY, DataPricing::proxy);
        pricers.put(AwsTypes.DYNAMODB_TABLE, DataPricing::table);
        pricers.put(AwsTypes.S3_BUCKET_V2, DataPricing::bucket);
        pricers.put(AwsTypes.S3_BUCKET_REPLICATION_CONFIG, DataPricing::bucketReplication);
        pricers.put(
                AwsTypes.EFS_FILE_SYSTEM,
                estimate -> estimate.addUsage(
                        "Storage (standard)", "GB", "AmazonEFS/TimedStorage-ByteHrs", estimate.usage(Usage.STORAGE)));
    }

    private static void database(ResourceEstimate estimate) {
        Optional<GraphResource> source = source(estimate);
        Optional<String> type = estimate.text("instanceClass");
        // A replica inherits engine and storage from its source.
        Optional<String> engine = estimate.text("engine")
                .or(() -> source.flatMap(
                        of -> ResourceEstimate.known(of, "engine").asText()));
        if (type.isEmpty() || engine.isEmpty()) {
            estimate.unpriced("class and engine known after the update");
            return;
        }
        boolean multiAz = estimate.isTrue("multiAz");
        estimate.addHours(
                "Database instance (on-demand, " + (multiAz ? "Multi-AZ" : "Single-AZ") + ", " + type.get() + ")",
                "AmazonRDS/" + (multiAz ? "Multi-AZUsage:" : "InstanceUsage:") + type.get() + "@" + engine.get(),
                1);
        ReleaseCalendar.bundled()
                .usedBy(source.orElse(estimate.resource()))
                .forEach(use -> extendedSupport(estimate, use.release(), type.get(), multiAz));
        storage(estimate, source, multiAz);
        int insights = estimate.number("performanceInsightsRetentionPeriod").orElse(FREE_INSIGHTS_DAYS);
        if (estimate.isTrue("performanceInsightsEnabled") && insights > FREE_INSIGHTS_DAYS) {
            estimate.unpriced("Performance Insights: no price for a history of " + insights + " days");
        }
        if (estimate.number("backupRetentionPeriod").orElse(0) > 0) {
            estimate.addUsage(
                    "Additional backup storage",
                    "GB",
                    "AmazonRDS/RDS:ChargedBackupUsage",
                    estimate.usage(Usage.DATABASE_BACKUPS));
        }
    }

    /**
     * Adds the price of extended support, per vCPU including those of the standby; it doubles after two years.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-charges.html">RDS Extended Support charges</a>
     */
    private static void extendedSupport(ResourceEstimate estimate, Release release, String type, boolean multiAz) {
        if (!release.hasEnded(estimate.today()) || release.extendedSupportEnds().isEmpty()) {
            return;
        }
        boolean thirdYear = release.hasEnded(estimate.today().minusYears(2));
        String name = "Extended support (" + (thirdYear ? "year 3" : "years 1 and 2") + ", " + type + ")";
        OptionalInt vcpus = vcpus(type);
        if (vcpus.isEmpty()) {
            estimate.unpriced(name + ": the number of vCPUs of " + type + " is unknown");
            return;
        }
        estimate.add(
                name,
                "vCPU-hours",
                "AmazonRDS/ExtendedSupport:" + (thirdYear ? "Yr3" : "Yr1-Yr2"),
                ResourceEstimate.HOURS.multiply(BigDecimal.valueOf((multiAz ? 2L : 1L) * vcpus.getAsInt())));
    }

    /**
     * Returns the vCPUs of an instance class by its size, as in all current families.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html">Hardware specifications for DB instance classes</a>
     */
    private static OptionalInt vcpus(String type) {
        Matcher size = SIZE.matcher(type);
        if (!size.matches()) {
            return OptionalInt.empty();
        }
        String many = size.group(1);
        return OptionalInt.of(many == null ? 2 : 4 * (many.isEmpty() ? 1 : Integer.parseInt(many)));
    }

    /**
     * Adds the hours of a proxy, which is billed by the vCPUs of its databases, at least two.
     *
     * @see <a href="https://aws.amazon.com/rds/proxy/pricing/">Amazon RDS Proxy pricing</a>
     */
    private static void proxy(ResourceEstimate estimate) {
        OptionalInt vcpus =
                estimate.graph().referrers(estimate.resource(), "dbProxyName", AwsTypes.RDS_PROXY_TARGET).stream()
                        .flatMap(target ->
                                estimate
                                        .graph()
                                        .references(target, "dbInstanceIdentifier", AwsTypes.RDS_INSTANCE)
                                        .stream())
                        .flatMap(database -> ResourceEstimate.known(database, "instanceClass").asText().stream())
                        .map(DataPricing::vcpus)
                        .filter(OptionalInt::isPresent)
                        .mapToInt(OptionalInt::getAsInt)
                        .max();
        if (vcpus.isEmpty()) {
            estimate.unpriced("billed by the vCPUs of its database, whose class is unknown");
            return;
        }
        estimate.add(
                "Proxy",
                "vCPU-hours",
                "AmazonRDS/RDS:ProxyUsage",
                ResourceEstimate.HOURS.multiply(BigDecimal.valueOf(Math.max(2, vcpus.getAsInt()))));
    }

    private static void table(ResourceEstimate estimate) {
        if (estimate.text("billingMode").filter("PAY_PER_REQUEST"::equals).isPresent()) {
            estimate.unpricedUsage("billed by its requests and its storage");
        } else {
            estimate.unpriced("no price for provisioned capacity");
        }
    }

    private static Optional<GraphResource> source(ResourceEstimate estimate) {
        return estimate.graph().references(estimate.resource(), "replicateSourceDb", AwsTypes.RDS_INSTANCE).stream()
                .findFirst();
    }

    private static void storage(ResourceEstimate estimate, Optional<GraphResource> source, boolean multiAz) {
        OptionalInt own = estimate.number("allocatedStorage");
        int gigabytes = own.isPresent()
                ? own.getAsInt()
                : (int) source.map(of -> ResourceEstimate.known(of, "allocatedStorage")
                                .asNumber()
                                .orElse(0))
                        .orElse(0.0)
                        .doubleValue();
        if (gigabytes == 0) {
            estimate.unpriced("Storage: size known after the update");
            return;
        }
        String type = estimate.text("storageType").orElse("gp2");
        estimate.add(
                "Storage (general purpose SSD, " + type + ")",
                "GB",
                "AmazonRDS/RDS:" + (multiAz ? "Multi-AZ-" : "") + type.toUpperCase(Locale.ROOT) + "-Storage",
                BigDecimal.valueOf(gigabytes));
    }

    private static void cache(ResourceEstimate estimate) {
        Optional<String> type = estimate.text("nodeType");
        if (type.isEmpty()) {
            estimate.unpriced("node type known after the update");
            return;
        }
        int groups = estimate.number("numNodeGroups").orElse(1);
        int nodes = estimate.number("numCacheClusters")
                .orElse(groups * (estimate.number("replicasPerNodeGroup").orElse(0) + 1));
        estimate.addHours(
                "ElastiCache (on-demand, " + type.get() + ")",
                "AmazonElastiCache/NodeUsage:" + type.get() + "@"
                        + estimate.text("engine").orElse("redis"),
                nodes);
        if (estimate.number("snapshotRetentionLimit").orElse(0) > 0) {
            estimate.addUsage(
                    "Backup storage", "GB", "AmazonElastiCache/BackupUsage", estimate.usage(Usage.CACHE_BACKUPS));
        }
    }

    private static void bucket(ResourceEstimate estimate) {
        estimate.addUsage(
                "Storage (standard)", "GB", "AmazonS3/TimedStorage-ByteHrs", estimate.storageOf(estimate.component()));
        estimate.addUsage(
                "PUT, COPY, POST, LIST requests",
                "1k requests",
                "AmazonS3/Requests-Tier1",
                estimate.usage(Usage.STORAGE_WRITES),
                1000);
        // Only the original bucket is read, not its replica.
        if (estimate.region().equals(estimate.stackRegion())) {
            estimate.addUsage(
                    "GET, SELECT, and all other requests",
                    "1k requests",
                    "AmazonS3/Requests-Tier2",
                    estimate.usage(Usage.STORAGE_READS),
                    1000);
        }
    }

    private static void bucketReplication(ResourceEstimate estimate) {
        List<String> regions = estimate.otherRegions("rules", AwsTypes.S3_BUCKET_V2);
        if (regions.isEmpty()) {
            estimate.free("copies within a region are billed as the requests of their buckets");
            return;
        }
        regions.forEach(region -> estimate.addUsage(
                "Data transfer to " + region,
                "GB",
                "AWSDataTransfer/AWS-Out-Bytes@" + region,
                estimate.usage(Usage.REPLICATION)));
    }
}
