package dev.plinth.simulator.aws.database;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.calendar.TimeWindow;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** RDS instances. */
final class RdsInstances {

    private RdsInstances() {}

    static void registerInstance(Registry registry) {
        Behaviour instance = registry.type(AwsTypes.RDS_INSTANCE, "RDS DB Instance")
                .namedLowerCase("identifier", 63)
                .renamable()
                .id("db-{simulatedResourceId}")
                .importedAs("{identifier}")
                .arn("arn:aws:rds:{region}:{account}:db:{identifier}");
        addInstanceRules(instance);
        addInstanceValues(instance);
    }

    private static void addInstanceRules(Behaviour instance) {
        instance.check(operation -> operation
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
                .validate(RdsInstances::checkWindows)
                .quota(40, "", "InstanceQuotaExceeded", "DB Instance quota exceeded: 40 in {region}" + Rds.QUOTAS)
                .unique("identifier", "DBInstanceAlreadyExists", "DB instance already exists: {identifier}")
                .check(RdsInstances::checkSource)
                .check(RdsInstances::checkMaster)
                .check(RdsInstances::checkStorage)
                .check(RdsVersions::checkVersion)
                .check(RdsVersions::deferUpgrade)
                .check(RdsVersions::checkParameterGroup)
                .check(RdsInstances::checkPlacement)
                .check(RdsInstances::checkMonitoring)
                .checkDeletion(RdsInstances::checkDeletion)
                .afterDeletion(RdsInstances::keepFinalSnapshot);
    }

    private static void addInstanceValues(Behaviour instance) {
        instance.defaults("backupRetentionPeriod", 0L)
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
                .computed("port", operation -> Rds.PORTS.getOrDefault(RdsVersions.engine(operation), 1433L))
                .computed("engine", RdsVersions::engine)
                .recomputed("engineVersion", RdsVersions::engineVersion)
                .recomputed(
                        "engineVersionActual", operation -> Releases.actual(operation, RdsVersions.engine(operation)))
                .changedByCloud("engineVersion", "allocatedStorage")
                .suppresses("allocatedStorage", RdsInstances::isAutoscaled)
                .computed("allocatedStorage", operation -> RdsVersions.source(operation)
                        .map(found -> found.number("allocatedStorage", 20))
                        .orElse(20L))
                .computed("username", operation -> RdsVersions.source(operation)
                        .map(found -> found.text("username"))
                        .orElse(""))
                .computed("dbName", operation -> RdsVersions.source(operation)
                        .map(found -> found.text("dbName"))
                        .orElse(""))
                .computed("storageType", operation -> operation.has("iops") ? "io1" : "gp2")
                .computed("parameterGroupName", operation -> "default." + RdsVersions.family(operation))
                .computed(
                        "availabilityZone",
                        operation -> zones(operation).stream().findFirst().orElse(operation.region() + "a"))
                .computed("backupWindow", "03:00-03:30")
                .computed("maintenanceWindow", "sun:04:30-sun:05:00")
                .computed("caCertIdentifier", "rds-ca-rsa2048-g1")
                .computed(
                        "licenseModel",
                        operation -> RdsVersions.engine(operation).startsWith("postgres")
                                ? "postgresql-license"
                                : "general-public-license");
        addAddress(instance);
    }

    private static void addAddress(Behaviour instance) {
        instance.computed("networkType", "IPV4")
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
                .recomputed("masterUserSecrets", RdsInstances::managedSecret)
                .provides(AwsTypes.SECRETSMANAGER_SECRET, "simulatedMasterUserSecretArn");
    }

    private static void checkSource(Operation operation) {
        String source = operation.text("replicateSourceDb");
        if (source.isEmpty()) {
            return;
        }
        StoredResource found = RdsVersions.source(operation)
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
                "a DB instance has at most 15 read replicas" + Rds.QUOTAS);
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
                !RdsVersions.engine(operation).contains("postgres")
                        || !Rds.RESERVED_USERS.contains(
                                operation.text("username").toLowerCase(Locale.ROOT)),
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
                "Invalid storage size for engine name " + RdsVersions.engine(operation) + " and storage type "
                        + operation.text("storageType") + ": " + size + "; expected " + least + " to 65536 GiB");
        operation.require(
                !"gp3".equals(operation.text("storageType"))
                        || size >= 400
                        || !(operation.has("iops") || operation.has("storageThroughput")),
                "InvalidParameterCombination",
                "You can't specify IOPS or storage throughput for engine " + RdsVersions.engine(operation)
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
                "Invalid storage size for engine name " + RdsVersions.engine(operation) + ": " + size
                        + " is smaller than the current " + (old == null ? 0 : old.number("allocatedStorage", 0))
                        + " GiB; storage cannot shrink");
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
                Rds.MONITORING_INTERVALS.contains(interval),
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
