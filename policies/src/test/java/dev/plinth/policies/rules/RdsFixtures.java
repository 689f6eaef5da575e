package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.DATABASE;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** The fixtures of the RDS rules. */
final class RdsFixtures {

    static final String CLUSTER = "aws:rds/cluster:Cluster";
    static final String CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
    static final String SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
    static final String PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("rds-pulumi-protect");

    private static final String OPTION_GROUP = "aws:rds/optionGroup:OptionGroup";

    private RdsFixtures() {}

    static List<RuleFixture> all() {
        GraphResource database = resource(DATABASE, "subject", Map.of(), Map.of("arn", "arn:aws:rds:x:1:db:a"));
        return List.of(
                property("rds-encrypted", DATABASE, "storageEncrypted", true, "false", FAIL),
                property("rds-not-public", DATABASE, "publiclyAccessible", "false", "true", PASS),
                property("rds-multi-az", DATABASE, "multiAz", true, false, FAIL),
                property("rds-backup-retention", DATABASE, "backupRetentionPeriod", 14, 13, FAIL),
                property("rds-deletion-protection", DATABASE, "deletionProtection", true, false, FAIL),
                property(
                        "rds-final-snapshot",
                        DATABASE,
                        "skipFinalSnapshot",
                        false,
                        true,
                        PASS,
                        Map.of("finalSnapshotIdentifier", "last")),
                property("rds-final-snapshot", DATABASE, "finalSnapshotIdentifier", "last", "", FAIL),
                property("rds-managed-password", DATABASE, "manageMasterUserPassword", true, false, FAIL),
                property(
                        "rds-force-ssl",
                        "aws:rds/parameterGroup:ParameterGroup",
                        "parameters",
                        List.of(Map.of("name", "rds.force_ssl", "value", "1")),
                        List.of(Map.of("name", "rds.force_ssl", "value", "0")),
                        FAIL,
                        Map.of("family", "postgres14")),
                property("rds-encrypted", CLUSTER, "storageEncrypted", true, false, FAIL),
                property(
                        "rds-encrypted",
                        "aws:rds/globalCluster:GlobalCluster",
                        "storageEncrypted",
                        "true",
                        "false",
                        FAIL),
                property("rds-not-public", CLUSTER_INSTANCE, "publiclyAccessible", false, true, PASS),
                property("rds-backup-retention", CLUSTER, "backupRetentionPeriod", "35", 36, FAIL),
                property("rds-deletion-protection", CLUSTER, "deletionProtection", true, false, FAIL),
                property("rds-final-snapshot", CLUSTER, "finalSnapshotIdentifier", "last", "", FAIL),
                property("rds-managed-password", CLUSTER, "manageMasterUserPassword", true, false, FAIL),
                property(
                        "rds-managed-password",
                        CLUSTER,
                        "masterPassword",
                        "",
                        "plain text",
                        PASS,
                        Map.of("manageMasterUserPassword", true)),
                property("rds-keep-automated-backups", DATABASE, "deleteAutomatedBackups", false, "true", FAIL),
                property("rds-keep-automated-backups", CLUSTER, "deleteAutomatedBackups", "false", true, FAIL),
                property("rds-minor-upgrades", DATABASE, "autoMinorVersionUpgrade", true, "false", PASS),
                property("rds-minor-upgrades", CLUSTER_INSTANCE, "autoMinorVersionUpgrade", true, false, PASS),
                property("rds-iam-auth", DATABASE, "iamDatabaseAuthenticationEnabled", true, false, FAIL),
                property("rds-iam-auth", CLUSTER, "iamDatabaseAuthenticationEnabled", "true", "false", FAIL),
                property(
                        "rds-log-exports",
                        DATABASE,
                        "enabledCloudwatchLogsExports",
                        List.of("upgrade", "postgresql"),
                        List.of("postgresql"),
                        FAIL,
                        Map.of("engine", "postgres")),
                property(
                        "rds-log-exports",
                        CLUSTER,
                        "enabledCloudwatchLogsExports",
                        List.of("audit"),
                        List.of("error"),
                        FAIL,
                        Map.of("engine", "aurora-mysql")),
                property(
                        "rds-enhanced-monitoring",
                        DATABASE,
                        "monitoringInterval",
                        60,
                        0,
                        FAIL,
                        Map.of("monitoringRoleArn", "arn:aws:iam::1:role/m")),
                property(
                        "rds-enhanced-monitoring",
                        CLUSTER_INSTANCE,
                        "monitoringRoleArn",
                        "arn:aws:iam::1:role/m",
                        "",
                        FAIL,
                        Map.of("monitoringInterval", 1)),
                property(
                        "rds-performance-insights",
                        DATABASE,
                        "performanceInsightsEnabled",
                        true,
                        false,
                        FAIL,
                        Map.of("performanceInsightsKmsKeyId", "arn:key")),
                property(
                        "rds-performance-insights",
                        CLUSTER_INSTANCE,
                        "performanceInsightsKmsKeyId",
                        "arn:key",
                        "",
                        FAIL,
                        Map.of("performanceInsightsEnabled", true)),
                property(
                        "rds-performance-insights",
                        DATABASE,
                        "performanceInsightsRetentionPeriod",
                        62,
                        30,
                        PASS,
                        Map.of("performanceInsightsEnabled", true, "performanceInsightsKmsKeyId", "arn:key")),
                property("rds-copy-tags", DATABASE, "copyTagsToSnapshot", true, false, FAIL),
                property("rds-copy-tags", CLUSTER, "copyTagsToSnapshot", true, "false", FAIL),
                property("rds-ca-current", DATABASE, "caCertIdentifier", "rds-ca-rsa2048-g1", "rds-ca-2019", PASS),
                property("rds-ca-current", CLUSTER, "caCertificateIdentifier", "rds-ca-ecc384-g1", "rds-ca-2015", PASS),
                property("rds-custom-admin", DATABASE, "username", "shop_owner", "postgres", PASS),
                property("rds-custom-admin", CLUSTER, "masterUsername", "shop_owner", "Admin", PASS),
                property("rds-customer-key", DATABASE, "kmsKeyId", "arn:key", " ", FAIL),
                property("rds-customer-key", CLUSTER, "kmsKeyId", "arn:key", "", FAIL),
                property(
                        "rds-storage-headroom",
                        DATABASE,
                        "maxAllocatedStorage",
                        200,
                        100,
                        FAIL,
                        Map.of("allocatedStorage", "100")),
                property(
                        "rds-safe-major-upgrade",
                        DATABASE,
                        "applyImmediately",
                        false,
                        true,
                        PASS,
                        Map.of("allowMajorVersionUpgrade", true)),
                property(
                        "rds-safe-major-upgrade",
                        CLUSTER,
                        "allowMajorVersionUpgrade",
                        false,
                        true,
                        PASS,
                        Map.of("applyImmediately", true)),
                property("rds-cluster-multi-az", CLUSTER, "dbClusterInstanceClass", "db.m6gd.large", "", FAIL),
                property(
                        "rds-backtrack", CLUSTER, "backtrackWindow", 86_400, 0, FAIL, Map.of("engine", "aurora-mysql")),
                Topology.names(
                        "rds-private-subnets",
                        SUBNET_GROUP,
                        "subnetIds",
                        List.of("subnet-a", "subnet-b"),
                        List.of("subnet-a", "subnet-open")),
                Topology.names(
                        "rds-private-subnets",
                        "aws:rds/proxy:Proxy",
                        "vpcSubnetIds",
                        List.of("subnet-a"),
                        List.of("subnet-open")),
                Topology.names(
                        "rds-subnets-span-azs",
                        SUBNET_GROUP,
                        "subnetIds",
                        List.of("subnet-a", "subnet-b"),
                        List.of("subnet-a", "subnet-a2")),
                RuleFixture.of("rds-cross-region-backup", database, "sourceDbInstanceArn", "arn:aws:rds:x:1:db:b", FAIL)
                        .beside(resource(
                                "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
                                "copy",
                                Map.of("sourceDbInstanceArn", "arn:aws:rds:x:1:db:a")))
                        .ofNeighbour(),
                property(
                        "rds-backup-replication-key",
                        "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
                        "kmsKeyId",
                        "arn:key",
                        "",
                        FAIL),
                RuleFixture.of(
                                "rds-events",
                                database,
                                "eventCategories",
                                List.of("failover", "failure", "maintenance"),
                                PASS)
                        .beside(resource(
                                "aws:rds/eventSubscription:EventSubscription",
                                "events",
                                Map.of(
                                        "sourceType",
                                        "db-instance",
                                        "eventCategories",
                                        List.of(
                                                "failover",
                                                "maintenance",
                                                "configuration change",
                                                "failure",
                                                "backup"))))
                        .ofNeighbour(),
                property("rdsproxy-tls", "aws:rds/proxy:Proxy", "requireTls", true, false, FAIL),
                property(
                        "rdsproxy-auth",
                        "aws:rds/proxy:Proxy",
                        "auths",
                        List.of(Map.of("iamAuth", "REQUIRED")),
                        List.of(Map.of("iamAuth", "DISABLED")),
                        FAIL),
                property("rdsproxy-no-debug-logging", "aws:rds/proxy:Proxy", "debugLogging", "false", "true", PASS),
                property(
                        "rds-snapshot-not-public",
                        "aws:rds/snapshot:Snapshot",
                        "sharedAccounts",
                        List.of("123456789012"),
                        List.of("all"),
                        PASS),
                property(
                        "rds-snapshot-not-public",
                        "aws:rds/snapshotCopy:SnapshotCopy",
                        "sharedAccounts",
                        List.of("123456789012"),
                        List.of("123456789012", "all"),
                        PASS),
                property(
                        "rds-snapshot-not-public",
                        "aws:rds/clusterSnapshot:ClusterSnapshot",
                        "sharedAccounts",
                        List.of(),
                        List.of("all"),
                        PASS),
                property("rds-snapshot-copy-key", "aws:rds/snapshotCopy:SnapshotCopy", "kmsKeyId", "arn:key", "", FAIL),
                property(
                        "rds-force-ssl",
                        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
                        "parameters",
                        List.of(Map.of("name", "rds.force_ssl", "value", "1")),
                        List.of(),
                        FAIL,
                        Map.of("family", "aurora-postgresql16")),
                property(
                        "rds-require-tls",
                        PARAMETER_GROUP,
                        "parameters",
                        List.of(Map.of("name", "require_secure_transport", "value", "ON")),
                        List.of(Map.of("name", "require_secure_transport", "value", "0")),
                        FAIL,
                        Map.of("family", "mysql8.4")),
                property(
                        "rds-require-tls",
                        PARAMETER_GROUP,
                        "parameters",
                        List.of(Map.of("name", "rds.force_ssl", "value", "1")),
                        List.of(Map.of("name", "require_secure_transport", "value", "1")),
                        FAIL,
                        Map.of("family", "sqlserver-se-15.0")),
                property(
                        "rds-require-tls",
                        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
                        "parameters",
                        List.of(Map.of("name", "require_secure_transport", "value", "1")),
                        List.of(),
                        FAIL,
                        Map.of("family", "aurora-mysql8.0")),
                property(
                        "rds-option-oracle-encrypted",
                        OPTION_GROUP,
                        "options",
                        List.of(Map.of("optionName", "SSL")),
                        List.of(Map.of("optionName", "OEM")),
                        FAIL,
                        Map.of("engineName", "oracle-ee")),
                property(
                        "rds-option-audit",
                        OPTION_GROUP,
                        "options",
                        List.of(Map.of("optionName", "MARIADB_AUDIT_PLUGIN")),
                        List.of(),
                        FAIL,
                        Map.of("engineName", "mysql")),
                property(
                        "rds-option-no-memcached",
                        OPTION_GROUP,
                        "options",
                        List.of(Map.of("optionName", "MARIADB_AUDIT_PLUGIN")),
                        List.of(Map.of("optionName", "MEMCACHED")),
                        PASS),
                property(
                        "rds-query-logging",
                        PARAMETER_GROUP,
                        "parameters",
                        List.of(Map.of("name", "log_min_duration_statement", "value", "1000")),
                        List.of(Map.of("name", "log_min_duration_statement", "value", "-1")),
                        FAIL,
                        Map.of("family", "postgres16")),
                property(
                        "rds-parameter-apply-method",
                        PARAMETER_GROUP,
                        "parameters",
                        List.of(Map.of("name", "max_connections", "value", "500", "applyMethod", "pending-reboot")),
                        List.of(Map.of("name", "max_connections", "value", "500")),
                        PASS,
                        Map.of("family", "postgres16")),
                RuleFixture.of(
                                "rds-family-matches-engine",
                                resource(
                                        DATABASE,
                                        "subject",
                                        Map.of(
                                                "engine",
                                                "postgres",
                                                "engineVersion",
                                                "16.4",
                                                "parameterGroupName",
                                                "shop")),
                                "engineVersion",
                                "15.8",
                                NOT_APPLICABLE)
                        .beside(resource(PARAMETER_GROUP, "shop", Map.of("name", "shop", "family", "postgres16"))));
    }
}
