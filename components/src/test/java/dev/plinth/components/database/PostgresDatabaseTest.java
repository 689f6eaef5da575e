package dev.plinth.components.database;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.LogRetention;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresDatabaseTest {

    private static final String METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String KEY_ARN = "arn:aws:kms:eu-central-1:123456789012:key/database-key-key";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private PostgresDatabase run(UnaryOperator<PostgresDatabaseArgs.Builder> arguments) {
        return mocks.run(() -> database(arguments, null));
    }

    private static PostgresDatabase database(
            UnaryOperator<PostgresDatabaseArgs.Builder> arguments, @Nullable ComponentResourceOptions options) {
        Network network = new Network("network", NetworkArgs.builder().build());
        return new PostgresDatabase(
                "database",
                arguments.apply(PostgresDatabaseArgs.builder().network(network)).build(),
                options);
    }

    @Test
    void pinsTheDefaults() {
        PostgresDatabaseArgs args = PostgresDatabaseArgs.builder().build();

        assertThat(args.network()).isNull();
        assertThat(args.identifier()).isNull();
        assertThat(args.databaseName()).isEqualTo("app");
        assertThat(args.masterUsername()).isEqualTo("plinth_owner");
        assertThat(args.masterPassword()).isNull();
        assertThat(args.engineVersion()).isEqualTo("16");
        assertThat(args.instanceClass()).isEqualTo("db.m7g.large");
        assertThat(args.multiAz()).isTrue();
        assertThat(args.port()).isEqualTo(5432);
        assertThat(args.allocatedStorageGib()).isEqualTo(100);
        assertThat(args.maxAllocatedStorageGib()).isEqualTo(500);
        assertThat(args.backupRetentionDays()).isEqualTo(14);
        assertThat(args.backupWindow()).isEqualTo("02:00-03:00");
        assertThat(args.maintenanceWindow()).isEqualTo("sun:03:30-sun:04:30");
        assertThat(args.deletionProtection()).isTrue();
        assertThat(args.allowMajorVersionUpgrade()).isFalse();
        assertThat(args.slowQueryMillis()).isEqualTo(1000);
        assertThat(args.parameters()).isEmpty();
        assertThat(args.logRetentionDays()).isEqualTo(365);
        assertThat(args.monitoringIntervalSeconds()).isEqualTo(60);
        assertThat(args.performanceInsightsRetentionDays()).isEqualTo(7);
        assertThat(args.readReplicas()).isZero();
        assertThat(args.eventTopicArn()).isNull();
        assertThat(args.backupReplicationProvider()).isNull();
    }

    @Test
    void fewestArgumentsGiveAnEncryptedPrivateProtectedPair() {
        PostgresDatabase database = run(arguments -> arguments);

        Recorded instance = mocks.only(INSTANCE);
        assertThat(instance.name()).isEqualTo("database-instance");
        assertThat(instance.inputs())
                .containsEntry("identifier", "project-stack-database")
                .containsEntry("engine", "postgres")
                .containsEntry("engineVersion", "16")
                .containsEntry("instanceClass", "db.m7g.large")
                .containsEntry("dbName", "app")
                .containsEntry("username", "plinth_owner")
                .containsEntry("manageMasterUserPassword", true)
                .containsEntry("masterUserSecretKmsKeyId", KEY_ARN)
                .doesNotContainKey("password")
                .containsEntry("multiAz", true)
                .containsEntry("publiclyAccessible", false)
                .containsEntry("storageEncrypted", true)
                .containsEntry("kmsKeyId", KEY_ARN)
                .containsEntry("storageType", "gp3")
                .containsEntry("allocatedStorage", 100.0)
                .containsEntry("maxAllocatedStorage", 500.0)
                .containsEntry("backupRetentionPeriod", 14.0)
                .containsEntry("deleteAutomatedBackups", false)
                .containsEntry("copyTagsToSnapshot", true)
                .containsEntry("skipFinalSnapshot", false)
                .containsEntry("finalSnapshotIdentifier", "project-stack-database-final-database")
                .containsEntry("deletionProtection", true)
                .containsEntry("autoMinorVersionUpgrade", true)
                .containsEntry("allowMajorVersionUpgrade", false)
                .containsEntry("applyImmediately", false)
                .containsEntry("iamDatabaseAuthenticationEnabled", true)
                .containsEntry("caCertIdentifier", "rds-ca-rsa2048-g1")
                .containsEntry("enabledCloudwatchLogsExports", List.of("postgresql", "upgrade"))
                .containsEntry("monitoringInterval", 60.0)
                .containsEntry("monitoringRoleArn", "arn:aws:iam::123456789012:role/database-monitoring-role")
                .containsEntry("performanceInsightsEnabled", true)
                .containsEntry("performanceInsightsKmsKeyId", KEY_ARN)
                .containsEntry("performanceInsightsRetentionPeriod", 7.0)
                .containsEntry("dbSubnetGroupName", "database-subnet-group-1a2b3c4")
                .containsEntry("vpcSecurityGroupIds", List.of("database-security-group-id"));
        assertThat(mocks.only("aws:rds/subnetGroup:SubnetGroup").texts("subnetIds"))
                .containsExactly("network-data-subnet-1-id", "network-data-subnet-2-id", "network-data-subnet-3-id");

        assertThat(value(database.instanceIdentifier())).isEqualTo("project-stack-database");
        assertThat(value(database.instanceArn()))
                .isEqualTo("arn:aws:rds:eu-central-1:123456789012:db:project-stack-database");
        assertThat(value(database.address())).startsWith("project-stack-database.");
        assertThat(value(database.port())).isEqualTo(5432);
        assertThat(value(database.databaseName())).isEqualTo("app");
        assertThat(value(database.masterUserSecretArn())).contains(":secret:rds!db-");
        assertThat(value(database.kmsKeyArn())).isEqualTo(KEY_ARN);
        assertThat(database.replicaIdentifiers()).isEmpty();
        assertThat(mocks.ofType("aws:rds/eventSubscription:EventSubscription")).isEmpty();
    }

    @Test
    void onlyTlsIsAcceptedAndSlowStatementsAreLogged() {
        run(arguments -> arguments.parameters(Map.of("max_connections", "200", "autovacuum_naptime", "15")));

        Recorded group = mocks.only("aws:rds/parameterGroup:ParameterGroup");
        assertThat(group.inputs()).containsEntry("family", "postgres16");
        assertThat(group.objects("parameters"))
                .containsExactly(
                        Map.of("name", "log_lock_waits", "value", "1", "applyMethod", "immediate"),
                        Map.of("name", "log_min_duration_statement", "value", "1000", "applyMethod", "immediate"),
                        Map.of("name", "rds.force_ssl", "value", "1", "applyMethod", "immediate"),
                        Map.of("name", "autovacuum_naptime", "value", "15", "applyMethod", "pending-reboot"),
                        Map.of("name", "max_connections", "value", "200", "applyMethod", "pending-reboot"));
    }

    @Test
    void logGroupsAreThereBeforeRdsWouldMakeThem() {
        run(arguments -> arguments.logRetentionDays(30));

        assertThat(mocks.ofType("aws:cloudwatch/logGroup:LogGroup").stream()
                        .filter(group -> group.name().startsWith("database-"))
                        .map(group -> group.text("name")))
                .containsExactly(
                        "/aws/rds/instance/project-stack-database/postgresql",
                        "/aws/rds/instance/project-stack-database/upgrade");
        Recorded group = mocks.named("aws:cloudwatch/logGroup:LogGroup", "database-postgresql-log-group");
        assertThat(group.inputs()).containsEntry("retentionInDays", 30.0).containsEntry("kmsKeyId", KEY_ARN);
        assertThat(value(mocks.options(mocks.only(INSTANCE)).getDependsOn()))
                .extracting(resource -> resource.pulumiResourceName())
                .contains("database-postgresql-log-group", "database-upgrade-log-group");
    }

    @Test
    void metricsCountSlowStatementsLockWaitsAndDeadlocks() {
        PostgresDatabase database = run(arguments -> arguments
                .masterPassword(Output.ofSecret("not-a-real-password-1"))
                .readReplicas(1));

        assertThat(database.logMetricNamespace()).isEqualTo("Plinth/PostgreSQL/project-stack-database");
        assertThat(mocks.ofType(METRIC_FILTER))
                .extracting(filter -> filter.text("logGroupName") + " " + filter.text("pattern"))
                .containsExactlyInAnyOrder(
                        "/aws/rds/instance/project-stack-database/postgresql \"LOG:  duration:\"",
                        "/aws/rds/instance/project-stack-database/postgresql \"still waiting for\"",
                        "/aws/rds/instance/project-stack-database/postgresql \"deadlock detected\"",
                        "/aws/rds/instance/project-stack-database-replica-1/postgresql \"LOG:  duration:\"");
        assertThat(mocks.named(METRIC_FILTER, "database-replica-1-slow-statements")
                        .object("metricTransformation"))
                .containsEntry("namespace", database.logMetricNamespace())
                .containsEntry("name", "SlowStatements")
                .containsEntry("value", "1")
                .containsEntry("defaultValue", "0");
    }

    @Test
    void rejectsClientsUntilTheyAreAllowed() {
        mocks.run(() -> {
            PostgresDatabase database = database(arguments -> arguments.port(6000), null);
            assertThat(mocks.names("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"))
                    .noneMatch(rule -> rule.startsWith("database"));
            database.allowFrom("api", Output.of("sg-api"));
            return database;
        });

        assertThat(mocks.named("aws:ec2/securityGroup:SecurityGroup", "database-security-group")
                        .inputs())
                .containsEntry("vpcId", "network-vpc-id")
                .doesNotContainKeys("ingress", "egress");
        assertThat(mocks.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
                .isEmpty();
        assertThat(mocks.named("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "database-from-api")
                        .inputs())
                .containsEntry("securityGroupId", "database-security-group-id")
                .containsEntry("referencedSecurityGroupId", "sg-api")
                .containsEntry("description", "PostgreSQL from api")
                .containsEntry("ipProtocol", "tcp")
                .containsEntry("fromPort", 6000.0)
                .containsEntry("toPort", 6000.0)
                .doesNotContainKeys("cidrIpv4", "cidrIpv6");
    }

    @Test
    void protectionReachesWhatHoldsDataAndNothingElse() {
        mocks.run(() -> database(
                arguments -> arguments,
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.options(mocks.only(INSTANCE)).isProtect()).isTrue();
        assertThat(mocks.options(mocks.named("aws:kms/key:Key", "database-key-key"))
                        .isProtect())
                .isTrue();
        assertThat(mocks.options(mocks.only("aws:rds/parameterGroup:ParameterGroup"))
                        .isProtect())
                .isFalse();
    }

    @Test
    void allArgumentsReachTheirResources() {
        PostgresDatabase database = mocks.run(() -> {
            Provider ireland = new Provider(
                    "ireland", ProviderArgs.builder().region("eu-west-1").build());
            return database(
                    arguments -> arguments
                            .identifier("shop")
                            .databaseName("shop")
                            .masterUsername("owner")
                            .masterPassword(Output.of("not-in-code"))
                            .engineVersion("17")
                            .instanceClass("db.t4g.medium")
                            .multiAz(false)
                            .port(6000)
                            .allocatedStorageGib(20)
                            .maxAllocatedStorageGib(22)
                            .backupRetentionDays(35)
                            .backupWindow("22:00-22:30")
                            .maintenanceWindow("mon:23:00-tue:01:00")
                            .deletionProtection(false)
                            .allowMajorVersionUpgrade(true)
                            .slowQueryMillis(250)
                            .logRetentionDays(7)
                            .monitoringIntervalSeconds(1)
                            .performanceInsightsRetentionDays(62)
                            .readReplicas(2)
                            .eventTopicArn(Output.of("arn:aws:sns:eu-central-1:123456789012:alerts"))
                            .backupReplicationProvider(ireland),
                    null);
        });

        assertThat(mocks.named(INSTANCE, "database-instance").inputs())
                .containsEntry("identifier", "shop")
                .containsEntry("dbName", "shop")
                .containsEntry("username", "owner")
                .containsEntry("password", "not-in-code")
                .doesNotContainKey("manageMasterUserPassword")
                .containsEntry("engineVersion", "17")
                .containsEntry("instanceClass", "db.t4g.medium")
                .containsEntry("multiAz", false)
                .containsEntry("port", 6000.0)
                .containsEntry("allocatedStorage", 20.0)
                .containsEntry("maxAllocatedStorage", 22.0)
                .containsEntry("backupRetentionPeriod", 35.0)
                .containsEntry("backupWindow", "22:00-22:30")
                .containsEntry("maintenanceWindow", "mon:23:00-tue:01:00")
                .containsEntry("deletionProtection", false)
                .containsEntry("allowMajorVersionUpgrade", true)
                .containsEntry("monitoringInterval", 1.0)
                .containsEntry("performanceInsightsRetentionPeriod", 62.0);
        assertThat(mocks.only("aws:rds/parameterGroup:ParameterGroup").inputs()).containsEntry("family", "postgres17");
        assertThat(mocks.named(INSTANCE, "database-replica-2").inputs())
                .containsEntry("identifier", "shop-replica-2")
                .containsEntry("replicateSourceDb", "shop")
                .containsEntry("storageEncrypted", true)
                .containsEntry("publiclyAccessible", false)
                .containsEntry("backupRetentionPeriod", 35.0)
                .containsEntry("skipFinalSnapshot", true)
                .doesNotContainKeys("username", "password", "dbName", "manageMasterUserPassword", "kmsKeyId");
        assertThat(database.replicaIdentifiers().stream().map(RecordingMocks::value))
                .containsExactly("shop-replica-1", "shop-replica-2");
        assertThat(mocks.only("aws:secretsmanager/secretVersion:SecretVersion").inputs())
                .containsEntry(
                        "secretString",
                        "{\"dbname\":\"shop\",\"engine\":\"postgres\",\"host\":\""
                                + value(database.address())
                                + "\",\"password\":\"not-in-code\",\"port\":5432,\"username\":\"owner\"}");
        assertThat(value(database.masterUserSecretArn()))
                .isEqualTo("arn:aws:secretsmanager:eu-central-1:123456789012:secret/database-master-user-secret");
        assertThat(mocks.only("aws:rds/eventSubscription:EventSubscription").inputs())
                .containsEntry("snsTopic", "arn:aws:sns:eu-central-1:123456789012:alerts")
                .containsEntry("sourceType", "db-instance")
                .containsEntry("sourceIds", List.of("shop", "shop-replica-1", "shop-replica-2"));
        Recorded replication =
                mocks.only("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication");
        assertThat(replication.inputs())
                .containsEntry("sourceDbInstanceArn", "arn:aws:rds:eu-central-1:123456789012:db:shop")
                .containsEntry("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/database-backup-replica-key-key")
                .containsEntry("retentionPeriod", 35.0);
        assertThat(replication.provider()).contains("::ireland::");
        assertThat(mocks.named("aws:kms/key:Key", "database-backup-replica-key-key")
                        .provider())
                .contains("::ireland::");
        assertThat(mocks.named(INSTANCE, "database-instance").provider()).doesNotContain("ireland");
    }

    @Test
    void thePasswordIsAlwaysASecret() {
        PostgresDatabaseArgs args = PostgresDatabaseArgs.builder()
                .masterPassword(Output.of("plain"))
                .build();

        assertThat(com.pulumi.core.internal.Internal.of(args.masterPassword())
                        .isSecret()
                        .join())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "15", "16", "17", "18"})
    void aMajorVersionIsEnough(String version) {
        mocks.run(() -> database(arguments -> arguments.engineVersion(version), null));

        assertThat(mocks.named(INSTANCE, "database-instance").inputs())
                .containsEntry("engineVersion", version)
                .containsEntry("autoMinorVersionUpgrade", true);
    }

    @Test
    void aMinorVersionStaysWithoutAutomaticUpgrades() {
        mocks.run(() -> database(arguments -> arguments.engineVersion("16.9").autoMinorVersionUpgrade(false), null));

        assertThat(mocks.named(INSTANCE, "database-instance").inputs())
                .containsEntry("engineVersion", "16.9")
                .containsEntry("autoMinorVersionUpgrade", false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            16.9  | true  | the major version 16: RDS upgrades the minor version, and would reject a downgrade to 16.9
            16.4  | true  | a version that RDS creates: 16, or 16.9 to 16.15
            16.4  | false | a version that RDS creates: 16, or 16.9 to 16.15
            13    | true  | a major version from 14 to 18, such as 16
            99    | true  | a major version from 14 to 18, such as 16
            """)
    void aVersionThatRdsDoesNotOfferIsRejected(String version, boolean upgrades, String reason) {
        assertThatThrownBy(() -> mocks.run(() -> database(
                        arguments -> arguments.engineVersion(version).autoMinorVersionUpgrade(upgrades), null)))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("engineVersion is " + version)
                .hasMessageContaining(reason);
    }

    @Test
    void namesAllFaultsAtOnceAndMakesNothing() {
        assertThatThrownBy(() -> mocks.run(() -> new PostgresDatabase(
                        "database",
                        PostgresDatabaseArgs.builder()
                                .identifier("Shop--1")
                                .databaseName("1st")
                                .masterUsername("Postgres")
                                .engineVersion("13.4")
                                .instanceClass("m7g.large")
                                .port(80)
                                .allocatedStorageGib(19)
                                .maxAllocatedStorageGib(20)
                                .backupRetentionDays(0)
                                .backupWindow("03:00-04:00")
                                .slowQueryMillis(-1)
                                .parameters(Map.of("rds.force_ssl", "0"))
                                .logRetentionDays(0)
                                .monitoringIntervalSeconds(0)
                                .performanceInsightsRetentionDays(30)
                                .readReplicas(6)
                                .build())))
                .isInstanceOfSatisfying(InvalidArgumentsException.class, failure -> assertThat(failure.faults())
                        .extracting(fault -> fault.argument())
                        .containsExactly(
                                "network",
                                "identifier",
                                "databaseName",
                                "masterUsername",
                                "engineVersion",
                                "instanceClass",
                                "parameters",
                                "port",
                                "allocatedStorageGib",
                                "maxAllocatedStorageGib",
                                "backupRetentionDays",
                                "backupWindow",
                                "slowQueryMillis",
                                "logRetentionDays",
                                "monitoringIntervalSeconds",
                                "performanceInsightsRetentionDays",
                                "readReplicas",
                                "readReplicas"))
                .hasMessageContaining("backupWindow is 03:00-04:00;"
                        + " it must be outside of maintenanceWindow (sun:03:30-sun:04:30)")
                .hasMessageContaining("logRetentionDays is 0; it must be " + LogRetention.ALLOWED);
        assertThat(mocks.resources()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "ADMIN", "root", "rdsadmin", "pg_owner", "1st", ""})
    void rejectsGuessedAndReservedOwners(String username) {
        assertThatThrownBy(() -> run(arguments -> arguments.masterUsername(username)))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("masterUsername");
    }

    @ParameterizedTest
    @CsvSource({"20, 21, false", "20, 22, true", "100, 109, false", "100, 110, true", "100, 65537, false"})
    void storageNeedsHeadroom(int allocated, int most, boolean accepted) {
        UnaryOperator<PostgresDatabaseArgs.Builder> arguments =
                builder -> builder.allocatedStorageGib(allocated).maxAllocatedStorageGib(most);
        if (accepted) {
            run(arguments);
            assertThat(mocks.only(INSTANCE).inputs()).containsEntry("maxAllocatedStorage", (double) most);
        } else {
            assertThatThrownBy(() -> run(arguments))
                    .isInstanceOf(InvalidArgumentsException.class)
                    .hasMessageContaining("maxAllocatedStorageGib");
        }
    }

    @Test
    void aMajorUpgradeIsAppliedAtOnceWithASnapshotBefore() {
        run(args -> args.allowMajorVersionUpgrade(true).snapshots(List.of("before-17")));

        assertThat(mocks.only(INSTANCE).inputs())
                .containsEntry("applyImmediately", true)
                .doesNotContainKey("blueGreenUpdate");
        assertThat(mocks.only("aws:rds/snapshot:Snapshot").inputs())
                .containsEntry("dbInstanceIdentifier", "project-stack-database")
                .hasEntrySatisfying("dbSnapshotIdentifier", name -> assertThat(name.toString())
                        .startsWith("project-stack-database-before-17-"));
    }

    @Test
    void updatesOnACopyWithoutReplicas() {
        run(args -> args.blueGreenUpdate(true));

        assertThat(mocks.only(INSTANCE).inputs()).containsEntry("blueGreenUpdate", Map.of("enabled", true));
        assertThatThrownBy(() -> run(args ->
                        args.blueGreenUpdate(true).readReplicas(1).masterPassword(Output.ofSecret("0123456789abcdef"))))
                .hasMessageContaining("blueGreenUpdate is true; it must be false with readReplicas");
    }

    @Test
    void keepsTheKeyAfterTheDatabase() {
        run(args -> args);

        assertThat(mocks.options(mocks.named("aws:kms/key:Key", "database-key-key"))
                        .isRetainOnDelete())
                .isTrue();
    }

    private PostgresDatabase replica(boolean promoted) {
        return mocks.run(() -> {
            Provider ireland = new Provider(
                    "ireland", ProviderArgs.builder().region("eu-west-1").build());
            PostgresDatabase source = database(
                    arguments ->
                            arguments.masterPassword(Output.of("not-in-code")).secretReplicaProvider(ireland),
                    null);
            ComponentResourceOptions options =
                    ComponentResourceOptions.builder().provider(ireland).build();
            return new PostgresDatabase(
                    "second",
                    PostgresDatabaseArgs.builder()
                            .network(new Network(
                                    "second-network",
                                    NetworkArgs.builder()
                                            .cidrBlock("10.1.0.0/16")
                                            .build(),
                                    options))
                            .replicaOf(source)
                            .promoted(promoted)
                            .build(),
                    options);
        });
    }

    @Test
    void aReplicaInAnotherRegionHasItsNetworkKeyAndSecretThere() {
        PostgresDatabase replica = replica(false);

        Recorded instance = mocks.named(INSTANCE, "second-instance");
        assertThat(instance.inputs())
                .containsEntry("replicateSourceDb", "arn:aws:rds:eu-central-1:123456789012:db:project-stack-database")
                .containsEntry("kmsKeyId", KEY_ARN.replace("database-key", "second-key"))
                .containsEntry("skipFinalSnapshot", true)
                .containsEntry("backupRetentionPeriod", 14.0)
                .containsEntry("multiAz", true)
                .containsKey("dbSubnetGroupName")
                .doesNotContainKeys("engine", "username", "password", "dbName", "finalSnapshotIdentifier");
        assertThat(instance.provider()).contains("::ireland::");
        assertThat(value(replica.masterUserSecretKmsKeyArn())).endsWith("database-secret-replica-key-key");
        assertThat(mocks.only("aws:secretsmanager/secret:Secret").objects("replicas"))
                .singleElement()
                .satisfies(
                        each -> assertThat(each).containsEntry("kmsKeyId", value(replica.masterUserSecretKmsKeyArn())));
    }

    @Test
    void aPromotedReplicaFollowsNoSourceAndLeavesASnapshot() {
        replica(true);

        assertThat(mocks.named(INSTANCE, "second-instance").inputs())
                .doesNotContainKeys("replicateSourceDb", "username", "password")
                .containsEntry("skipFinalSnapshot", false)
                .containsEntry("manageMasterUserPassword", true)
                .containsEntry("masterUserSecretKmsKeyId", KEY_ARN.replace("database-key", "second-key"))
                .containsKey("finalSnapshotIdentifier");
    }

    @Test
    void rejectsAReplicaWithoutTheSourcesSecret() {
        assertThatThrownBy(() -> run(arguments -> arguments
                        .replicaOf(database(UnaryOperator.identity(), null))
                        .masterPassword(Output.of("not-in-code"))))
                .hasStackTraceContaining("a database with secretReplicaProvider")
                .hasStackTraceContaining("absent with masterPassword or readReplicas");
    }
}
