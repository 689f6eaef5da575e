package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.network.Subnets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for the instances and clusters of Amazon RDS. */
public final class RdsRules {

    /**
     * The logs that tell what went wrong, by engine.
     *
     * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9">RDS.9, RDS.34, RDS.36,
     *     RDS.37, RDS.40, RDS.42</a>
     */
    private static final Map<String, List<String>> LOGS = Map.of(
            "postgres", List.of("postgresql", "upgrade"),
            "aurora-postgresql", List.of("postgresql"),
            "aurora-mysql", List.of("audit"),
            "mysql", List.of("audit", "error", "general", "slowquery"),
            "mariadb", List.of("audit", "error", "general", "slowquery"),
            "oracle", List.of("alert", "audit", "trace", "listener"),
            "sqlserver", List.of("error", "agent"));

    /** Engines that can't let IAM users in; source: "IAM database authentication" in the Amazon RDS User Guide. */
    private static final Pattern WITHOUT_IAM = Pattern.compile("(custom-)?(oracle|sqlserver|db2)-.*");

    /** Of clusters; source: RDS.19, and failover. */
    private static final List<String> CRITICAL_EVENTS = List.of("failover", "failure", "maintenance");

    /** Of instances; source: RDS.20, and failover. */
    private static final List<String> CRITICAL_INSTANCE_EVENTS =
            List.of("configuration change", "failover", "failure", "maintenance");

