package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.RdsFixtures.CLUSTER;
import static dev.plinth.policies.rules.RdsFixtures.CLUSTER_INSTANCE;
import static dev.plinth.policies.rules.RdsFixtures.PARAMETER_GROUP;
import static dev.plinth.policies.rules.RdsFixtures.SUBNET_GROUP;
import static dev.plinth.policies.rules.RuleFixtures.DATABASE;
import static dev.plinth.policies.rules.Topology.A;
import static dev.plinth.policies.rules.Topology.B;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.protect;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the fixtures don't show of the RDS rules: replicas, engines, clusters, and what surrounds a database. */
class RdsRulesTest {

    private static final String EVENTS = "aws:rds/eventSubscription:EventSubscription";
    private static final PropertyValue UNKNOWN = PropertyValue.Unknown.VALUE;

    @Test
    void copiesHaveNoSeparatePasswordAndBackups() {
        GraphResource replica = resource(DATABASE, "replica", Map.of("replicateSourceDb", "primary"));
        GraphResource elsewhere = resource(DATABASE, "replica", Map.of("replicateSourceDb", "arn:aws:rds:x:1:db:a"));
        GraphResource secondary = resource(CLUSTER, "secondary", Map.of("globalClusterIdentifier", "world"));
        for (String rule : List.of("rds-managed-password", "rds-backup-retention", "rds-final-snapshot")) {
            assertThatRule(rule).isNotApplicable(replica).isNotApplicable(secondary);
        }
        assertThatRule("rds-customer-key").isNotApplicable(replica).fails(elsewhere);
        assertThatRule("rds-cross-region-backup").isNotApplicable(replica);
        assertThatRule("rds-copy-tags").fails(replica);
        assertThatRule("rds-pulumi-protect").fails(protect(secondary, false)).passes(secondary);
    }

    @Test
    void eachEngineHasItsLogs() {
        GraphResource exporting = resource(DATABASE, "d", Map.of("enabledCloudwatchLogsExports", List.of("error")));
        assertThatRule("rds-log-exports")
                .passes(exporting)
                .failsWith(
                        "enabledCloudwatchLogsExports is [error] but must contain audit, error, general, slowquery",
                        with(exporting, "engine", PropertyValue.of("mariadb")))
                .failsWith(
                        "enabledCloudwatchLogsExports is [error] but must contain postgresql, upgrade",
                        with(exporting, "engine", PropertyValue.of("Postgres")))
                .isUnknown("engine", with(exporting, "engine", UNKNOWN))
                .isUnknown(
                        "enabledCloudwatchLogsExports",
                        resource(
                                DATABASE,
                                "d",
                                Map.of(
                                        "engine",
                                        "postgres",
                                        "enabledCloudwatchLogsExports",
                                        List.of("postgresql", UNKNOWN))));
    }

    @Test
    void someEnginesKnowNoIamUsers() {
        assertThatRule("rds-iam-auth")
                .isNotApplicable(resource(DATABASE, "d", Map.of("engine", "oracle-ee")))
                .isNotApplicable(resource(DATABASE, "d", Map.of("engine", "sqlserver-se")))
                .fails(resource(DATABASE, "d", Map.of("engine", "mysql")));
    }

    @Test
    void databaseInsightsStandForPerformanceInsights() {
        GraphResource advanced = resource(
                DATABASE, "d", Map.of("databaseInsightsMode", "advanced", "performanceInsightsKmsKeyId", "arn:key"));
        assertThatRule("rds-performance-insights")
                .passes(advanced)
                .passes(with(advanced, "performanceInsightsRetentionPeriod", PropertyValue.of("731")))
                .passes(with(advanced, "performanceInsightsRetentionPeriod", PropertyValue.of(713)))
                .fails(with(advanced, "performanceInsightsRetentionPeriod", PropertyValue.of(744)))
                .fails(with(advanced, "databaseInsightsMode", PropertyValue.of("standard")));
    }

