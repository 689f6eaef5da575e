package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;

/** Rules for Amazon ElastiCache. */
final class ElastiCacheRules {

    private static final String GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
    private static final String CLUSTER = "aws:elasticache/cluster:Cluster";
    private static final String SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache";
    private static final String SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";
    private static final String USER = "aws:elasticache/user:User";

    private static final Rule AT_REST = Rule.named("cache-at-rest")
            .title("ElastiCache encrypts its data at rest")
            .severity(Severity.HIGH)
            .on(GROUP, "atRestEncryptionEnabled", "engine")
            .risk("Sessions and cached rows can be read from disks and backups; encrypting later replaces the cache.")
            .remediation(
                    """
                    Encrypt with a key of your own:
                    ReplicationGroupArgs.builder().atRestEncryptionEnabled(true).kmsKeyId(key.arn())
                    """)
            .references(fsbp("ElastiCache.4"), checkov("CKV_AWS_29"), cdkNag("AEC3"))
            // The provider encrypts Valkey by default, and no other engine.
            .requires(property("atRestEncryptionEnabled").isTrue().onlyIf((group, context) -> !isValkeyDefault(group)));

    private static final Rule IN_TRANSIT = Rule.named("cache-in-transit")
            .title("ElastiCache takes connections over TLS only")
            .severity(Severity.HIGH)
            .on(GROUP, "transitEncryptionEnabled", "transitEncryptionMode")
            .on(CLUSTER, "transitEncryptionEnabled", "replicationGroupId")
            .risk("Passwords and cached data cross the network in the clear.")
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
            .title("ElastiCache asks its clients who they are")
            .severity(Severity.HIGH)
            .on(GROUP, "authToken", "userGroupIds")
            .on(SERVERLESS, "userGroupId", "engine")
            .risk("Whatever reaches the port reads and deletes everything.")
            .remediation(
                    """
                    Give the clients users:
                    ReplicationGroupArgs.builder().userGroupIds(userGroup.userGroupId().applyValue(List::of))
                    """)
            .references(fsbp("ElastiCache.6"), checkov("CKV_AWS_31"), cdkNag("AEC6"))
            .requires(ElastiCacheRules::authenticates);

