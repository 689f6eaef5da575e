package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.network.Subnets;
import java.util.List;
import java.util.Locale;

/** Rules for Amazon ElastiCache. */
public final class ElastiCacheRules {

    private static final Rule AT_REST = Rule.named("cache-at-rest")
            .title("ElastiCache is encrypted at rest")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "atRestEncryptionEnabled", "engine")
            .risk("Sessions and cached rows can be read from disks and backups. Enabling encryption later "
                    + "replaces the cache.")
            .remediation(
                    """
                    Encrypt with a customer managed key:
                    ReplicationGroupArgs.builder().atRestEncryptionEnabled(true).kmsKeyId(key.arn())
                    """)
            .references(fsbp("ElastiCache.4"), checkov("CKV_AWS_29"), cdkNag("AEC3"))
            // The provider encrypts Valkey by default, and no other engine.
            .requires(property("atRestEncryptionEnabled").isTrue().onlyIf((group, context) -> !isValkeyDefault(group)));

    private static final Rule IN_TRANSIT = Rule.named("cache-in-transit")
            .title("ElastiCache requires TLS")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "transitEncryptionEnabled", "transitEncryptionMode")
            .on(AwsTypes.ELASTICACHE_CLUSTER, "transitEncryptionEnabled", "replicationGroupId")
            .risk("Passwords and cached data cross the network unencrypted.")
            .remediation(
                    """
                    Require TLS:
                    ReplicationGroupArgs.builder().transitEncryptionEnabled(true).transitEncryptionMode("required")
                    """)
            .references(fsbp("ElastiCache.5"), checkov("CKV_AWS_30"), cdkNag("AEC3"))
            .requires(property("transitEncryptionEnabled")
                    .isTrue()
                    .and(property("transitEncryptionMode").isNoneOf("preferred"))
                    .onlyIf(ElastiCacheRules::standsAlone));

    private static final Rule AUTHENTICATION = Rule.named("cache-auth")
            .title("ElastiCache requires authentication")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "authToken", "userGroupIds")
            .on(AwsTypes.ELASTICACHE_SERVERLESS_CACHE, "userGroupId", "engine")
            .risk("Anyone who reaches the port can read and delete all data.")
            .remediation(
                    """
                    Set a user group:
                    ReplicationGroupArgs.builder().userGroupIds(userGroup.userGroupId().applyValue(List::of))
                    """)
            .references(fsbp("ElastiCache.6"), checkov("CKV_AWS_31"), cdkNag("AEC6"))
            .requires(ElastiCacheRules::authenticates);

    private static final Rule FAILOVER = Rule.named("cache-failover")
            .title("ElastiCache has automatic failover to another Availability Zone")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ELASTICACHE_REPLICATION_GROUP,
                    "automaticFailoverEnabled",
                    "multiAzEnabled",
                    "numCacheClusters",
                    "replicasPerNodeGroup")
            .risk("The loss of one node stops the cache until it is recreated.")
            .remediation(
                    """
                    Add a replica, and enable automatic failover:
                    ReplicationGroupArgs.builder().automaticFailoverEnabled(true).multiAzEnabled(true).numCacheClusters(2)
                    """)
            .references(fsbp("ElastiCache.3"), checkov("CKV2_AWS_50"), cdkNag("AEC4"))
            .requires(property("automaticFailoverEnabled")
                    .isTrue()
                    .and(property("multiAzEnabled").isTrue())
                    .and(property("numCacheClusters")
                            .isAtLeast(parameters -> 2)
                            .or(property("replicasPerNodeGroup").isAtLeast(parameters -> 1))));

    private static final Rule USER_PASSWORD = Rule.named("cache-user-password")
            .title("ElastiCache users authenticate and have restricted permissions")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELASTICACHE_USER, "noPasswordRequired", "authenticationMode.type", "accessString")
            .risk("A compromised application can flush the cache or read the data of another one.")
            .remediation(
                    """
                    Require authentication, and restrict the access string:
                    UserArgs.builder().accessString("on ~app:* +@all -@dangerous -@admin")
                            .authenticationMode(UserAuthenticationModeArgs.builder().type("iam").build())
                    """)
            .requires(property("noPasswordRequired")
                    .isNotTrue()
                    .and(property("authenticationMode.type").isNoneOf("no-password-required"))
                    .and(property("accessString").is(ElastiCacheRules::isLimited, "off, or narrower than ~* +@all"))
                    // A user that is off, such as a disabled default user, needs neither.
                    .onlyIf((user, context) -> !isOff(user.input("accessString"))));

    private static final Rule BACKUP = Rule.named("cache-backup")
            .title("ElastiCache keeps daily snapshots")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "snapshotRetentionLimit")
            .on(AwsTypes.ELASTICACHE_CLUSTER, "snapshotRetentionLimit", "engine", "replicationGroupId")
            .on(AwsTypes.ELASTICACHE_SERVERLESS_CACHE, "snapshotRetentionLimit", "engine")
            .risk("An accidental flush, or the loss of all nodes, loses data that is stored nowhere else.")
            .remediation(
                    """
                    Retain snapshots for seven days:
                    ReplicationGroupArgs.builder().snapshotRetentionLimit(7)
                    """)
            .references(fsbp("ElastiCache.1"), checkov("CKV_AWS_134"))
            .requires(property("snapshotRetentionLimit")
                    .isAtLeast(parameters -> 1)
                    .onlyIf((cache, context) -> standsAlone(cache, context) && !isMemcached(cache)));

    private static final Rule FINAL_SNAPSHOT = Rule.named("cache-final-snapshot")
            .title("Production caches take a final snapshot")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "finalSnapshotIdentifier")
            .risk("Deleting or replacing the cache loses sessions and queues.")
            .remediation(
                    """
                    Set the identifier of the final snapshot:
                    ReplicationGroupArgs.builder().finalSnapshotIdentifier("cache-final")
                    """)
            .requires(property("finalSnapshotIdentifier").isText().inProduction());

    private static final Rule MINOR_UPGRADES = Rule.named("cache-minor-upgrades")
            .title("ElastiCache installs minor versions automatically")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "autoMinorVersionUpgrade", "engine", "engineVersion")
            .on(AwsTypes.ELASTICACHE_CLUSTER, "autoMinorVersionUpgrade", "engine", "engineVersion")
            .risk("Known vulnerabilities of the engine remain until somebody upgrades it.")
            .remediation(
                    """
                    Enable automatic minor upgrades in the maintenance window. For Valkey, set the version in the program:
                    ReplicationGroupArgs.builder().autoMinorVersionUpgrade(true)
                    """)
            .references(fsbp("ElastiCache.2"), checkov("CKV_AWS_322"))
            .requires(ElastiCacheRules::upgradesMinorVersion);

    private static final Rule OWN_SUBNET_GROUP = Rule.named("cache-subnet-group")
            .title("Caches have an explicit subnet group")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "subnetGroupName")
            .on(AwsTypes.ELASTICACHE_CLUSTER, "subnetGroupName", "replicationGroupId")
            .risk("The default subnet group contains the subnets of the default VPC, which are public.")
            .remediation(
                    """
                    Create a group of private subnets:
                    ReplicationGroupArgs.builder().subnetGroupName(subnetGroup.name())
                    """)
            .references(fsbp("ElastiCache.7"), checkov("CKV_AWS_323"), cdkNag("AEC1"))
            .requires(property("subnetGroupName")
                    .isText()
                    .and(property("subnetGroupName")
                            .isSetTo(value -> !value.asText().orElse("").equalsIgnoreCase("default"), "not default"))
                    .onlyIf(ElastiCacheRules::standsAlone));

    private static final Rule PRIVATE_SUBNETS = Rule.named("cache-private-subnets")
            .title("Caches are in subnets without a route to an internet gateway")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELASTICACHE_SUBNET_GROUP, "subnetIds")
            .on(AwsTypes.ELASTICACHE_SERVERLESS_CACHE, "subnetIds")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE_ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(AwsTypes.EC2_ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].gatewayId")
            .lookingAt(
                    AwsTypes.EC2_ROUTE, "routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "gatewayId")
            .risk("A single security group rule exposes the cache to the internet.")
            .remediation(
                    """
                    Use private subnets:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .requiresInStack(Subnets.arePrivate("subnetIds"));

    private static final Rule SUBNET_ZONES = Rule.named("cache-subnets-span-azs")
            .title("Cache subnet groups span at least two Availability Zones")
            .severity(Severity.HIGH)
            .on(AwsTypes.ELASTICACHE_SUBNET_GROUP, "subnetIds")
            .on(AwsTypes.ELASTICACHE_SERVERLESS_CACHE, "subnetIds")
            .lookingAt(AwsTypes.EC2_SUBNET, "availabilityZone", "availabilityZoneId")
            .risk("The primary and its replica share one zone and are lost together.")
            .remediation(
                    """
                    Use subnets of at least two zones:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .requiresInStack(Subnets.spanZones("subnetIds", 2));

    private static final Rule CUSTOMER_KEY = Rule.named("cache-customer-key")
            .title("Caches use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "kmsKeyId")
            .on(AwsTypes.ELASTICACHE_SERVERLESS_CACHE, "kmsKeyId")
            .risk("The key policy of the AWS managed key cannot be restricted, and access to it cannot be revoked.")
            .remediation(
                    """
                    Set a customer managed key:
                    ReplicationGroupArgs.builder().atRestEncryptionEnabled(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_191"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId"));

    private static final Rule LOGS = Rule.named("cache-logs")
            .title("Caches deliver their slow log")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.ELASTICACHE_REPLICATION_GROUP,
                    "logDeliveryConfigurations[].logType",
                    "logDeliveryConfigurations[].destination")
            .risk("Slow commands that block other clients cannot be identified.")
            .remediation(
                    """
                    Deliver the slow log:
                    ReplicationGroupLogDeliveryConfigurationArgs.builder().logType("slow-log").destination(logGroup.name())
                    """)
            .requires(ElastiCacheRules::deliversSlowLog);

    private static final Rule NOTIFIES = Rule.named("cache-notifications")
            .title("Replication groups send notifications of failovers and maintenance")
            .severity(Severity.LOW)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP, "notificationTopicArn")
            .risk("The cause of a short outage of the cache remains unknown.")
            .remediation(
                    """
                    Send notifications to a topic:
                    ReplicationGroupArgs.builder().notificationTopicArn(topic.arn())
                    """)
            .requires(property("notificationTopicArn").isText());

    private static final Rule DEFAULT_USER = Rule.named("cache-default-user")
            .title("The cache user named default has no permissions")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELASTICACHE_USER, "userName", "accessString")
            .risk("Clients that name no user get the default user, often without a password.")
            .remediation(
                    """
                    Disable it, and create a user for each client:
                    UserArgs.builder().userName("default").accessString("off -@all")
                    """)
            .requires(property("accessString")
                    .is(ElastiCacheRules::isOff, "off")
                    .onlyIf((user, context) ->
                            user.input("userName").asText().orElse("").equals("default")));

    private static final Rule SERVERLESS_LIMITS = Rule.named("cache-serverless-limits")
            .title("Serverless caches have a storage limit")
            .severity(Severity.LOW)
            .on(AwsTypes.ELASTICACHE_SERVERLESS_CACHE, "cacheUsageLimits.dataStorage.maximum")
            .risk("A client that writes without limit causes unlimited cost.")
            .remediation(
                    """
                    Set a maximum in GB:
                    ServerlessCacheCacheUsageLimitsDataStorageArgs.builder().maximum(50).unit("GB")
                    """)
            .requires(property("cacheUsageLimits.dataStorage.maximum").isAtLeast(parameters -> 1));

    private static final Rule PROTECT = Rule.named("cache-pulumi-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Production caches have Pulumi's protect option")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ELASTICACHE_REPLICATION_GROUP)
            .on(AwsTypes.ELASTICACHE_SERVERLESS_CACHE)
            .risk("A rename or a replacement empties the cache under full load.")
            .remediation(
                    """
                    Set the protect option:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((resource, context) -> context.isProduction()
                    ? Verdict.passIf(resource.protect(), "the option protect is false but must be true")
                    : Verdict.NOT_APPLICABLE);

    public static final List<Rule> ALL = List.of(
            AT_REST,
            IN_TRANSIT,
            AUTHENTICATION,
            FAILOVER,
            USER_PASSWORD,
            BACKUP,
            FINAL_SNAPSHOT,
            MINOR_UPGRADES,
            OWN_SUBNET_GROUP,
            PRIVATE_SUBNETS,
            SUBNET_ZONES,
            CUSTOMER_KEY,
            LOGS,
            NOTIFIES,
            DEFAULT_USER,
            SERVERLESS_LIMITS,
            PROTECT);

    private ElastiCacheRules() {}

    private static boolean isValkeyDefault(GraphResource group) {
        return group.input("atRestEncryptionEnabled").isAbsent()
                && group.input("engine").asText().orElse("").equalsIgnoreCase("valkey");
    }

    /** A version that AWS would upgrade cannot be set at the same time; see {@code minor-version-not-pinned}. */
    private static Verdict upgradesMinorVersion(GraphResource cache, RuleContext context) {
        Verdict upgraded = property("autoMinorVersionUpgrade").isNotFalse().test(cache, context);
        if (!(upgraded instanceof Verdict.Fail)) {
            return upgraded;
        }
        Verdict left = ReleaseRules.leavesVersionToAws(cache, context);
        return left instanceof Verdict.Fail
                ? Verdict.NOT_APPLICABLE
                : left instanceof Verdict.Unknown ? left : upgraded;
    }

    /** A member of a replication group has the group's encryption, subnets and snapshots. */
    private static boolean standsAlone(GraphResource cache, RuleContext context) {
        return cache.type().equals(AwsTypes.ELASTICACHE_REPLICATION_GROUP)
                || cache.input("replicationGroupId").isAbsent();
    }

    private static boolean isMemcached(GraphResource cache) {
        return cache.input("engine").asText().orElse("").equalsIgnoreCase("memcached");
    }

    private static Verdict authenticates(GraphResource cache, RuleContext context) {
        if (cache.type().equals(AwsTypes.ELASTICACHE_SERVERLESS_CACHE)) {
            return isMemcached(cache)
                    ? Verdict.NOT_APPLICABLE
                    : property("userGroupId").isText().test(cache, context);
        }
        return property("userGroupIds")
                .isFilled()
                .or(property("authToken")
                        .is(value -> value.asText().orElse("").length() >= 16, "at least 16 characters"))
                .test(cache, context);
    }

    private static Verdict deliversSlowLog(GraphResource group, RuleContext context) {
        String path = "logDeliveryConfigurations";
        PropertyValue configurations = group.input(path);
        boolean slow = configurations.elements().stream()
                .anyMatch(one -> one.at("logType").asText().orElse("").equals("slow-log"));
        if (slow) {
            return Verdict.PASS;
        }
        boolean undecided = configurations.isUnknown()
                || configurations.elements().stream()
                        .anyMatch(one -> one.at("logType").isUnknown());
        return undecided ? Verdict.unknown(path) : Verdict.fail(path + " has no slow-log");
    }

    private static boolean isOff(PropertyValue access) {
        return access.asText().orElse("").strip().matches("off(\\s.*)?");
    }

    /** All keys and all commands with nothing taken away again is a superuser. */
    private static boolean isLimited(PropertyValue access) {
        List<String> words = List.of(
                access.asText().orElse("~* +@all").toLowerCase(Locale.ROOT).split("\\s+"));
        boolean allKeys = words.contains("~*") || words.contains("allkeys");
        boolean allCommands = words.contains("+@all") || words.contains("allcommands");
        boolean takenAway = words.stream().anyMatch(word -> word.startsWith("-"));
        return !(allKeys && allCommands) || takenAway;
    }
}
