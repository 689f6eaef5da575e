package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.CACHE;
import static dev.plinth.policies.rules.RuleFixtures.SECRET;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** The fixtures of the ElastiCache rules. */
final class ElastiCacheFixtures {

    private static final String CLUSTER = "aws:elasticache/cluster:Cluster";
    private static final String SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache";
    private static final String SUBNET_GROUP = "aws:elasticache/subnetGroup:SubnetGroup";

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("cache-pulumi-protect");

    private ElastiCacheFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("cache-notifications", CACHE, "notificationTopicArn", "arn:aws:sns:x", " ", FAIL),
                property("cache-at-rest", CACHE, "atRestEncryptionEnabled", true, false, FAIL),
                property("cache-in-transit", CACHE, "transitEncryptionEnabled", true, false, FAIL),
                property(
                        "cache-in-transit",
                        CACHE,
                        "transitEncryptionMode",
                        "required",
                        "preferred",
                        PASS,
                        Map.of("transitEncryptionEnabled", true)),
                property("cache-auth", CACHE, "userGroupIds", List.of("group"), List.of(), FAIL),
                property("cache-auth", CACHE, "authToken", SECRET, "short", FAIL),
                property(
                        "cache-failover",
                        CACHE,
                        "numCacheClusters",
                        2,
                        1,
                        FAIL,
                        Map.of("automaticFailoverEnabled", true, "multiAzEnabled", true)),
                property(
                        "cache-user-password",
                        "aws:elasticache/user:User",
                        "accessString",
                        "on ~app:* +@read",
                        "on ~* +@all",
                        FAIL),
                property("cache-in-transit", CLUSTER, "transitEncryptionEnabled", true, "false", FAIL),
                property("cache-auth", SERVERLESS, "userGroupId", "clients", "", FAIL, Map.of("engine", "valkey")),
                property("cache-backup", CACHE, "snapshotRetentionLimit", 1, 0, FAIL),
                property("cache-backup", CLUSTER, "snapshotRetentionLimit", "7", "0", FAIL, Map.of("engine", "redis")),
                property("cache-backup", SERVERLESS, "snapshotRetentionLimit", 7, 0, FAIL),
                property("cache-final-snapshot", CACHE, "finalSnapshotIdentifier", "last", "", FAIL),
                property("cache-minor-upgrades", CACHE, "autoMinorVersionUpgrade", true, false, PASS),
                property("cache-minor-upgrades", CLUSTER, "autoMinorVersionUpgrade", "true", "false", PASS),
                property("cache-subnet-group", CACHE, "subnetGroupName", "data", "default", FAIL),
                property("cache-subnet-group", CLUSTER, "subnetGroupName", "data", "", FAIL),
                Topology.names(
                        "cache-private-subnets",
                        SUBNET_GROUP,
                        "subnetIds",
                        List.of("subnet-a", "subnet-b"),
                        List.of("subnet-open", "subnet-b")),
                Topology.names(
                        "cache-private-subnets", SERVERLESS, "subnetIds", List.of("subnet-b"), List.of("subnet-open")),
                Topology.names(
                        "cache-subnets-span-azs",
                        SUBNET_GROUP,
                        "subnetIds",
                        List.of("subnet-a", "subnet-b"),
                        List.of("subnet-a")),
                property("cache-customer-key", CACHE, "kmsKeyId", "arn:key", "", FAIL),
                property("cache-customer-key", SERVERLESS, "kmsKeyId", "arn:key", "", FAIL),
                property(
                        "cache-logs",
                        CACHE,
                        "logDeliveryConfigurations",
                        List.of(Map.of("logType", "slow-log")),
                        List.of(Map.of("logType", "engine-log")),
                        FAIL),
                property(
                        "cache-default-user",
                        "aws:elasticache/user:User",
                        "accessString",
                        "off -@all",
                        "on ~* +@all",
                        FAIL,
                        Map.of("userName", "default")),
                property("cache-serverless-limits", SERVERLESS, "cacheUsageLimits.dataStorage.maximum", 50, 0, FAIL));
    }
}
