package dev.plinth.simulator.aws.database;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.aws.network.DefaultNetwork;
import dev.plinth.simulator.cloud.Behaviour;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Redis and Valkey. */
public final class ElastiCache {

    private static final String FAMILY = "redis(?:2\\.6|2\\.8|3\\.2|4\\.0|5\\.0|6\\.x|7)|valkey[78]|memcached1\\.[456]";
    private static final String ID = "[a-z](?!.*--)[a-z0-9-]{0,39}(?<!-)";
    private static final String ID_RULE =
            "1 to 40 lower-case letters, digits and single hyphens, beginning with a letter";

    private ElastiCache() {}

    public static void register(Registry registry) {
        registerSubnetGroup(registry);
        registerParameterGroup(registry);
        registerReplicationGroup(registry);
        registerUser(registry);
        registerUserGroup(registry);
        registerUserGroupAssociation(registry);
    }

    private static void registerSubnetGroup(Registry registry) {
        registry.type(AwsTypes.ELASTICACHE_SUBNET_GROUP, "ElastiCache Subnet Group")
                .namedLowerCase("name", 255)
                .id("{name}")
                .arn("arn:aws:elasticache:{region}:{account}:subnetgroup:{name}")
                .existing(DefaultNetwork::subnetGroup)
                .mentions("subnetIds", AwsTypes.EC2_SUBNET, "InvalidSubnet")
                .inputDefault("description", "Managed by Pulumi")
                .unique("name", "CacheSubnetGroupAlreadyExists", "Cache subnet group {name} already exists.")
                .recomputed("vpcId", operation -> operation.texts("subnetIds").stream()
                        .map(subnet -> Rules.vpcOf(operation, subnet))
                        .findFirst()
                        .orElse(""))
                .inUse(
                        "CacheSubnetGroupInUse",
                        "Cache subnet group {id} is currently in use by a cache cluster: {users}");
    }

    private static void registerParameterGroup(Registry registry) {
        registry.type(AwsTypes.ELASTICACHE_PARAMETER_GROUP, "ElastiCache Parameter Group")
                .namedLowerCase("name", 255)
                .id("{name}")
                .arn("arn:aws:elasticache:{region}:{account}:parametergroup:{name}")
                .predefined("default\\.(?<family>" + FAMILY + ")(\\.cluster\\.on)?")
                .immutable("family", "description")
                .inputDefault("description", "Managed by Pulumi")
                .validate(ParameterNames::check)
                .unique("name", "CacheParameterGroupAlreadyExists", "Parameter group {name} already exists")
                .inUse(
                        "InvalidCacheParameterGroupState",
                        "One or more cache clusters are still members of this parameter group {id}: {users}");
    }

    private static void registerReplicationGroup(Registry registry) {
        Behaviour replicationGroup = registry.type(
                        AwsTypes.ELASTICACHE_REPLICATION_GROUP, "ElastiCache Replication Group")
                .namedLowerCase("replicationGroupId", 40)
                .id("{replicationGroupId}")
                .arn("arn:aws:elasticache:{region}:{account}:replicationgroup:{replicationGroupId}")
                .uses("subnetGroupName", AwsTypes.ELASTICACHE_SUBNET_GROUP, "CacheSubnetGroupNotFoundFault")
                .uses("parameterGroupName", AwsTypes.ELASTICACHE_PARAMETER_GROUP, "CacheParameterGroupNotFound")
                .uses("securityGroupIds", AwsTypes.EC2_SECURITY_GROUP, "InvalidParameterValue")
                .uses("userGroupIds", AwsTypes.ELASTICACHE_USER_GROUP, "UserGroupNotFound")
                .mentions("kmsKeyId", AwsTypes.KMS_KEY, "InvalidKMSKeyFault")
                .mentions("notificationTopicArn", AwsTypes.SNS_TOPIC, "InvalidParameterValue")
                .immutable(
                        "subnetGroupName",
                        "atRestEncryptionEnabled",
                        "kmsKeyId",
                        "port",
                        "dataTieringEnabled",
                        "networkType",
                        "snapshotArns",
                        "snapshotName",
                        "globalReplicationGroupId")
                .immutable("securityGroupNames")
                .replacedWhen("engineVersion", ElastiCache::isDowngrade)
                .replacedWhen("engine", (before, wanted) -> "valkey".equals(before.get("engine")))
                .replacedWhen("transitEncryptionEnabled", ElastiCache::isBeforeEncryptionInPlace)
                .changedByCloud("engineVersion");
        addReplicationGroupRules(replicationGroup);
        addReplicationGroupValues(replicationGroup);
    }