    @Test
    void storageGrowsBeyondWhatThereIs() {
        GraphResource instance = resource(DATABASE, "d", Map.of("allocatedStorage", 100, "maxAllocatedStorage", "101"));
        assertThatRule("rds-storage-headroom")
                .passes(instance)
                .passes(resource(DATABASE, "replica", Map.of("maxAllocatedStorage", 500)))
                .isUnknown("allocatedStorage", with(instance, "allocatedStorage", UNKNOWN));
    }

    @Test
    void aMajorUpgradeIsSafeOnACopyOrLater() {
        GraphResource upgrade =
                resource(DATABASE, "d", Map.of("allowMajorVersionUpgrade", true, "applyImmediately", true));
        assertThatRule("rds-safe-major-upgrade")
                .fails(upgrade)
                .passes(with(upgrade, "blueGreenUpdate.enabled", PropertyValue.of(true)))
                .isUnknown("applyImmediately", with(upgrade, "applyImmediately", UNKNOWN))
                .in(Tier.STAGING)
                .isNotApplicable(upgrade);
    }

    @Test
    void aClusterFailsOverToItsSecondInstance() {
        GraphResource cluster = resource(CLUSTER, "c", Map.of(), Map.of("id", "c-1"));
        GraphResource writer = resource(CLUSTER_INSTANCE, "writer", Map.of("clusterIdentifier", "c-1"));
        GraphResource reader =
                dependingOn(resource(CLUSTER_INSTANCE, "reader", Map.of()), "clusterIdentifier", cluster);
        GraphResource other = resource(CLUSTER_INSTANCE, "other", Map.of("clusterIdentifier", "c-2"));
        assertThatRule("rds-cluster-multi-az")
                .fails(cluster, writer, other)
                .passes(cluster, writer, reader)
                .in(Tier.DEVELOPMENT)
                .isNotApplicable(cluster);
    }

    @Test
    void onlyAuroraMysqlGoesBackInTime() {
        assertThatRule("rds-backtrack").isNotApplicable(resource(CLUSTER, "c", Map.of("engine", "aurora-postgresql")));
    }

    @Test
    void aBackupPlanCanCopyToo() {
        GraphResource database = resource(DATABASE, "d", Map.of(), Map.of("arn", "arn:aws:rds:x:1:db:d"));
        GraphResource keeping =
                resource("aws:backup/plan:Plan", "daily", Map.of("rules", List.of(Map.of("schedule", "x"))));
        GraphResource copying = resource(
                "aws:backup/plan:Plan",
                "daily",
                Map.of("rules", List.of(Map.of("copyActions", List.of(Map.of("destinationVaultArn", UNKNOWN))))));
        assertThatRule("rds-cross-region-backup")
                .failsWith(
                        "no InstanceAutomatedBackupsReplication and no backup plan copies its backups",
                        database,
                        keeping)
                .passes(database, copying)
                .isUnknown("rules", database, with(keeping, "rules", UNKNOWN))
                .in(Tier.STAGING)
                .isNotApplicable(database);
    }

    @Test
    void aSubscriptionCoversOnlyItsSources() {
        GraphResource database = resource(DATABASE, "d", Map.of("identifier", "shop"));
        GraphResource all = resource(EVENTS, "events", Map.of());
        GraphResource others = with(all, "sourceIds", PropertyValue.of(List.of("other")));
        assertThatRule("rds-events")
                .failsWith("no EventSubscription covers configuration change, failover, failure, maintenance", database)
                .passes(database, all)
                .passes(database, with(all, "sourceIds", PropertyValue.of(List.of("shop"))))
                .passes(database, dependingOn(all, "sourceIds", database))
                .fails(database, others)
                .fails(database, with(all, "enabled", PropertyValue.of(false)))
                .fails(database, with(all, "sourceType", PropertyValue.of("db-cluster")))
                .passes(resource(CLUSTER, "c", Map.of()), with(all, "sourceType", PropertyValue.of("db-cluster")));
    }

