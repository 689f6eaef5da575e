package dev.plinth.preview.recovery;

import java.time.Duration;

/** Figure for estimates, with its source: a vendor's page, or an assumption. */
enum RecoveryFigure {
    RDS_FAILOVER(
            Duration.ofMinutes(2),
            "RDS fails over to the standby in 60 to 120 seconds, typically",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html"),
    RDS_LOGS(
            Duration.ofMinutes(5),
            "RDS uploads transaction logs every 5 minutes",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html"),
    AURORA_FAILOVER(
            Duration.ofMinutes(1),
            "Aurora fails over to a reader in less than 60 seconds, typically",
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html"),
    AURORA_RECREATION(
            Duration.ofMinutes(10),
            "Aurora without a reader creates a new writer in less than 10 minutes, typically",
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html"),
    CLUSTER_FAILOVER(
            Duration.ofSeconds(35),
            "a Multi-AZ DB cluster fails over in less than 35 seconds, typically",
            "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html"),
    AURORA_BACKUP(
            Duration.ofMinutes(5),
            "Aurora can be restored to within the last 5 minutes",
            "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html"),
    TABLE_BACKUP(
            Duration.ofMinutes(5),
            "a table can be restored to 5 minutes ago, typically",
            "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html"),
    OBJECT_REPLICATION(
            Duration.ofMinutes(15),
            "S3 replicates most objects within 15 minutes; only Replication Time Control guarantees it",
            "https://repost.aws/knowledge-center/s3-crr-replication-time"),
    FILE_REPLICATION(
            Duration.ofMinutes(15),
            "EFS replication lags at most 15 minutes for most file systems",
            "https://docs.aws.amazon.com/efs/latest/ug/efs-replication.html"),
    DAILY_SNAPSHOT(
            Duration.ofDays(1),
            "ElastiCache takes its automatic snapshot once a day",
            "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html"),
    DEFAULT_FILE_BACKUP(
            Duration.ofDays(1),
            "EFS's automatic backups are taken once a day",
            "https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html"),
    HOSTED_BACKUP(
            Duration.ofDays(1),
            "Supabase backs up each project on a paid plan once a day, for at least 7 days",
            "https://supabase.com/docs/guides/platform/backups"),
    HOSTED_LOGS(
            Duration.ofMinutes(2),
            "Supabase's point-in-time recovery uploads write-ahead logs every 2 minutes",
            "https://supabase.com/docs/guides/platform/backups"),
    DECISION(Duration.ofMinutes(15), "the loss is noticed and the recovery decided within 15 minutes"),
    SWITCH(Duration.ofMinutes(15), "applications switch to the copy in another Region within 15 minutes"),
    PROMOTION(Duration.ofMinutes(15), "a replica in another Region is promoted within 15 minutes"),
    REPLICA_LAG(Duration.ofMinutes(5), "a replica in another Region is at most 5 minutes behind"),
    LOG_COPY(Duration.ofMinutes(10), "transaction logs reach the second Region within 10 minutes"),
    GLOBAL_LAG(Duration.ofMinutes(1), "a global replica is at most 1 minute behind"),
    CACHE_FAILOVER(Duration.ofMinutes(1), "ElastiCache fails over to a replica within 1 minute"),
    CACHE_LAG(Duration.ofMinutes(1), "a cache's replica is at most 1 minute behind"),
    CONTINUOUS_LAG(Duration.ofMinutes(15), "AWS Backup's continuous backup is at most 15 minutes behind"),
    VAULT_COPY(Duration.ofHours(2), "a recovery point reaches the second Region's vault within 2 hours"),
    DATABASE_RESTORE(Duration.ofHours(1), "a database is restored into a new one within 60 minutes"),
    CACHE_RESTORE(Duration.ofHours(1), "a cache is created from its snapshot within 60 minutes"),
    TABLE_RESTORE(Duration.ofHours(1), "a table is restored into a new one within 60 minutes"),
    VERSION_RESTORE(Duration.ofHours(1), "objects are restored from their old versions within 60 minutes"),
    OBJECT_RESTORE(Duration.ofHours(4), "a bucket is restored from AWS Backup within 4 hours"),
    HOSTED_RESTORE(Duration.ofHours(2), "a Supabase project is restored from its backup within 2 hours"),
    DUMP_RESTORE(Duration.ofHours(1), "a backup is restored on its host within 60 minutes"),
    HOST_RESTORE(Duration.ofHours(1), "a host is created from its recovery point within 60 minutes"),
    FILE_RESTORE(Duration.ofHours(4), "a file system is restored from AWS Backup within 4 hours");

    /** Source of figures without a vendor's page; restore tests give better ones. */
    static final String ASSUMPTION = "assumption";

    private final Duration time;
    private final String statement;
    private final String source;

    RecoveryFigure(Duration time, String statement, String source) {
        this.time = time;
        this.statement = statement;
        this.source = source;
    }

    RecoveryFigure(Duration time, String statement) {
        this(time, statement, ASSUMPTION);
    }

    Duration time() {
        return time;
    }

    String statement() {
        return statement;
    }

    String source() {
        return source;
    }
}