    private static void addReplicationGroupRules(Behaviour replicationGroup) {
        replicationGroup
                .validate(Rules.matches("replicationGroupId", ID, ID_RULE))
                .validate(Rules.within("snapshotRetentionLimit", 0, 35))
                .validate(Rules.within("replicasPerNodeGroup", 0, 5))
                .check(ElastiCache::checkReplication)
                .checkDeletion(operation -> operation.require(
                        operation.deleted(AwsTypes.ELASTICACHE_SNAPSHOT).stream()
                                .noneMatch(kept -> kept.id().equals(operation.text("finalSnapshotIdentifier"))),
                        "SnapshotAlreadyExistsFault",
                        operation.render("Snapshot with specified name already exists: {finalSnapshotIdentifier}.")))
                .afterDeletion(ElastiCache::keepFinalSnapshot)
                .check(ElastiCache::checkAccess)
                .check(ElastiCache::checkVersion)
                .check(ElastiCache::checkParameterGroup);
    }

    private static void addReplicationGroupValues(Behaviour replicationGroup) {
        replicationGroup
                .defaults("engine", "redis")
                .defaults("automaticFailoverEnabled", false)
                .defaults("multiAzEnabled", false)
                .defaults("snapshotRetentionLimit", 0L)
                .defaults("autoMinorVersionUpgrade", true)
                .defaults("dataTieringEnabled", false)
                .defaults("port", 6379L)
                .computed("atRestEncryptionEnabled", operation -> "valkey".equals(operation.text("engine")))
                .computed("transitEncryptionEnabled", operation -> "valkey".equals(operation.text("engine")))
                .computed(
                        "transitEncryptionMode",
                        operation -> operation.flag("transitEncryptionEnabled") ? "required" : "")
                .computed("engineVersion", operation -> Releases.newest(operation.text("engine")))
                .recomputed("engineVersionActual", operation -> Releases.actual(operation, operation.text("engine")))
                .computed("clusterMode", operation -> operation.number("numNodeGroups", 1) > 1 ? "enabled" : "disabled")
                .recomputed("clusterEnabled", operation -> "enabled".equals(operation.text("clusterMode")))
                .computed("numNodeGroups", operation -> 1L)
                .computed(
                        "numCacheClusters",
                        operation -> operation.number("numNodeGroups", 1)
                                * (1 + operation.number("replicasPerNodeGroup", 0)))
                .recomputed(
                        "replicasPerNodeGroup",
                        operation -> operation.number("numCacheClusters", 1) / operation.number("numNodeGroups", 1) - 1)
                .computed("parameterGroupName", operation -> "default." + family(operation))
                .computed("maintenanceWindow", "sun:05:00-sun:06:00")
                .computed("snapshotWindow", "03:00-04:00")
                .computed("ipDiscovery", "ipv4")
                .computed("networkType", "ipv4")
                .newComputed("memberClusters", "numCacheClusters", "numNodeGroups", "replicasPerNodeGroup")
                .recomputed("memberClusters", operation -> IntStream.rangeClosed(
                                1, (int) operation.number("numCacheClusters", 1))
                        .mapToObj(number ->
                                operation.text("replicationGroupId") + String.format(Locale.ROOT, "-%03d", number))
                        .toList())
                .recomputed(
                        "primaryEndpointAddress",
                        operation -> operation.flag("clusterEnabled") ? "" : endpoint(operation, "master"))
                .recomputed(
                        "readerEndpointAddress",
                        operation -> operation.flag("clusterEnabled") ? "" : endpoint(operation, "replica"))
                .recomputed(
                        "configurationEndpointAddress",
                        operation -> operation.flag("clusterEnabled") ? endpoint(operation, "clustercfg") : "");
    }

    private static void registerUser(Registry registry) {
        registry.type(AwsTypes.ELASTICACHE_USER, "ElastiCache User")
                .id("{userId}")
                .arn("arn:aws:elasticache:{region}:{account}:user:{userId}")
                .predefined("(?<userId>(?<userName>default))")
                .immutable("userId", "userName")
                .undecided("engine")
                .validate(Rules.matches("userId", ID, ID_RULE))
                .validate(
                        Rules.matches("accessString", "(on|off)( .*)?", "an access string that begins with on or off"))
                .check(
                        operation -> operation.require(
                                operation.flag("noPasswordRequired")
                                        || operation.has("passwords")
                                        || operation.has("authenticationMode"),
                                "InvalidParameterCombination",
                                "No password was provided. If you want to create/update the user without password, please use the NoPasswordRequired flag"))
                .check(operation -> operation
                        .texts("passwords")
                        .forEach(password -> operation.require(
                                password.length() >= 16 && password.length() <= 128,
                                "InvalidParameterValue",
                                "Passwords length must be between 16 and 128 characters.")));
    }

