package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.CloudException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Functions of RDS and ElastiCache. */
final class DatabaseFunctions {

    private DatabaseFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("rds/getInstance"),
                new Lookup("RDS DB Instance", AwsTypes.RDS_INSTANCE)
                        .by("dbInstanceIdentifier", "identifier")
                        .result("dbInstanceIdentifier", "identifier")
                        .result("dbInstanceArn", "arn")
                        .result("dbInstanceClass", "instanceClass")
                        .result("dbInstancePort", "port")
                        .result("dbSubnetGroup", "dbSubnetGroupName")
                        .result("dbParameterGroups", "parameterGroupName")
                        .result("optionGroupMemberships", "optionGroupName")
                        .result("masterUsername", "username")
                        .result("vpcSecurityGroups", "vpcSecurityGroupIds")
                        .result("preferredBackupWindow", "backupWindow")
                        .result("preferredMaintenanceWindow", "maintenanceWindow"));
        functions.put(Tokens.aws("rds/getCluster"), new Lookup("RDS Cluster", AwsTypes.RDS_CLUSTER));
        functions.put(Tokens.aws("rds/getEngineVersion"), DatabaseFunctions::engineVersion);
        functions.put(Tokens.aws("rds/getOrderableDbInstance"), DatabaseFunctions::orderableInstance);
        functions.put(
                Tokens.aws("elasticache/getReplicationGroup"),
                new Lookup("ElastiCache Replication Group", AwsTypes.ELASTICACHE_REPLICATION_GROUP)
                        .derived("authTokenEnabled", (call, found) -> !found.text("authToken")
                                .isEmpty()));
        functions.put(
                Tokens.aws("elasticache/getCluster"), new Lookup("ElastiCache Cluster", AwsTypes.ELASTICACHE_CLUSTER));
    }

    /** The available versions change from month to month, so a call must name one in full. */
    private static String version(Call call, String argument, String preferred) {
        String named = call.text(argument, "");
        return Stream.concat(call.texts(preferred).stream(), Stream.of(named))
                .filter(version -> version.contains("."))
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        ServiceFunctions.NOT_FOUND,
                        "the simulator has no list of engine versions: name one in full in " + argument + " or "
                                + preferred));
    }

    private static Map<String, Object> engineVersion(Call call) {
        String engine = call.text("engine", "");
        String version = version(call, "version", "preferredVersions");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", version);
        result.put("engine", engine);
        result.put("version", version);
        result.put("versionActual", version);
        result.put("engineDescription", engine);
        result.put("versionDescription", engine + " " + version);
        result.put("parameterGroupFamily", family(engine, version));
        result.put(ServiceFunctions.STATUS, "available");
        result.put("supportsReadReplica", true);
        return result;
    }

    /**
     * The family of the parameter groups of a version, such as {@code postgres16} and {@code aurora-mysql8.0}.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html">CreateDBParameterGroup</a>
     */
    private static String family(String engine, String version) {
        String[] parts = version.split("[.]", -1);
        return engine
                + (engine.endsWith("postgresql") || "postgres".equals(engine) ? parts[0] : parts[0] + "." + parts[1]);
    }

    private static Map<String, Object> orderableInstance(Call call) {
        String version = version(call, ServiceFunctions.ENGINE_VERSION, "preferredEngineVersions");
        String instanceClass = Stream.concat(
                        call.texts("preferredInstanceClasses").stream(), Stream.of(call.text("instanceClass", "")))
                .filter(name -> name.startsWith("db."))
                .findFirst()
                .orElseThrow(() -> new CloudException(
                        ServiceFunctions.NOT_FOUND,
                        "the simulator has no list of instance classes: name one in instanceClass or"
                                + " preferredInstanceClasses"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", instanceClass);
        result.put(ServiceFunctions.ENGINE_VERSION, version);
        result.put("instanceClass", instanceClass);
        result.put("storageType", call.text("storageType", "gp3"));
        result.put("vpc", true);
        result.put("multiAzCapable", true);
        result.put("readReplicaCapable", true);
        for (String capability : List.of(
                "supportsEnhancedMonitoring",
                "supportsIamDatabaseAuthentication",
                "supportsMultiAz",
                "supportsPerformanceInsights",
                "supportsStorageAutoscaling",
                "supportsStorageEncryption")) {
            result.put(capability, true);
        }
        return result;
    }
}
