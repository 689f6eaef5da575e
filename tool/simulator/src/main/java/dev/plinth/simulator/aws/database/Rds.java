package dev.plinth.simulator.aws.database;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.TimeWindow;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.aws.network.DefaultNetwork;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Relational databases. */
public final class Rds {

    private static final String QUOTAS =
            "; see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html";
    private static final String FAMILY =
            "(aurora-)?(postgresql|postgres|mysql|mariadb|oracle|sqlserver|db2|custom)[a-z0-9.-]*";
    private static final Set<String> RESERVED_USERS =
            Set.of("admin", "rdsadmin", "postgres_fdw", "rds_superuser", "rds_replication");
    private static final Set<Long> MONITORING_INTERVALS = Set.of(0L, 1L, 5L, 10L, 15L, 30L, 60L);
    private static final Map<String, Long> PORTS = Map.of("postgres", 5432L, "mysql", 3306L, "mariadb", 3306L);

    private Rds() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.RDS_SUBNET_GROUP, "RDS DB Subnet Group")
                .namedLowerCase("name", 255)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:subgrp:{name}")
                .existing(DefaultNetwork::subnetGroup)
                .mentions("subnetIds", AwsTypes.EC2_SUBNET, "InvalidSubnet")
                .immutable("namePrefix")
                .inputDefault("description", "Managed by Pulumi")
                .validate(Rules.matches("name", "[a-z0-9 ._-]{1,255}", "lower-case letters, digits and ._-"))
                .unique("name", "DBSubnetGroupAlreadyExists", "The DB subnet group '{name}' already exists.")
                .check(operation -> twoZones(operation, "subnetIds", "DBSubnetGroupDoesNotCoverEnoughAZs"))
                .recomputed("vpcId", operation -> operation.texts("subnetIds").stream()
                        .map(subnet -> Rules.vpcOf(operation, subnet))
                        .findFirst()
                        .orElse(""))
                .computed("supportedNetworkTypes", operation -> List.of("IPV4"))
                .inUse(
                        "InvalidDBSubnetGroupStateFault",
                        "Cannot delete the subnet group because at least one database instance is still using it: {users}");

        registry.type(AwsTypes.RDS_PARAMETER_GROUP, "RDS DB Parameter Group")
                .namedLowerCase("name", 255)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:pg:{name}")
                .predefined("default\\.(?<family>" + FAMILY + ")")
                .immutable("family", "description", "namePrefix")
                .inputDefault("description", "Managed by Pulumi")
                .defaults("skipDestroy", false)
                .validate(Rules.matches(
                        "name",
                        "[a-z](?!.*--)[a-z0-9.-]{0,254}",
                        "lower-case letters, digits, . and single -, beginning with a letter"))
                .validate(ParameterNames::check)
                .unique("name", "DBParameterGroupAlreadyExists", "Parameter group {name} already exists")
                .inUse(
                        "InvalidDBParameterGroupState",
                        "One or more database instances are still members of this parameter group {id}: {users}");

        registry.type(AwsTypes.RDS_INSTANCE, "RDS DB Instance")
                .namedLowerCase("identifier", 63)
                .renamable()
                .id("db-{simulatedResourceId}")
                .importedAs("{identifier}")
                .arn("arn:aws:rds:{region}:{account}:db:{identifier}")
                .check(operation -> operation
                        .state()
                        .putIfAbsent(
                                "simulatedResourceId",
                                operation.hex(26, "resource").toUpperCase(Locale.ROOT)))
                .immutable(
                        "engine",
                        "username",
                        "dbName",
                        "storageEncrypted",
                        "kmsKeyId",
                        "availabilityZone",
                        "characterSetName",
                        "ncharCharacterSetName",
                        "timezone",
                        "snapshotIdentifier",
                        "s3Import",
                        "restoreToPointInTime",
                        "identifierPrefix",
                        "customIamInstanceProfile",
                        "backupTarget")
                .undecided("engineLifecycleSupport", "name", "upgradeStorageConfig")
                .mentions("kmsKeyId", AwsTypes.KMS_KEY, "KMSKeyNotAccessibleFault")
                .mentions("performanceInsightsKmsKeyId", AwsTypes.KMS_KEY, "KMSKeyNotAccessibleFault")
                .mentions("masterUserSecretKmsKeyId", AwsTypes.KMS_KEY, "KMSKeyNotAccessibleFault")
                .mentions("monitoringRoleArn", AwsTypes.IAM_ROLE, "InvalidParameterValue")
                .uses("dbSubnetGroupName", AwsTypes.RDS_SUBNET_GROUP, "DBSubnetGroupNotFoundFault")
                .uses("parameterGroupName", AwsTypes.RDS_PARAMETER_GROUP, "DBParameterGroupNotFound")
                .uses("vpcSecurityGroupIds", AwsTypes.EC2_SECURITY_GROUP, "InvalidParameterValue")
                .validate(Rules.matches(
                        "identifier",
                        "[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)",
                        "1 to 63 lower-case letters, digits and single hyphens, beginning with a letter"))
                .validate(Rules.within("backupRetentionPeriod", 0, 35))
                .validate(Rules.matches("backupWindow", "\\d\\d:\\d\\d-\\d\\d:\\d\\d", "hh24:mi-hh24:mi"))
                .validate(Rules.matches(
                        "maintenanceWindow",
                        "(?i)[a-z]{3}:\\d\\d:\\d\\d-[a-z]{3}:\\d\\d:\\d\\d",
                        "ddd:hh24:mi-ddd:hh24:mi"))
                .validate(Rules.matches(
                        "finalSnapshotIdentifier",
                        "[A-Za-z](?!.*--)[A-Za-z0-9-]{0,254}(?<!-)",
                        "letters, digits and single hyphens, beginning with a letter"))
                .validate(Rds::checkWindows)
                .quota(40, "", "InstanceQuotaExceeded", "DB Instance quota exceeded: 40 in {region}" + QUOTAS)
                .unique("identifier", "DBInstanceAlreadyExists", "DB instance already exists: {identifier}")
                .check(Rds::checkSource)
                .check(Rds::checkMaster)
                .check(Rds::checkStorage)
                .check(Rds::checkVersion)
                .check(Rds::deferUpgrade)
                .check(Rds::checkParameterGroup)
                .check(Rds::checkPlacement)
                .check(Rds::checkMonitoring)
                .checkDeletion(Rds::checkDeletion)
                .afterDeletion(Rds::keepFinalSnapshot)
                .defaults("backupRetentionPeriod", 0L)
                .defaults("deletionProtection", false)
                .defaults("storageEncrypted", false)
                .defaults("publiclyAccessible", false)
                .defaults("skipFinalSnapshot", false)
                .defaults("copyTagsToSnapshot", false)
                .defaults("deleteAutomatedBackups", true)
                .defaults("autoMinorVersionUpgrade", true)
                .defaults("iamDatabaseAuthenticationEnabled", false)
                .defaults("monitoringInterval", 0L)
                .defaults("performanceInsightsEnabled", false)
                .defaults("dedicatedLogVolume", false)
                .computed("multiAz", operation -> false)
                .computed("port", operation -> PORTS.getOrDefault(engine(operation), 1433L))
                .computed("engine", Rds::engine)
                .recomputed("engineVersion", Rds::engineVersion)
                .recomputed("engineVersionActual", operation -> Releases.actual(operation, engine(operation)))
                .changedByCloud("engineVersion", "allocatedStorage")
                .suppresses("allocatedStorage", Rds::isAutoscaled)
                .computed("allocatedStorage", operation -> source(operation)
                        .map(found -> found.number("allocatedStorage", 20))
                        .orElse(20L))
                .computed("username", operation -> source(operation)
                        .map(found -> found.text("username"))
                        .orElse(""))
                .computed("dbName", operation -> source(operation)
                        .map(found -> found.text("dbName"))
                        .orElse(""))
                .computed("storageType", operation -> operation.has("iops") ? "io1" : "gp2")
                .computed("parameterGroupName", operation -> "default." + family(operation))
                .computed(
                        "availabilityZone",
                        operation -> zones(operation).stream().findFirst().orElse(operation.region() + "a"))
                .computed("backupWindow", "03:00-03:30")
                .computed("maintenanceWindow", "sun:04:30-sun:05:00")
                .computed("caCertIdentifier", "rds-ca-rsa2048-g1")
                .computed(
                        "licenseModel",
                        operation -> engine(operation).startsWith("postgres")
                                ? "postgresql-license"
                                : "general-public-license")
                .computed("networkType", "IPV4")
                .computed("status", "available")
                .computed(
                        "hostedZoneId",
                        operation -> "Z"
                                + Operation.digest("rds" + operation.region())
                                        .substring(0, 13)
                                        .toUpperCase(Locale.ROOT))
                .computed("resourceId", "{id}")
                .recomputed(
                        "address",
                        operation -> operation.text("identifier") + ".c"
                                + Operation.digest("rds" + operation.region()).substring(0, 11) + "."
                                + operation.region() + ".rds.amazonaws.com")
                .recomputed("endpoint", operation -> operation.text("address") + ":" + operation.number("port", 0))
                .recomputed("arn", operation -> operation.render("arn:aws:rds:{region}:{account}:db:{identifier}"))
                .recomputed("masterUserSecrets", Rds::managedSecret)
                .provides(AwsTypes.SECRETSMANAGER_SECRET, "simulatedMasterUserSecretArn");

        registry.type(AwsTypes.RDS_EVENT_SUBSCRIPTION, "RDS Event Subscription")
                .named("name", 255)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:es:{name}")
                .mentions("snsTopic", AwsTypes.SNS_TOPIC, "SNSTopicArnNotFound")
                .immutable("namePrefix")
                .validate(Rules.oneOf(
                        "sourceType",
                        "db-instance",
                        "db-cluster",
                        "db-parameter-group",
                        "db-security-group",
                        "db-snapshot",
                        "db-cluster-snapshot",
                        "db-proxy",
                        "blue-green-deployment",
                        "custom-engine-version"))
                .check(operation -> {
                    for (String source : operation.texts("sourceIds")) {
                        boolean known = !"db-instance".equals(operation.text("sourceType"))
                                || operation.list(AwsTypes.RDS_INSTANCE).stream()
                                        .anyMatch(instance ->
                                                instance.text("identifier").equals(source));
                        operation.require(known, "SourceNotFound", "source " + source + " not found");
                    }
                })
                .defaults("enabled", true)
                .computed("customerAwsId", "{account}");

        registry.type(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, "RDS Instance Automated Backups Replication")
                .id("arn:aws:rds:{region}:{account}:auto-backup:ab-{hex26}")
                .unique(
                        "sourceDbInstanceArn",
                        "InvalidDBInstanceState",
                        "The DB instance {sourceDbInstanceArn} is already replicating to the current region.")
                .mentionsAnywhere("sourceDbInstanceArn", AwsTypes.RDS_INSTANCE, "DBInstanceNotFound")
                .mentions("kmsKeyId", AwsTypes.KMS_KEY, "KMSKeyNotAccessibleFault")
                .immutable("sourceDbInstanceArn", "kmsKeyId", "retentionPeriod")
                .immutable("preSignedUrl")
                .validate(Rules.within("retentionPeriod", 1, 35))
                .defaults("retentionPeriod", 7L)
                .check(operation -> operation
                        .store()
                        .byArn(operation.text("sourceDbInstanceArn"))
                        .ifPresent(source -> {
                            operation.require(
                                    !source.region().equals(operation.region()),
                                    "InvalidParameterCombination",
                                    "The source DB instance is in " + source.region()
                                            + "; automated backups are replicated to another region");
                            operation.require(
                                    source.number("backupRetentionPeriod", 0) > 0,
                                    "InvalidDBInstanceState",
                                    "Automated backups are not enabled for the DB instance "
                                            + source.text("identifier"));
                            operation.require(
                                    !source.flag("storageEncrypted") || operation.has("kmsKeyId"),
                                    "InvalidParameterCombination",
                                    "a KMS key of " + operation.region() + " is required for an encrypted source");
                        }));

        registry.type(AwsTypes.RDS_PROXY, "RDS DB Proxy")
                .named("name", 63)
                .id("{name}")
                .arn("arn:aws:rds:{region}:{account}:db-proxy:prx-{hex17}")
                .mentions("roleArn", AwsTypes.IAM_ROLE, "InvalidParameterValue")
                .mentions("auths.secretArn", AwsTypes.SECRETSMANAGER_SECRET, "InvalidParameterValue")
                .uses("vpcSubnetIds", AwsTypes.EC2_SUBNET, "InvalidSubnet")
                .uses("vpcSecurityGroupIds", AwsTypes.EC2_SECURITY_GROUP, "InvalidParameterValue")
                .immutable("engineFamily", "vpcSubnetIds")
                .check(operation -> twoZones(operation, "vpcSubnetIds", "InvalidSubnet"))
                .defaults("idleClientTimeout", 1800L)
                .defaults("debugLogging", false)
                .computed("endpoint", "{name}.proxy-{hex12}.{region}.rds.amazonaws.com")
                .inUse("InvalidDBProxyStateFault", "{users}");
        registry.type(AwsTypes.RDS_PROXY_DEFAULT_TARGET_GROUP, "RDS DB Proxy Default Target Group")
                .id("{dbProxyName}")
                .arn("arn:aws:rds:{region}:{account}:target-group:prx-tg-{hex17}")
                .mentions("dbProxyName", AwsTypes.RDS_PROXY, "DBProxyNotFoundFault")
                .immutable("dbProxyName")
                .computed("name", "default");
        registry.type(AwsTypes.RDS_PROXY_TARGET, "RDS DB Proxy Target")
                .id("{dbProxyName}/{targetGroupName}/RDS_INSTANCE/{dbInstanceIdentifier}")
                .mentions("dbProxyName", AwsTypes.RDS_PROXY, "DBProxyNotFoundFault")
                .immutable("dbProxyName", "targetGroupName", "dbInstanceIdentifier", "dbClusterIdentifier")
                .check(operation -> operation.require(
                        !operation.has("dbInstanceIdentifier")
                                || operation.list(AwsTypes.RDS_INSTANCE).stream()
                                        .anyMatch(instance -> instance.text("identifier")
                                                .equals(operation.text("dbInstanceIdentifier"))),
                        "DBInstanceNotFound",
                        operation.render("DBInstance {dbInstanceIdentifier} not found.")))
                .computed("type", "RDS_INSTANCE")
                .computed("rdsResourceId", "{dbInstanceIdentifier}");
    }

    static void twoZones(Operation operation, String property, String code) {
        Set<String> zones = new TreeSet<>();
        Set<String> vpcs = new TreeSet<>();
        for (String subnet : operation.texts(property)) {
            zones.add(Rules.zoneOf(operation, subnet));
            vpcs.add(Rules.vpcOf(operation, subnet));
        }
        operation.require(
                zones.size() >= 2,
                code,
                "The subnets don't meet the Availability Zone (AZ) coverage requirement. Current AZ coverage: "
                        + String.join(", ", zones) + ". Add subnets to cover at least 2 AZs.");
        operation.require(
                vpcs.size() == 1,
                "InvalidSubnet",
                "The specified subnets are not all in one VPC: " + String.join(", ", vpcs));
    }

    private static java.util.Optional<StoredResource> source(Operation operation) {
        String source = operation.text("replicateSourceDb");
        return source.isEmpty()
                ? java.util.Optional.empty()
                : operation.store().listEverywhere(AwsTypes.RDS_INSTANCE).stream()
                        .filter(instance -> instance.arn().equals(source)
                                || (instance.region().equals(operation.region())
                                        && source.equals(instance.text("identifier"))))
                        .findFirst();
    }

    private static String engine(Operation operation) {
        return operation.has("engine")
                ? operation.text("engine")
                : source(operation).map(found -> found.text("engine")).orElse("postgres");
    }

    private static String major(Operation operation, String version) {
        String[] parts = version.split("\\.", -1);
        return engine(operation).contains("postgres") || parts.length < 2 ? parts[0] : parts[0] + "." + parts[1];
    }

    private static String family(Operation operation) {
        return engine(operation) + major(operation, engineVersion(operation));
    }

    private static void checkSource(Operation operation) {
        String source = operation.text("replicateSourceDb");
        if (source.isEmpty()) {
            return;
        }
        StoredResource found = source(operation)
                .orElseThrow(() -> operation.refuse("DBInstanceNotFound", "DBInstance " + source + " not found."));
        operation.require(
                found.number("backupRetentionPeriod", 0) > 0,
                "InvalidDBInstanceState",
                "Automated backups are not enabled for this database instance (" + found.text("identifier")
                        + "). To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value.");
        operation.require(
                !found.flag("storageEncrypted")
                        || found.region().equals(operation.region())
                        || operation.has("kmsKeyId"),
                "InvalidParameterCombination",
                "Cannot create a cross region read replica of an encrypted instance without a KMS key of "
                        + operation.region());
        long replicas = operation.siblings().stream()
                .filter(other -> other.text("replicateSourceDb").equals(source))
                .count();
        operation.require(
                operation.old() != null || replicas < 15,
                "ReadReplicaQuotaExceeded",
                "a DB instance has at most 15 read replicas" + QUOTAS);
    }

    private static void checkMaster(Operation operation) {
        boolean fresh = !operation.has("replicateSourceDb")
                && !operation.has("snapshotIdentifier")
                && !operation.has("restoreToPointInTime");
        operation.require(
                !fresh || operation.has("engine"), "InvalidParameterValue", "\"engine\": required field is not set");
        operation.require(
                !fresh || operation.has("username"),
                "InvalidParameterValue",
                "\"username\": required field is not set");
        boolean managed = operation.flag("manageMasterUserPassword");
        boolean given =
                operation.state().containsKey("password") || operation.state().containsKey("passwordWo");
        operation.require(
                !fresh || managed || given,
                "InvalidParameterValue",
                "The parameter MasterUserPassword must be provided and must not be blank, unless manageMasterUserPassword is set.");
        operation.require(
                !(managed && given),
                "InvalidParameterCombination",
                "You can't specify MasterUserPassword when you also specify ManageMasterUserPassword.");
        operation.require(
                !engine(operation).contains("postgres")
                        || !RESERVED_USERS.contains(operation.text("username").toLowerCase(Locale.ROOT)),
                "InvalidParameterValue",
                operation.render(
                        "MasterUsername {username} cannot be used as it is a reserved word used by the engine"));
        operation.require(
                !operation.has("password") || operation.text("password").matches("[ -~&&[^/@\" ]]{8,128}"),
                "InvalidParameterValue",
                "The parameter MasterUserPassword is not a valid password: 8 to 128 printable characters besides '/', '@', '\"', ' ' may be used.");
    }

    private static void checkStorage(Operation operation) {
        boolean fresh = !operation.has("replicateSourceDb")
                && !operation.has("snapshotIdentifier")
                && !operation.has("restoreToPointInTime");
        long size = operation.number("allocatedStorage", 0);
        operation.require(
                !fresh || size > 0, "InvalidParameterValue", "\"allocatedStorage\": required field is not set");
        boolean provisioned = operation.text("storageType").startsWith("io");
        long least = provisioned ? 100 : 20;
        operation.require(
                size == 0 || (size >= least && size <= 65536),
                "InvalidParameterValue",
                "Invalid storage size for engine name " + engine(operation) + " and storage type "
                        + operation.text("storageType") + ": " + size + "; expected " + least + " to 65536 GiB");
        operation.require(
                !"gp3".equals(operation.text("storageType"))
                        || size >= 400
                        || !(operation.has("iops") || operation.has("storageThroughput")),
                "InvalidParameterCombination",
                "You can't specify IOPS or storage throughput for engine " + engine(operation)
                        + " and a storage size less than 400.");
        long ratio = provisioned ? 50 : 500;
        operation.require(
                !operation.has("iops") || size == 0 || operation.number("iops", 0) <= ratio * size,
                "InvalidParameterCombination",
                "The IOPS to GiB ratio must be at most " + ratio + ", got " + operation.number("iops", 0) + " for "
                        + size + " GiB");
        long most = operation.number("maxAllocatedStorage", 0);
        operation.require(
                most == 0 || most > size,
                "InvalidParameterCombination",
                "Max storage size must be greater than storage size: " + most + " <= " + size);
        StoredResource old = operation.old();
        operation.require(
                old == null || size >= old.number("allocatedStorage", 0),
                "InvalidParameterCombination",
                "Invalid storage size for engine name " + engine(operation) + ": " + size
                        + " is smaller than the current " + (old == null ? 0 : old.number("allocatedStorage", 0))
                        + " GiB; storage can't shrink");
    }

    /** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html#USER_WorkingWithAutomatedBackups.BackupWindow. */
    private static void checkWindows(Operation operation) {
        String backup = operation.text("backupWindow");
        String maintenance = operation.text("maintenanceWindow");
        boolean apart = TimeWindow.daily(backup)
                .flatMap(daily -> TimeWindow.weekly(maintenance).map(weekly -> !daily.overlaps(weekly)))
                // What is no window is refused as a value.
                .orElse(true);
        operation.require(
                apart,
                "InvalidParameterValue",
                "The backup window and maintenance window must not overlap: " + backup + " and " + maintenance);
    }

    private static void checkVersion(Operation operation) {
        StoredResource old = operation.old();
        String to = operation.text("engineVersion");
        boolean restored = operation.has("snapshotIdentifier") || operation.has("restoreToPointInTime");
        if (old == null ? restored || to.isEmpty() : !operation.changes("engineVersion")) {
            return;
        }
        operation.require(
                Releases.isListed(engine(operation), to),
                "InvalidParameterCombination",
                "Cannot find version " + to + " for " + engine(operation));
        if (old == null) {
            return;
        }
        String from = old.text("engineVersionActual");
        operation.require(
                compare(Releases.actual(operation, engine(operation)), from) >= 0,
                "InvalidParameterCombination",
                "Cannot upgrade " + engine(operation) + " from " + from + " to " + to);
        operation.require(
                major(operation, from).equals(major(operation, to)) || operation.flag("allowMajorVersionUpgrade"),
                "InvalidParameterCombination",
                "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.");
    }

    /**
     * Storage that RDS has grown is no difference while autoscaling may grow it further than the inputs say.
     *
     * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/v5.80.0/internal/service/rds/instance.go">the provider's
     *     DiffSuppressFunc of allocated_storage</a>
     */
    private static boolean isAutoscaled(Map<String, Object> state, Map<String, Object> inputs) {
        return state.get("allocatedStorage") instanceof Number actual
                && inputs.get("allocatedStorage") instanceof Number wanted
                && inputs.get("maxAllocatedStorage") instanceof Number most
                && actual.longValue() > wanted.longValue()
                && most.longValue() > wanted.longValue();
    }

    private static void keepFinalSnapshot(Operation operation) {
        if (!operation.flag("skipFinalSnapshot")) {
            operation.keepSnapshot(
                    AwsTypes.RDS_SNAPSHOT,
                    operation.text("finalSnapshotIdentifier"),
                    "arn:aws:rds:{region}:{account}:snapshot:{finalSnapshotIdentifier}");
        }
    }

    /** A replica has the version of its source: RDS upgrades both together. */
    private static String engineVersion(Operation operation) {
        return source(operation)
                .map(found -> found.text("engineVersion"))
                .orElseGet(() -> operation.has("engineVersion")
                        ? operation.text("engineVersion")
                        : Releases.newest(engine(operation)));
    }

    /** Until the maintenance window, an instance keeps its version and the parameter group that goes with it. */
    private static void deferUpgrade(Operation operation) {
        StoredResource old = operation.old();
        if (old != null
                && operation.changes("engineVersion")
                && !operation.flag("applyImmediately")
                && !operation.has("replicateSourceDb")
                && !major(operation, old.text("engineVersion"))
                        .equals(major(operation, operation.text("engineVersion")))) {
            operation.state().put("engineVersion", old.text("engineVersion"));
            operation.state().put("parameterGroupName", old.text("parameterGroupName"));
        }
    }

    private static int compare(String left, String right) {
        String[] a = left.split("\\D+", -1);
        String[] b = right.split("\\D+", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = Integer.compare(Integer.parseInt("0" + a[i]), Integer.parseInt("0" + b[i]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    private static void checkParameterGroup(Operation operation) {
        operation
                .find(AwsTypes.RDS_PARAMETER_GROUP, operation.text("parameterGroupName"))
                .filter(group -> operation.has("engineVersion") || operation.has("replicateSourceDb"))
                .ifPresent(group -> operation.require(
                        group.text("family").equals(family(operation)),
                        "InvalidParameterCombination",
                        "The parameter group " + group.id() + " with DBParameterGroupFamily " + group.text("family")
                                + " can't be used for this instance. Please use a parameter group with DBParameterGroupFamily "
                                + family(operation)));
    }

    private static List<String> zones(Operation operation) {
        return operation
                .find(AwsTypes.RDS_SUBNET_GROUP, operation.text("dbSubnetGroupName"))
                .map(group -> group.texts("subnetIds"))
                .orElse(List.of())
                .stream()
                .map(subnet -> Rules.zoneOf(operation, subnet))
                .sorted()
                .toList();
    }

    private static void checkPlacement(Operation operation) {
        operation.require(
                !(operation.flag("multiAz")
                        && operation.state().containsKey("availabilityZone")
                        && operation.old() == null),
                "InvalidParameterCombination",
                "Requesting a specific availability zone is not valid for Multi-AZ instances.");
        String vpc = operation
                .find(AwsTypes.RDS_SUBNET_GROUP, operation.text("dbSubnetGroupName"))
                .map(group -> group.text("vpcId"))
                .orElse("");
        Rules.sameVpc(operation, vpc, operation.texts("vpcSecurityGroupIds"), "InvalidVPCNetworkStateFault");
    }

    private static void checkMonitoring(Operation operation) {
        long interval = operation.number("monitoringInterval", 0);
        operation.require(
                MONITORING_INTERVALS.contains(interval),
                "InvalidParameterValue",
                "Invalid monitoring interval " + interval);
        operation.require(
                interval == 0 || operation.has("monitoringRoleArn"),
                "InvalidParameterCombination",
                "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.");
        long retention = operation.number("performanceInsightsRetentionPeriod", 7);
        operation.require(
                retention == 7 || retention == 731 || (retention % 31 == 0 && retention >= 31 && retention <= 713),
                "InvalidParameterValue",
                "Invalid Performance Insights retention period " + retention
                        + ": expected 7, a multiple of 31, or 731 days");
    }

    private static List<Object> managedSecret(Operation operation) {
        if (!operation.flag("manageMasterUserPassword")) {
            return List.of();
        }
        String arn = operation.render("arn:aws:secretsmanager:{region}:{account}:secret:rds!{id}-")
                + Operation.digest(operation.text("id")).substring(0, 6);
        operation.state().put("simulatedMasterUserSecretArn", arn);
        String key = operation.has("masterUserSecretKmsKeyId")
                ? operation.text("masterUserSecretKmsKeyId")
                : "alias/aws/secretsmanager";
        return List.of(Map.of("secretArn", arn, "secretStatus", "active", "kmsKeyId", key));
    }

    private static void checkDeletion(Operation operation) {
        operation.require(
                !operation.flag("deletionProtection"),
                "InvalidParameterCombination",
                "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        if (!operation.flag("skipFinalSnapshot") && !operation.has("finalSnapshotIdentifier")) {
            throw new CloudException(
                    "InvalidParameterCombination",
                    "final_snapshot_identifier is required when skip_final_snapshot is false");
        }
        operation.require(
                operation.flag("skipFinalSnapshot")
                        || operation.deleted(AwsTypes.RDS_SNAPSHOT).stream()
                                .noneMatch(kept -> kept.id().equals(operation.text("finalSnapshotIdentifier"))),
                "DBSnapshotAlreadyExists",
                operation.render(
                        "Cannot create the snapshot because a snapshot with the identifier {finalSnapshotIdentifier} already exists."));
    }
}