    private static final Rule ENCRYPTED = Rule.named("rds-encrypted")
            .title("RDS instances and clusters are encrypted at rest")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.RDS_INSTANCE, "storageEncrypted", "replicateSourceDb")
            .on(AwsTypes.RDS_CLUSTER, "storageEncrypted")
            .on(AwsTypes.RDS_GLOBAL_CLUSTER, "storageEncrypted")
            .risk("Anyone who obtains disks, snapshots or backups can read them. Enabling encryption later "
                    + "replaces the database.")
            .remediation(
                    """
                    Encrypt the storage with a customer managed key:
                    InstanceArgs.builder().storageEncrypted(true).kmsKeyId(key.arn())
                    """)
            .references(
                    cis("2.2.1"),
                    fsbp("RDS.3"),
                    fsbp("RDS.27"),
                    checkov("CKV_AWS_16"),
                    checkov("CKV_AWS_140"),
                    cdkNag("RDS2"))
            .requires(RdsRules::encrypted);

    private static final Rule NOT_PUBLIC = Rule.named("rds-not-public")
            .title("RDS instances are not publicly accessible")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.RDS_INSTANCE, "publiclyAccessible")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "publiclyAccessible")
            .risk("A single security group rule exposes the database to the internet.")
            .remediation(
                    """
                    Disable public accessibility:
                    InstanceArgs.builder().publiclyAccessible(false)
                    """)
            .references(cis("2.2.3"), fsbp("RDS.2"), checkov("CKV_AWS_17"))
            .neverWaivable()
            .requires(property("publiclyAccessible").isNotTrue());

    private static final Rule MULTI_AZ = Rule.named("rds-multi-az")
            .title("Production RDS instances have a standby in another Availability Zone")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "multiAz", "replicateSourceDb")
            .risk("The loss of one Availability Zone takes the database down until it is restored.")
            .remediation(
                    """
                    Enable Multi-AZ:
                    InstanceArgs.builder().multiAz(true)
                    """)
            .references(cis("2.2.4"), fsbp("RDS.5"), checkov("CKV_AWS_157"), cdkNag("RDS3"))
            .requires(property("multiAz").isTrue().onlyIf(RdsRules::isPrimary).inProduction());

    private static final Rule BACKUP_RETENTION = Rule.named("rds-backup-retention")
            .title("RDS instances and clusters have sufficient retention of automated backups")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "backupRetentionPeriod", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "backupRetentionPeriod",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("A bad delete that is noticed after the last backup expired cannot be undone.")
            .remediation(
                    """
                    Retain backups for 7 days, or 14 in production; the maximum is 35:
                    InstanceArgs.builder().backupRetentionPeriod(14)
                    """)
            .references(fsbp("RDS.11"), checkov("CKV_AWS_133"), cdkNag("RDS13"))
            .configuredBy(Threshold.DATABASE_BACKUP_RETENTION_DAYS)
            .requires(property("backupRetentionPeriod")
                    .isBetween(PolicyParameters::databaseBackupRetentionDays, 35)
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule DELETION_PROTECTION = Rule.named("rds-deletion-protection")
            .guardsDeletion()
            .title("RDS instances and clusters have deletion protection")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "deletionProtection")
            .on(AwsTypes.RDS_CLUSTER, "deletionProtection")
            .on(AwsTypes.RDS_GLOBAL_CLUSTER, "deletionProtection")
            .risk("A single API call or a replacement deletes the database.")
            .remediation(
                    """
                    Enable deletion protection:
                    InstanceArgs.builder().deletionProtection(true)
                    """)
            .references(fsbp("RDS.7"), fsbp("RDS.8"), checkov("CKV_AWS_139"), checkov("CKV_AWS_293"), cdkNag("RDS10"))
            .requires(property("deletionProtection").isTrue());

    private static final Rule PULUMI_PROTECT = Rule.named("rds-pulumi-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Production RDS instances and clusters have Pulumi's protect option")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE)
            .on(AwsTypes.RDS_CLUSTER)
            .on(AwsTypes.RDS_GLOBAL_CLUSTER)
            .risk("A rename or a replacement deletes the data.")
            .remediation(
                    """
                    Set the protect option:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((resource, context) -> context.isProduction()
                    ? Verdict.passIf(resource.protect(), "the option protect is false but must be true")
                    : Verdict.NOT_APPLICABLE);

    private static final Rule FINAL_SNAPSHOT = Rule.named("rds-final-snapshot")
            .title("RDS instances and clusters take a final snapshot")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "skipFinalSnapshot", "finalSnapshotIdentifier", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "skipFinalSnapshot",
                    "finalSnapshotIdentifier",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("A deleted database cannot be restored, or the deletion fails because the snapshot has no name.")
            .remediation(
                    """
                    Set the identifier of the final snapshot:
                    InstanceArgs.builder().skipFinalSnapshot(false).finalSnapshotIdentifier("database-final")
                    """)
            .requires(property("skipFinalSnapshot")
                    .isNotTrue()
                    .and(property("finalSnapshotIdentifier").isText())
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule MANAGED_PASSWORD = Rule.named("rds-managed-password")
            .title("RDS manages the master password in Secrets Manager, unless read replicas prevent it")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "password", "manageMasterUserPassword", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "masterPassword",
                    "manageMasterUserPassword",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("A password in the program is stored in the state and is never rotated.")
            .remediation(
                    """
                    Let RDS create and rotate the password:
                    InstanceArgs.builder().manageMasterUserPassword(true)
                    """)
            // RDS can't manage the password of an instance that a read replica copies ("Limitations for Secrets Manager
            // integration" in the RDS user guide); there, a secret password is the best that can be had.
            .requiresInStack(property("password")
                    .isNotSet()
                    .and(property("masterPassword").isNotSet())
                    .and(property("manageMasterUserPassword").isTrue())
                    .or(property("password").isSecret().onlyIf(RdsRules::hasReplica))
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule KEEP_BACKUPS = Rule.named("rds-keep-automated-backups")
            .title("Production RDS instances and clusters keep automated backups after deletion")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "deleteAutomatedBackups", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "deleteAutomatedBackups",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("Deleting the database also deletes all its restore points.")
            .remediation(
                    """
                    Retain automated backups:
                    InstanceArgs.builder().deleteAutomatedBackups(false)
                    """)
            .requires(property("deleteAutomatedBackups")
                    .isFalse()
                    .onlyIf(RdsRules::isPrimary)
                    .inProduction());

    private static final Rule MINOR_UPGRADES = Rule.named("rds-minor-upgrades")
            .title("RDS installs minor versions automatically")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "autoMinorVersionUpgrade")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "autoMinorVersionUpgrade")
            .risk("Known vulnerabilities of the engine remain until somebody upgrades it.")
            .remediation(
                    """
                    Enable automatic minor upgrades in the maintenance window:
                    InstanceArgs.builder().autoMinorVersionUpgrade(true)
                    """)
            .references(cis("2.2.2"), fsbp("RDS.13"), fsbp("RDS.35"), checkov("CKV_AWS_226"))
            .requires(property("autoMinorVersionUpgrade").isNotFalse());

    private static final Rule IAM_AUTHENTICATION = Rule.named("rds-iam-auth")
            .title("RDS instances and clusters have IAM database authentication enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "iamDatabaseAuthenticationEnabled", "engine")
            .on(AwsTypes.RDS_CLUSTER, "iamDatabaseAuthenticationEnabled", "engine")
            .risk("Every client needs a password, which is copied and does not expire.")
            .remediation(
                    """
                    Enable IAM authentication in addition to passwords:
                    InstanceArgs.builder().iamDatabaseAuthenticationEnabled(true)
                    """)
            .references(fsbp("RDS.10"), fsbp("RDS.12"), checkov("CKV_AWS_161"), checkov("CKV_AWS_162"), cdkNag("RDS6"))
            .requires(property("iamDatabaseAuthenticationEnabled").isTrue().onlyIf((database, context) -> !WITHOUT_IAM
                    .matcher(engine(database))
                    .matches()));

    private static final Rule LOG_EXPORTS = Rule.named("rds-log-exports")
            .title("RDS instances and clusters export their logs to CloudWatch Logs")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "enabledCloudwatchLogsExports", "engine")
            .on(AwsTypes.RDS_CLUSTER, "enabledCloudwatchLogsExports", "engine")
            .risk("The logs of a failed or compromised database are lost with it.")
            .remediation(
                    """
                    Export the logs:
                    InstanceArgs.builder().enabledCloudwatchLogsExports("postgresql", "upgrade")
                    """)
            .references(
                    fsbp("RDS.9"),
                    fsbp("RDS.34"),
                    fsbp("RDS.36"),
                    fsbp("RDS.37"),
                    fsbp("RDS.40"),
                    fsbp("RDS.42"),
                    checkov("CKV_AWS_129"),
                    checkov("CKV_AWS_324"),
                    checkov("CKV_AWS_325"))
            .requires(RdsRules::exportsLogs);

    private static final Rule ENHANCED_MONITORING = Rule.named("rds-enhanced-monitoring")
            .title("RDS instances have Enhanced Monitoring enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE, "monitoringInterval", "monitoringRoleArn")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "monitoringInterval", "monitoringRoleArn")
            .risk("Memory and disk usage inside the instance is not visible.")
            .remediation(
                    """
                    Enable monitoring every 60 seconds, with a role that may write the metrics:
                    InstanceArgs.builder().monitoringInterval(60).monitoringRoleArn(role.arn())
                    """)
            .references(fsbp("RDS.6"), checkov("CKV_AWS_118"))
            .requires(property("monitoringInterval")
                    .isAtLeast(parameters -> 1)
                    .and(property("monitoringRoleArn").isText()));

    private static final Rule PERFORMANCE_INSIGHTS = Rule.named("rds-performance-insights")
            .title("RDS instances have Performance Insights enabled, with a customer managed key")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.RDS_INSTANCE,
                    "performanceInsightsEnabled",
                    "performanceInsightsKmsKeyId",
                    "performanceInsightsRetentionPeriod",
                    "databaseInsightsMode")
            .on(
                    AwsTypes.RDS_CLUSTER_INSTANCE,
                    "performanceInsightsEnabled",
                    "performanceInsightsKmsKeyId",
                    "performanceInsightsRetentionPeriod")
            .risk("The statement that caused an outage cannot be identified afterwards.")
            .remediation(
                    """
                    Enable Performance Insights. The retention is 7 days, 1 to 23 months of 31 days, or 731 days:
                    InstanceArgs.builder().performanceInsightsEnabled(true).performanceInsightsKmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_353"), checkov("CKV_AWS_354"))
            .requires(property("performanceInsightsEnabled")
                    .isTrue()
                    .or(property("databaseInsightsMode").isOneOf("advanced"))
                    .and(CustomerKeys.isCustomerKey("performanceInsightsKmsKeyId"))
                    .and(property("performanceInsightsRetentionPeriod")
                            .is(RdsRules::isInsightsRetention, "7, 731 or 31 times 1 to 23")));

    private static final Rule COPY_TAGS = Rule.named("rds-copy-tags")
            .title("RDS instances and clusters copy their tags to snapshots")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE, "copyTagsToSnapshot")
            .on(AwsTypes.RDS_CLUSTER, "copyTagsToSnapshot")
            .risk("The owner and purpose of a snapshot are unknown.")
            .remediation(
                    """
                    Copy the tags:
                    InstanceArgs.builder().copyTagsToSnapshot(true)
                    """)
            .references(fsbp("RDS.16"), fsbp("RDS.17"), checkov("CKV_AWS_313"), checkov("CKV2_AWS_60"))
            .correctedBy(Remediation.set("copyTagsToSnapshot", true))
            .requires(property("copyTagsToSnapshot").isTrue());

    private static final Rule CURRENT_AUTHORITY = Rule.named("rds-ca-current")
            .title("RDS instances use a current certificate authority")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "caCertIdentifier")
            .on(AwsTypes.RDS_CLUSTER_INSTANCE, "caCertIdentifier")
            .on(AwsTypes.RDS_CLUSTER, "caCertificateIdentifier")
            .risk("Clients that verify certificates cannot connect.")
            .remediation(
                    """
                    Set a current certificate authority:
                    InstanceArgs.builder().caCertIdentifier("rds-ca-rsa2048-g1")
                    """)
            .references(checkov("CKV_AWS_211"))
            .requires((database, context) -> property(
                            database.type().equals(AwsTypes.RDS_CLUSTER)
                                    ? "caCertificateIdentifier"
                                    : "caCertIdentifier")
                    .isNoneOf("rds-ca-2015", "rds-ca-2019")
                    .test(database, context));

    private static final Rule CUSTOM_ADMINISTRATOR = Rule.named("rds-custom-admin")
            .title("The master user of RDS databases does not have a common name")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE, "username")
            .on(AwsTypes.RDS_CLUSTER, "masterUsername")
            .risk("An attacker already knows half of the credentials.")
            .remediation(
                    """
                    Choose a custom name. RDS cannot change it later:
                    InstanceArgs.builder().username("shop_owner")
                    """)
            .references(fsbp("RDS.24"), fsbp("RDS.25"))
            .requires((database, context) -> property(
                            database.type().equals(AwsTypes.RDS_CLUSTER) ? "masterUsername" : "username")
                    .isNoneOf("postgres", "admin", "administrator", "awsuser", "root", "sa")
                    .test(database, context));

    private static final Rule CUSTOMER_KEY = Rule.named("rds-customer-key")
            .title("RDS instances and clusters use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "kmsKeyId", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "kmsKeyId",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk(
                    "The key policy of the AWS managed key cannot be restricted, and snapshots encrypted with it cannot be shared.")
            .remediation(
                    """
                    Set a customer managed key:
                    InstanceArgs.builder().storageEncrypted(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_327"))
            // A key belongs to a Region: what copies a database of another Region needs one where it is.
            .requires(CustomerKeys.isCustomerKey("kmsKeyId")
                    .onlyIf((database, context) -> isPrimary(database, context) || isCopyFromElsewhere(database)));

    private static final Rule STORAGE_HEADROOM = Rule.named("rds-storage-headroom")
            .title("RDS instances have storage autoscaling enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "allocatedStorage", "maxAllocatedStorage")
            .risk("A database with a full disk stops.")
            .remediation(
                    """
                    Set a maximum storage size:
                    InstanceArgs.builder().allocatedStorage(100).maxAllocatedStorage(1000)
                    """)
            .requires(RdsRules::hasHeadroom);

    private static final Rule SAFE_MAJOR_UPGRADE = Rule.named("rds-safe-major-upgrade")
            .title("Production RDS databases are not upgraded to a major version immediately, in place and "
                    + "without a snapshot")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "allowMajorVersionUpgrade", "applyImmediately", "blueGreenUpdate.enabled")
            .on(AwsTypes.RDS_CLUSTER, "allowMajorVersionUpgrade", "applyImmediately")
            .lookingAt(AwsTypes.RDS_SNAPSHOT, "dbInstanceIdentifier")
            .risk("A major upgrade causes downtime and is irreversible.")
            .remediation(
                    """
                    Use a blue/green deployment, wait for the maintenance window, or take a snapshot in an earlier update:
                    InstanceArgs.builder().blueGreenUpdate(InstanceBlueGreenUpdateArgs.builder().enabled(true).build())
                    new Snapshot("before-17", SnapshotArgs.builder().dbInstanceIdentifier(database.identifier()).build())
                    """)
            .requiresInStack(property("allowMajorVersionUpgrade")
                    .isNotTrue()
                    .or(property("applyImmediately").isNotTrue())
                    .or(property("blueGreenUpdate.enabled").isTrue())
                    .or(Related.some(
                            AwsTypes.RDS_SNAPSHOT, "dbInstanceIdentifier", "the stack has no snapshot of the database"))
                    .inProduction());

    private static final Rule CLUSTER_ZONES = Rule.named("rds-cluster-multi-az")
            .title("Production RDS clusters have at least two instances")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_CLUSTER, "dbClusterInstanceClass", "availabilityZones")
            .lookingAt(AwsTypes.RDS_CLUSTER_INSTANCE, "clusterIdentifier")
            .risk("The loss of the only instance takes the database down until AWS replaces it.")
            .remediation(
                    """
                    Add a second instance to the cluster:
                    new ClusterInstance("reader", ClusterInstanceArgs.builder().clusterIdentifier(cluster.id()))
                    """)
            .references(fsbp("RDS.15"))
            // A Multi-AZ cluster of RDS itself names a class and always has two readers.
            .requiresInStack(property("dbClusterInstanceClass")
                    .isText()
                    .or(RdsRules::hasTwoInstances)
                    .inProduction());

    private static final Rule BACKTRACK = Rule.named("rds-backtrack")
            .title("Aurora MySQL clusters have backtrack enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_CLUSTER, "backtrackWindow", "engine")
            .risk("A bad statement can only be undone by a restore that takes hours.")
            .remediation(
                    """
                    Set a backtrack window of one day:
                    ClusterArgs.builder().backtrackWindow(86400)
                    """)
            .references(fsbp("RDS.14"), checkov("CKV_AWS_326"), cdkNag("RDS14"))
            .requires(
                    property("backtrackWindow").isAtLeast(parameters -> 1).onlyIf((cluster, context) -> engine(cluster)
                            .equals("aurora-mysql")));

    private static final Rule PRIVATE_SUBNETS = Rule.named("rds-private-subnets")
            .title("RDS instances and clusters are in subnets without a route to an internet gateway")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_SUBNET_GROUP, "subnetIds")
            .on(AwsTypes.RDS_PROXY, "vpcSubnetIds")
            .lookingAt(AwsTypes.ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].gatewayId")
            .lookingAt(AwsTypes.ROUTE, "routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "gatewayId")
            .risk("A single wrong setting or security group rule exposes the database to the internet.")
            .remediation(
                    """
                    Use private subnets:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .references(fsbp("RDS.46"), securityHub("RDS.18"))
            .requiresInStack((resource, context) -> Subnets.arePrivate(
                            resource.type().equals(AwsTypes.RDS_SUBNET_GROUP) ? "subnetIds" : "vpcSubnetIds")
                    .test(resource, context));

    private static final Rule SUBNET_ZONES = Rule.named("rds-subnets-span-azs")
            .title("RDS subnet groups span at least two Availability Zones")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_SUBNET_GROUP, "subnetIds")
            .lookingAt(AwsTypes.SUBNET, "availabilityZone", "availabilityZoneId")
            .risk("A standby has no zone to run in, and RDS rejects the database.")
            .remediation(
                    """
                    Use subnets of at least two zones:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .requiresInStack(Subnets.spanZones("subnetIds", 2));

    private static final Rule CROSS_REGION_BACKUP = Rule.named("rds-cross-region-backup")
            .title("Production RDS instances have backups in another Region")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "replicateSourceDb")
            .lookingAt(AwsTypes.RDS_BACKUP_REPLICATION, "sourceDbInstanceArn")
            .lookingAt(AwsTypes.BACKUP_PLAN, "rules[].copyActions")
            .risk("The loss of the Region, or of access to it, loses the data.")
            .remediation(
                    """
                    Replicate automated backups, with a provider of the other Region:
                    InstanceAutomatedBackupsReplicationArgs.builder().sourceDbInstanceArn(database.arn())
                    """)
            // Whether the plan covers the database is what backup-covers-data judges.
            .requiresInStack(Related.some(
                            AwsTypes.RDS_BACKUP_REPLICATION,
                            "sourceDbInstanceArn",
                            "no InstanceAutomatedBackupsReplication and no backup plan copies its backups")
                    .or((instance, context) -> copiesBackups(context))
                    .onlyIf(RdsRules::isPrimary)
                    .inProduction());

    private static final Rule REPLICATED_BACKUP_KEY = Rule.named("rds-backup-replication-key")
            .title("Replicated RDS backups use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_BACKUP_REPLICATION, "kmsKeyId")
            .risk("A key of the source Region cannot encrypt in the destination Region, so encrypted backups "
                    + "fail to copy.")
            .remediation(
                    """
                    Set a key of the destination Region:
                    InstanceAutomatedBackupsReplicationArgs.builder().kmsKeyId(replicaKey.arn())
                    """)
            .references(checkov("CKV_AWS_245"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId"));

    private static final Rule EVENTS = Rule.named("rds-events")
            .title("RDS event subscriptions cover failure, failover, maintenance and configuration changes")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_INSTANCE)
            .on(AwsTypes.RDS_CLUSTER)
            .lookingAt(AwsTypes.RDS_EVENT_SUBSCRIPTION, "sourceType", "sourceIds", "eventCategories", "enabled")
            .risk("Customers notice an outage of the database first.")
            .remediation(
                    """
                    Subscribe to the relevant categories:
                    EventSubscriptionArgs.builder().sourceType("db-instance").eventCategories("configuration change", "failover", "failure", "maintenance")
                    """)
            .references(fsbp("RDS.19"), fsbp("RDS.20"))
            .requiresInStack(RdsRules::isWatched);

    public static final List<Rule> ALL = List.of(
            ENCRYPTED,
            NOT_PUBLIC,
            MULTI_AZ,
            BACKUP_RETENTION,
            DELETION_PROTECTION,
            PULUMI_PROTECT,
            FINAL_SNAPSHOT,
            MANAGED_PASSWORD,
            KEEP_BACKUPS,
            MINOR_UPGRADES,
            IAM_AUTHENTICATION,
            LOG_EXPORTS,
            ENHANCED_MONITORING,
            PERFORMANCE_INSIGHTS,
            COPY_TAGS,
            CURRENT_AUTHORITY,
            CUSTOM_ADMINISTRATOR,
            CUSTOMER_KEY,
            STORAGE_HEADROOM,
            SAFE_MAJOR_UPGRADE,
            CLUSTER_ZONES,
            BACKTRACK,
            PRIVATE_SUBNETS,
            SUBNET_ZONES,
            CROSS_REGION_BACKUP,
            REPLICATED_BACKUP_KEY,
            EVENTS);

    /** Returns whether a backup plan copies its recovery points. */
    private static final Derivation<Verdict> COPIES_BACKUPS =
            graph -> Verdict.any(graph.ofType(AwsTypes.BACKUP_PLAN).stream().map(plan -> {
                PropertyValue rules = plan.input("rules");
                boolean copies = rules.elements().stream()
                        .anyMatch(rule -> !rule.at("copyActions").elements().isEmpty());
                return copies
                        ? Verdict.PASS
                        : rules.containsUnknown() ? Verdict.unknown("rules") : Verdict.NOT_APPLICABLE;
            }));

    /** The subscriptions to the events of all databases; of those that say the same, one. */
    private static final Derivation<Collection<GraphResource>> OF_ALL_SOURCES =
            graph -> graph.ofType(AwsTypes.RDS_EVENT_SUBSCRIPTION).stream()
                    .filter(subscription -> subscription.input("sourceIds").isEmpty())
                    .collect(Collectors.toMap(
                            subscription -> Stream.of("sourceType", "enabled", "eventCategories")
                                    .map(subscription::input)
                                    .toList(),
                            Function.identity(),
                            (first, same) -> first,
                            LinkedHashMap::new))
                    .values();

    private RdsRules() {}

    private static boolean hasReplica(GraphResource instance, RuleContext context) {
        return !context.referrers(instance, "replicateSourceDb", AwsTypes.RDS_INSTANCE)
                .isEmpty();
    }

    /** Returns whether a database is neither a replica nor a secondary cluster of a global database. */
    public static boolean isPrimary(GraphResource database, RuleContext context) {
        boolean secondary = !database.input("globalClusterIdentifier").isAbsent()
                && database.input("masterUsername").isAbsent();
        return !secondary
                && database.input("replicateSourceDb").isAbsent()
                && database.input("replicationSourceIdentifier").isAbsent();
    }

    /** An ARN, not an identifier, names a source in another Region. */
    private static boolean isCopyFromElsewhere(GraphResource database) {
        return database.input("replicateSourceDb").asText().orElse("").startsWith("arn:");
    }

    private static String engine(GraphResource database) {
        return database.input("engine").asText().orElse("").toLowerCase(Locale.ROOT);
    }

    /** A replica in its source's Region, which it names by identifier and not by ARN, has its source's encryption. */
    private static Verdict encrypted(GraphResource instance, RuleContext context) {
        Verdict verdict = property("storageEncrypted").isTrue().test(instance, context);
        PropertyValue source = instance.input("replicateSourceDb");
        if (!(verdict instanceof Verdict.Fail) || source.isAbsent()) {
            return verdict;
        }
        if (source.isUnknown()) {
            return Verdict.unknown("replicateSourceDb");
        }
        return source.asText().orElse("arn:").startsWith("arn:") ? verdict : Verdict.NOT_APPLICABLE;
    }

    private static Verdict exportsLogs(GraphResource database, RuleContext context) {
        String path = "enabledCloudwatchLogsExports";
        PropertyValue exports = database.input(path);
        if (database.input("engine").isUnknown() || exports.isUnknown()) {
            return Verdict.unknown(exports.isUnknown() ? path : "engine");
        }
        String engine = engine(database).replaceFirst("^(?:custom-)?(oracle|sqlserver)-.*", "$1");
        List<String> wanted = LOGS.getOrDefault(engine, List.of());
        List<String> exported = texts(exports);
        if (!exports.elements().isEmpty() && exported.containsAll(wanted)) {
            return Verdict.PASS;
        }
        return exports.containsUnknown()
                ? Verdict.unknown(path)
                : Verdict.fail(path + " is " + exports.describe() + " but must contain "
                        + (wanted.isEmpty() ? "a log" : String.join(", ", wanted)));
    }

    private static List<String> texts(PropertyValue list) {
        return list.elements().stream()
                .flatMap(element -> element.asText().stream())
                .toList();
    }

    /** Source: "Pricing and data retention for Performance Insights" in the Amazon RDS User Guide. */
    private static boolean isInsightsRetention(PropertyValue value) {
        double days = value.asNumber().orElse(Double.NaN);
        return value.isAbsent() || days == 7 || days == 731 || (days % 31 == 0 && days >= 31 && days <= 23 * 31);
    }

    private static Verdict hasHeadroom(GraphResource instance, RuleContext context) {
        PropertyValue allocated = instance.input("allocatedStorage");
        PropertyValue most = instance.input("maxAllocatedStorage");
        if (allocated.isUnknown() || most.isUnknown()) {
            return Verdict.unknown(most.isUnknown() ? "maxAllocatedStorage" : "allocatedStorage");
        }
        return Verdict.passIf(
                most.asNumber().orElse(0) > allocated.asNumber().orElse(0),
                "maxAllocatedStorage is " + most.describe() + " but must be more than allocatedStorage, which is "
                        + allocated.describe());
    }

    private static Verdict hasTwoInstances(GraphResource cluster, RuleContext context) {
        int instances = context.referrers(cluster, "clusterIdentifier", AwsTypes.RDS_CLUSTER_INSTANCE)
                .size();
        return Verdict.passIf(instances >= 2, "the cluster has " + instances + " instances but must have at least 2");
    }

    private static Verdict copiesBackups(RuleContext context) {
        return context.graph().once(COPIES_BACKUPS);
    }

    private static Verdict isWatched(GraphResource database, RuleContext context) {
        String sourceType = database.type().equals(AwsTypes.RDS_CLUSTER) ? "db-cluster" : "db-instance";
        List<Verdict> verdicts = new ArrayList<>();
        List<GraphResource> subscriptions = Stream.concat(
                        context.graph().once(OF_ALL_SOURCES).stream(),
                        context.referrers(database, "sourceIds", AwsTypes.RDS_EVENT_SUBSCRIPTION).stream())
                .distinct()
                .sorted(Comparator.comparing(GraphResource::urn))
                .toList();
        for (GraphResource subscription : subscriptions) {
            PropertyValue type = subscription.input("sourceType");
            if (type.isAbsent() || type.asText().orElse("").equals(sourceType)) {
                verdicts.add(property("enabled")
                        .isNotFalse()
                        .and((resource, around) -> tellsCriticalEvents(resource, criticalEvents(database)))
                        .test(subscription, context));
            }
        }
        return verdicts.isEmpty()
                ? Verdict.fail("no EventSubscription covers " + String.join(", ", criticalEvents(database)))
                : Verdict.any(verdicts);
    }

    private static List<String> criticalEvents(GraphResource database) {
        return database.type().equals(AwsTypes.RDS_CLUSTER) ? CRITICAL_EVENTS : CRITICAL_INSTANCE_EVENTS;
    }

    /** A subscription without categories covers all of them. */
    private static Verdict tellsCriticalEvents(GraphResource subscription, List<String> critical) {
        PropertyValue categories = subscription.input("eventCategories");
        if (categories.isEmpty() || texts(categories).containsAll(critical)) {
            return Verdict.PASS;
        }
        return categories.containsUnknown()
                ? Verdict.unknown("eventCategories")
                : Verdict.fail("eventCategories is " + categories.describe() + " but must contain "
                        + String.join(", ", critical));
    }
}