    private static void registerUserGroup(Registry registry) {
        registry.type(AwsTypes.ELASTICACHE_USER_GROUP, "ElastiCache User Group")
                .id("{userGroupId}")
                .arn("arn:aws:elasticache:{region}:{account}:usergroup:{userGroupId}")
                .mentions("userIds", AwsTypes.ELASTICACHE_USER, "UserNotFound")
                .immutable("userGroupId")
                .undecided("engine")
                .validate(Rules.matches("userGroupId", ID, ID_RULE))
                .check(ElastiCache::checkUsers)
                .inUse("InvalidUserGroupState", "User group {id} is associated to: {users}");
    }

    private static void registerUserGroupAssociation(Registry registry) {
        registry.type(AwsTypes.ELASTICACHE_USER_GROUP_ASSOCIATION, "ElastiCache User Group Association")
                .id("{userGroupId},{userId}")
                .uses("userGroupId", AwsTypes.ELASTICACHE_USER_GROUP, "UserGroupNotFound")
                .uses("userId", AwsTypes.ELASTICACHE_USER, "UserNotFound")
                .immutable("userGroupId", "userId");
    }

    private static void keepFinalSnapshot(Operation operation) {
        if (operation.has("finalSnapshotIdentifier")) {
            operation.keepSnapshot(
                    AwsTypes.ELASTICACHE_SNAPSHOT,
                    operation.text("finalSnapshotIdentifier"),
                    "arn:aws:elasticache:{region}:{account}:snapshot:{finalSnapshotIdentifier}");
        }
    }

    /**
     * An older version replaces the cache.
     *
     * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/elasticache/engine_version.go">engineVersionForceNewOnDowngrade
     *     in engine_version.go</a>
     */
    private static boolean isDowngrade(Map<String, Object> before, Map<String, Object> wanted) {
        // Valkey counts its versions from Redis's on.
        boolean toValkey = "valkey".equals(wanted.get("engine")) && !"valkey".equals(before.get("engine"));
        return !toValkey
                && wanted.get("engineVersion") instanceof String to
                && before.get("engineVersion") instanceof String from
                && number(to) < number(from);
    }

    /**
     * Encryption in transit can be turned on and off from Redis 7.0.5 on.
     *
     * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/elasticache/replication_group.go">replication_group.go</a>
     */
    private static boolean isBeforeEncryptionInPlace(Map<String, Object> before, Map<String, Object> wanted) {
        return before.get("engineVersion") instanceof String version && number(version) < 7;
    }

    /** Major and minor of a version; {@code 6.x} is the newest of its major. */
    private static double number(String version) {
        String[] parts = version.replace(".x", ".9").split("\\D+", -1);
        return Integer.parseInt("0" + parts[0]) + (parts.length > 1 ? Integer.parseInt("0" + parts[1]) / 100.0 : 0);
    }

    private static String endpoint(Operation operation, String role) {
        String id = operation.text("replicationGroupId");
        String network = Operation.digest("elasticache" + operation.region()).substring(0, 6);
        String zone = operation.region().replaceAll("([a-z]{2})-([a-z])[a-z]*-(\\d)", "$1$2$3");
        return operation.flag("transitEncryptionEnabled")
                ? role + "." + id + "." + network + "." + zone + ".cache.amazonaws.com"
                : id + "." + network + ("replica".equals(role) ? "-ro" : ".ng.0001") + "." + zone
                        + ".cache.amazonaws.com";
    }

    private static String family(Operation operation) {
        String version = operation.has("engineVersion")
                ? operation.text("engineVersion")
                : Releases.newest(operation.has("engine") ? operation.text("engine") : "redis");
        String major = version.split("\\.", -1)[0];
        String suffix = "6".equals(major)
                ? "6.x"
                : major.compareTo("6") < 0 ? version.replaceAll("(\\d+\\.\\d+).*", "$1") : major;
        return (operation.has("engine") ? operation.text("engine") : "redis") + suffix;
    }

