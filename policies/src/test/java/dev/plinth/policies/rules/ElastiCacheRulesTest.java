package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.RuleFixtures.CACHE;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.protect;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fixtures don't show of the ElastiCache rules: members of groups, engines, users. */
class ElastiCacheRulesTest {

    private static final String CLUSTER = "aws:elasticache/cluster:Cluster";
    private static final String SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache";
    private static final String USER = "aws:elasticache/user:User";

    @Test
    void aMemberHasWhatItsGroupHas() {
        GraphResource member = resource(CLUSTER, "reader", Map.of("replicationGroupId", "cache"));
        for (String rule : List.of("cache-in-transit", "cache-backup", "cache-subnet-group")) {
            assertThatRule(rule).isNotApplicable(member).fails(resource(CLUSTER, "alone", Map.of()));
        }
    }

    @Test
    void memcachedHasNeitherSnapshotsNorUsers() {
        assertThatRule("cache-backup")
                .isNotApplicable(resource(CLUSTER, "sessions", Map.of("engine", "memcached")))
                .isNotApplicable(resource(SERVERLESS, "sessions", Map.of("engine", "Memcached")));
        assertThatRule("cache-auth").isNotApplicable(resource(SERVERLESS, "sessions", Map.of("engine", "memcached")));
    }

    @ParameterizedTest
    @CsvSource({
        "valkey, 7.2, true",
        "valkey, 8.0, true",
        "valkey, 8.2, true",
        "redis, 6.2, false",
        "redis, 7.0, true",
        "redis, 7.1, false",
        "redis, 6.x, false",
        "redis, 5.0.6, false",
        "valkey, '', false",
        "redis, '', false",
        "memcached, 1.6.22, false"
    })
    void aCacheIsUpgradedByAwsOrByItsVersionInTheProgram(String engine, String version, boolean byTheProgram) {
        Map<String, Object> inputs = new HashMap<>(Map.of("engine", engine));
        if (!version.isEmpty()) {
            inputs.put("engineVersion", version);
        }
        String type = engine.equals("memcached") ? CLUSTER : CACHE;
        GraphResource byDefault = resource(type, "cache", inputs);
        inputs.put("autoMinorVersionUpgrade", false);
        GraphResource off = resource(type, "cache", inputs);

        if (byTheProgram) {
            assertThatRule("cache-minor-upgrades").isNotApplicable(off).passes(byDefault);
            assertThatRule("minor-version-not-pinned").passes(off).fails(byDefault);
        } else {
            assertThatRule("cache-minor-upgrades").fails(off).passes(byDefault);
            if (version.isEmpty()) {
                assertThatRule("minor-version-not-pinned").isNotApplicable(byDefault);
            } else {
                assertThatRule("minor-version-not-pinned").passes(byDefault);
            }
        }
    }

    @Test
    void anUpgradeIsUnknownWithAnUnknownVersion() {
        assertThatRule("cache-minor-upgrades")
                .isUnknown(
                        "engineVersion",
                        resource(
                                CACHE,
                                "cache",
                                Map.of(
                                        "engine",
                                        "valkey",
                                        "engineVersion",
                                        PropertyValue.Unknown.VALUE,
                                        "autoMinorVersionUpgrade",
                                        false)));
    }

    @Test
    void onlyTheDefaultUserIsSwitchedOff() {
        assertThatRule("cache-default-user")
                .isNotApplicable(resource(USER, "app", Map.of("userName", "app", "accessString", "on ~a +get")))
                .fails(resource(USER, "d", Map.of("userName", "default", "accessString", "on ~a +get")))
                .passes(resource(USER, "d", Map.of("userName", "default", "accessString", " off")));
    }

    @Test
    void aSubnetGroupOfTheStackIsNotTheDefault() {
        GraphResource group = resource("aws:elasticache/subnetGroup:SubnetGroup", "data", Map.of());
        assertThatRule("cache-subnet-group")
                .passes(dependingOn(resource(CACHE, "cache", Map.of()), "subnetGroupName", group), group);
    }

    @Test
    void oneOfTheLogsIsTheSlowOne() {
        GraphResource cache = resource(
                CACHE,
                "cache",
                Map.of(
                        "logDeliveryConfigurations",
                        List.of(Map.of("logType", "engine-log"), Map.of("logType", "slow-log"))));
        assertThatRule("cache-logs")
                .passes(cache)
                .isUnknown(
                        "logDeliveryConfigurations",
                        with(cache, "logDeliveryConfigurations[1].logType", PropertyValue.Unknown.VALUE));
    }

    @Test
    void onlyProductionKeepsWhatGoes() {
        GraphResource cache = resource(CACHE, "cache", Map.of());
        assertThatRule("cache-pulumi-protect")
                .passes(cache)
                .failsWith("the option protect is false but must be true", protect(cache, false))
                .in(Tier.STAGING)
                .isNotApplicable(protect(cache, false));
        assertThatRule("cache-final-snapshot").fails(cache).in(Tier.DEVELOPMENT).isNotApplicable(cache);
    }
}