    private static final Rule FAILOVER = Rule.named("cache-failover")
            .title("ElastiCache fails over to a replica in another Availability Zone")
            .severity(Severity.HIGH)
            .on(GROUP, "automaticFailoverEnabled", "multiAzEnabled", "numCacheClusters", "replicasPerNodeGroup")
            .risk("The loss of one node loses the cache until somebody makes a new one.")
            .remediation(
                    """
                    Keep a replica and let it take over:
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
            .title("ElastiCache users authenticate and may not do everything")
            .severity(Severity.HIGH)
            .on(USER, "noPasswordRequired", "authenticationMode.type", "accessString")
            .risk("An application that is broken into flushes the cache, or reads what belongs to another one.")
            .remediation(
                    """
                    Authenticate the user and name what it may do:
                    UserArgs.builder().accessString("on ~app:* +@all -@dangerous -@admin")
                            .authenticationMode(UserAuthenticationModeArgs.builder().type("iam").build())
                    """)
            .requires(property("noPasswordRequired")
                    .isNotTrue()
                    .and(property("authenticationMode.type").isNoneOf("no-password-required"))
                    .and(property("accessString").is(ElastiCacheRules::isLimited, "off, or less than ~* +@all"))
                    // A user that is off, such as a disabled default user, needs neither.
                    .onlyIf((user, context) -> !isOff(user.input("accessString"))));

    private static final Rule BACKUP = Rule.named("cache-backup")
            .title("ElastiCache keeps daily snapshots")
            .severity(Severity.MEDIUM)
            .on(GROUP, "snapshotRetentionLimit")
            .on(CLUSTER, "snapshotRetentionLimit", "engine", "replicationGroupId")
            .on(SERVERLESS, "snapshotRetentionLimit", "engine")
            .risk("A flush by mistake, or the loss of all nodes, loses what no database holds.")
            .remediation(
                    """
                    Keep snapshots for a week:
                    ReplicationGroupArgs.builder().snapshotRetentionLimit(7)
                    """)
            .references(fsbp("ElastiCache.1"), checkov("CKV_AWS_134"))
            .requires(property("snapshotRetentionLimit")
                    .isAtLeast(parameters -> 1)
                    .onlyIf((cache, context) -> standsAlone(cache, context) && !isMemcached(cache)));

    private static final Rule FINAL_SNAPSHOT = Rule.named("cache-final-snapshot")
            .title("Production caches leave a final snapshot behind")
            .severity(Severity.MEDIUM)
            .on(GROUP, "finalSnapshotIdentifier")
            .risk("A cache that is deleted or replaced takes sessions and queues with it.")
            .remediation(
                    """
                    Name the snapshot:
                    ReplicationGroupArgs.builder().finalSnapshotIdentifier("cache-final")
                    """)
            .requires(property("finalSnapshotIdentifier").isText().inProduction());

    private static final Rule MINOR_UPGRADES = Rule.named("cache-minor-upgrades")
            .title("ElastiCache installs minor versions by itself")
            .severity(Severity.MEDIUM)
            .on(GROUP, "autoMinorVersionUpgrade", "engine", "engineVersion")
            .on(CLUSTER, "autoMinorVersionUpgrade", "engine", "engineVersion")
            .risk("Known flaws of the engine stay open until somebody remembers to upgrade.")
            .remediation(
                    """
                    Let ElastiCache upgrade in the maintenance window; Valkey is upgraded by its version in the program:
                    ReplicationGroupArgs.builder().autoMinorVersionUpgrade(true)
                    """)
            .references(fsbp("ElastiCache.2"), checkov("CKV_AWS_322"))
            .requires(ElastiCacheRules::upgradesMinorVersion);

    private static final Rule OWN_SUBNET_GROUP = Rule.named("cache-subnet-group")
            .title("Caches name the subnets that they stand in")
            .severity(Severity.HIGH)
            .on(GROUP, "subnetGroupName")
            .on(CLUSTER, "subnetGroupName", "replicationGroupId")
            .risk("The default group holds every subnet of the default VPC, and they all lead to the internet.")
            .remediation(
                    """
                    Make a group of subnets without a way in:
                    ReplicationGroupArgs.builder().subnetGroupName(subnetGroup.name())
                    """)
            .references(fsbp("ElastiCache.7"), checkov("CKV_AWS_323"), cdkNag("AEC1"))
            .requires(property("subnetGroupName")
                    .isText()
                    .and(property("subnetGroupName")
                            .isSetTo(value -> !value.asText().orElse("").equalsIgnoreCase("default"), "not default"))
                    .onlyIf(ElastiCacheRules::standsAlone));

    private static final Rule PRIVATE_SUBNETS = Rule.named("cache-private-subnets")
            .title("Caches stand in subnets with no route to an internet gateway")
            .severity(Severity.HIGH)
            .on(SUBNET_GROUP, "subnetIds")
            .on(SERVERLESS, "subnetIds")
            .lookingAt(Subnets.ASSOCIATION, "subnetId", "routeTableId")
            .lookingAt(Subnets.ROUTE_TABLE, "routes[].cidrBlock", "routes[].ipv6CidrBlock", "routes[].gatewayId")
            .lookingAt(Subnets.ROUTE, "routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "gatewayId")
            .risk("One wrong security group rule puts the cache in reach of the internet.")
            .remediation(
                    """
                    Use subnets without a way in:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .requiresInStack(Subnets.arePrivate("subnetIds"));

    private static final Rule SUBNET_ZONES = Rule.named("cache-subnets-span-azs")
            .title("Caches have subnets in two Availability Zones")
            .severity(Severity.HIGH)
            .on(SUBNET_GROUP, "subnetIds")
            .on(SERVERLESS, "subnetIds")
            .lookingAt(Subnets.SUBNET, "availabilityZone", "availabilityZoneId")
            .risk("A replica has nowhere else to stand, and the loss of the zone loses both.")
            .remediation(
                    """
                    Name subnets of two zones or more:
                    SubnetGroupArgs.builder().subnetIds(network.dataSubnetIds())
                    """)
            .requiresInStack(Subnets.spanZones("subnetIds", 2));

    private static final Rule CUSTOMER_KEY = Rule.named("cache-customer-key")
            .title("Caches are encrypted with a key of their own")
            .severity(Severity.MEDIUM)
            .on(GROUP, "kmsKeyId")
            .on(SERVERLESS, "kmsKeyId")
            .risk("The service's own key has a policy that nobody can narrow, and nobody can withdraw it.")
            .remediation(
                    """
                    Name a key:
                    ReplicationGroupArgs.builder().atRestEncryptionEnabled(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_191"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId"));

    private static final Rule LOGS = Rule.named("cache-logs")
            .title("Caches write down the commands that are slow")
            .severity(Severity.LOW)
            .on(GROUP, "logDeliveryConfigurations[].logType", "logDeliveryConfigurations[].destination")
            .risk("Nobody can tell which command blocked all the others.")
            .remediation(
                    """
                    Deliver the slow log:
                    ReplicationGroupLogDeliveryConfigurationArgs.builder().logType("slow-log").destination(logGroup.name())
                    """)
            .requires(ElastiCacheRules::deliversSlowLog);

    private static final Rule NOTIFIES = Rule.named("cache-notifications")
            .title("Replication groups tell somebody of failovers and maintenance")
            .severity(Severity.LOW)
            .on(GROUP, "notificationTopicArn")
            .risk("Why the cache was gone for a minute is guessed at afterwards.")
            .remediation(
                    """
                    Send its events to a topic:
                    ReplicationGroupArgs.builder().notificationTopicArn(topic.arn())
                    """)
            .requires(property("notificationTopicArn").isText());

    private static final Rule DEFAULT_USER = Rule.named("cache-default-user")
            .title("The user called default can do nothing")
            .severity(Severity.MEDIUM)
            .on(USER, "userName", "accessString")
            .risk("A client that names no user is the default one: it needs no name, and often no password.")
            .remediation(
                    """
                    Switch it off, and give each client a user:
                    UserArgs.builder().userName("default").accessString("off -@all")
                    """)
            .requires(property("accessString")
                    .is(ElastiCacheRules::isOff, "off")
                    .onlyIf((user, context) ->
                            user.input("userName").asText().orElse("").equals("default")));

    private static final Rule SERVERLESS_LIMITS = Rule.named("cache-serverless-limits")
            .title("Serverless caches have a limit to what they store")
            .severity(Severity.LOW)
            .on(SERVERLESS, "cacheUsageLimits.dataStorage.maximum")
            .risk("A client that never stops writing is paid for without end.")
            .remediation(
                    """
                    Set a maximum, in GB:
                    ServerlessCacheCacheUsageLimitsDataStorageArgs.builder().maximum(50).unit("GB")
                    """)
            .requires(property("cacheUsageLimits.dataStorage.maximum").isAtLeast(parameters -> 1));

    private static final Rule PROTECT = Rule.named("cache-pulumi-protect")
            .guardsDeletion()
            .readsPulumiOptions()
            .title("Production caches carry Pulumi's protect option")
            .severity(Severity.MEDIUM)
            .on(GROUP)
            .on(SERVERLESS)
            .risk("A rename or a change that replaces the cache empties it under full load.")
            .remediation(
                    """
                    Let Pulumi refuse the deletion:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requires((resource, context) -> context.isProduction()
                    ? Verdict.passIf(resource.protect(), "the option protect is false, it must be true")
                    : Verdict.NOT_APPLICABLE);

    static final List<Rule> ALL = List.of(
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

    /** A member of a replication group has the group's encryption, subnets and snapshots. */
    /** Whoever names a version that AWS would upgrade can't have both, as {@code minor-version-not-pinned} says. */
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

    private static boolean standsAlone(GraphResource cache, RuleContext context) {
        return cache.type().equals(GROUP) || cache.input("replicationGroupId").isAbsent();
    }

    private static boolean isMemcached(GraphResource cache) {
        return cache.input("engine").asText().orElse("").equalsIgnoreCase("memcached");
    }

    private static Verdict authenticates(GraphResource cache, RuleContext context) {
        if (cache.type().equals(SERVERLESS)) {
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