    @Test
    void zonesThatAwsChoosesAreUnknown() {
        GraphResource group = resource(SUBNET_GROUP, "data", Map.of("subnetIds", List.of("subnet-a", "subnet-b")));
        assertThatRule("rds-subnets-span-azs")
                .passes(group, A, B)
                .isUnknown("subnetIds", group, A, with(B, "availabilityZone", PropertyValue.Null.VALUE))
                .isUnknown("subnetIds", group, A)
                .isNotApplicable(group)
                .failsWith(
                        "subnetIds names subnets in [eu-central-1a] but must be in 2 or more Availability Zones",
                        with(group, "subnetIds", PropertyValue.of(List.of("subnet-a"))),
                        A);
    }

    @Test
    void tlsIsOfTheClustersGroupInAurora() {
        assertThatRule("rds-force-ssl")
                .isNotApplicable(resource(PARAMETER_GROUP, "p", Map.of("family", "aurora-postgresql14")))
                .fails(resource(
                        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
                        "p",
                        Map.of("family", "aurora-postgresql16")));
    }

    @Test
    void eitherParameterLogsQueries() {
        GraphResource group = resource(PARAMETER_GROUP, "p", Map.of("family", "postgres16"));
        assertThatRule("rds-query-logging")
                .passes(with(
                        group,
                        "parameters",
                        PropertyValue.of(List.of(Map.of("name", "log_statement", "value", "ddl")))))
                .fails(with(
                        group,
                        "parameters",
                        PropertyValue.of(List.of(Map.of("name", "log_statement", "value", "none")))))
                .isNotApplicable(resource(PARAMETER_GROUP, "p", Map.of("family", "mysql8.0")));
        assertThatRule("rds-parameter-apply-method")
                .passes(with(group, "parameters", PropertyValue.of(List.of(Map.of("name", "work_mem", "value", "1")))))
                .isUnknown(
                        "parameters[0].name",
                        with(group, "parameters", PropertyValue.of(List.of(Map.of("name", UNKNOWN)))));
    }

    @Test
    void aFamilyIsOfOneEngineAndVersion() {
        GraphResource database =
                resource(DATABASE, "d", Map.of("engine", "postgres", "engineVersion", "16", "parameterGroupName", "p"));
        GraphResource group = resource(PARAMETER_GROUP, "p", Map.of("name", "p", "family", "postgres16"));
        assertThatRule("rds-family-matches-engine")
                .passes(database, group)
                .passes(dependingOn(database, "parameterGroupName", group), group)
                .fails(database, with(group, "family", PropertyValue.of("postgres1")))
                .fails(database, with(group, "family", PropertyValue.of("aurora-postgresql16")))
                .isUnknown("family", database, with(group, "family", UNKNOWN))
                .isNotApplicable(database);
        GraphResource mysql = resource(
                CLUSTER, "c", Map.of("engineVersion", "8.0.mysql_aurora.3.05.2", "dbClusterParameterGroupName", "c"));
        GraphResource family = resource(
                "aws:rds/clusterParameterGroup:ClusterParameterGroup",
                "c",
                Map.of("name", "c", "family", "aurora-mysql8.0"));
        assertThatRule("rds-family-matches-engine").passes(mysql, family);
    }

    @Test
    void everyPartOfAProxysAuthenticationCounts() {
        GraphResource proxy = resource(
                "aws:rds/proxy:Proxy",
                "proxy",
                Map.of("auths", List.of(Map.of("iamAuth", "REQUIRED"), Map.of("iamAuth", "DISABLED"))));
        assertThatRule("rdsproxy-auth")
                .failsWith("auths[1].iamAuth is DISABLED but must be REQUIRED", proxy)
                .isUnknown("auths[1].iamAuth", with(proxy, "auths[1].iamAuth", UNKNOWN));
        assertThatRule("rdsproxy-no-debug-logging")
                .in(Tier.DEVELOPMENT)
                .isNotApplicable(with(proxy, "debugLogging", PropertyValue.of(true)));
    }
}
