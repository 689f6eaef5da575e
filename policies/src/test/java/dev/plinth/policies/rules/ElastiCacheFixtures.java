package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixture.Outcome.FAIL;
import static dev.plinth.policies.rules.RuleFixture.Outcome.PASS;
import static dev.plinth.policies.rules.RuleFixtures.CACHE;
import static dev.plinth.policies.rules.RuleFixtures.SECRET;
import static dev.plinth.policies.rules.RuleFixtures.property;

import java.util.List;
import java.util.Map;

/** The fixtures of the ElastiCache rules. */
final class ElastiCacheFixtures {

    private ElastiCacheFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
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
                        FAIL));
    }
}