    private static void checkReplication(Operation operation) {
        // On an update the state still has what followed from the former settings: the changed one decides.
        long shards = operation.number("numNodeGroups", 1);
        long replicas = operation.number("replicasPerNodeGroup", 0);
        boolean byReplicas = operation.old() != null && operation.changes("replicasPerNodeGroup");
        long nodes = byReplicas || !operation.has("numCacheClusters")
                ? shards * (1 + replicas)
                : operation.number("numCacheClusters", 0);
        operation.state().put("numCacheClusters", nodes);
        boolean replicated = nodes >= 2 * shards;
        operation.require(
                !operation.flag("automaticFailoverEnabled") || replicated || shards > 1,
                "InvalidParameterCombination",
                "Automatic failover is not supported for a replication group with one node; numCacheClusters must be at least 2");
        operation.require(
                !operation.flag("multiAzEnabled") || operation.flag("automaticFailoverEnabled"),
                "InvalidParameterCombination",
                "automaticFailoverEnabled must be true if multiAzEnabled is true");
        operation.require(
                nodes <= 6 || shards > 1,
                "InvalidParameterValue",
                "a replication group has at most 6 nodes, got " + nodes);
        int zones = operation.texts("preferredCacheClusterAzs").size();
        operation.require(
                zones == 0 || shards > 1 || zones == nodes,
                "InvalidParameterValue",
                "preferredCacheClusterAzs must name a zone for each of the " + nodes + " nodes, got " + zones);
        String vpc = operation
                .find(AwsTypes.ELASTICACHE_SUBNET_GROUP, operation.text("subnetGroupName"))
                .map(group -> group.text("vpcId"))
                .orElse("");
        Rules.sameVpc(operation, vpc, operation.texts("securityGroupIds"), "InvalidParameterValue");
    }

    private static void checkAccess(Operation operation) {
        boolean encrypted = operation.flag("transitEncryptionEnabled") || "valkey".equals(operation.text("engine"));
        operation.require(
                encrypted || !operation.has("authToken"),
                "InvalidParameterCombination",
                "The AUTH token is only supported when encryption-in-transit is enabled.");
        operation.require(
                encrypted || !operation.has("userGroupIds"),
                "InvalidParameterCombination",
                "Encryption-in-transit is required to use role based access control.");
        operation.require(
                !(operation.has("authToken") && operation.has("userGroupIds")),
                "InvalidParameterCombination",
                "authToken and userGroupIds exclude each other.");
        operation.require(
                !operation.has("authToken") || operation.text("authToken").matches("[!-~&&[^/@\"]]{16,128}"),
                "InvalidParameterValue",
                "Invalid AUTH token: 16 to 128 printable characters, none of them '/', '@' or '\"'.");
    }

    /**
     * Version formats that the provider accepts: from 7 on major and minor, of 6 also {@code 6.x}, before that all three numbers.
     *
     * @see <a href="https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/engine_version.go">engine_version.go</a>
     */
    private static void checkVersion(Operation operation) {
        String version = operation.text("engineVersion");
        String engine = operation.has("engine") ? operation.text("engine") : "redis";
        StoredResource old = operation.old();
        if (version.isEmpty() || (old != null && !operation.changes("engineVersion"))) {
            return;
        }
        operation.require(
                version.matches(
                        "valkey".equals(engine) ? "[7-9]\\.\\d+" : "[7-9]\\.\\d+|6\\.(x|\\d+)|[1-5](\\.\\d+){2}"),
                "InvalidParameterValue",
                "engineVersion: " + version + " is invalid. For Redis v6 or higher, use <major>.<minor>.");
        operation.require(
                Releases.isListed(engine, version),
                "InvalidParameterCombination",
                "Cannot find version " + version + " for " + engine);
    }

    private static void checkParameterGroup(Operation operation) {
        operation
                .find(AwsTypes.ELASTICACHE_PARAMETER_GROUP, operation.text("parameterGroupName"))
                .filter(group -> operation.has("engineVersion"))
                .ifPresent(group -> operation.require(
                        group.text("family").equals(family(operation)),
                        "InvalidParameterCombination",
                        "Expected a parameter group of family " + family(operation) + " but found one of family "
                                + group.text("family")));
    }

    private static void checkUsers(Operation operation) {
        List<String> names = operation.texts("userIds").stream()
                .map(user -> operation
                        .find(AwsTypes.ELASTICACHE_USER, user)
                        .map((StoredResource found) -> found.text("userName"))
                        .orElse(user))
                .toList();
        operation.require(
                names.contains("default") || "valkey".equals(operation.text("engine")),
                "DefaultUserRequired",
                "User group needs to contain a user with the user name default.");
        operation.require(
                names.stream().distinct().count() == names.size(),
                "DuplicateUserName",
                "User group contains more than one user of the same name: " + String.join(", ", names));
    }
}
