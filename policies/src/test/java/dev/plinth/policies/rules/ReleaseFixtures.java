package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.DATABASE;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** The fixtures of the rules for what ends, on the day of {@link dev.plinth.testkit.rule.RuleAssert#TODAY}. */
final class ReleaseFixtures {

    static final String CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";

    private ReleaseFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "engine-version-supported",
                        DATABASE,
                        "engineVersion",
                        "16",
                        "16.4",
                        NOT_APPLICABLE,
                        Map.of("engine", "postgres")),
                property("engine-version-supported", CACHE, "engineVersion", "7.1", "5.0.6", NOT_APPLICABLE),
                property(
                        "engine-version-supported",
                        "aws:eks/cluster:Cluster",
                        "version",
                        "1.36",
                        "1.30",
                        NOT_APPLICABLE),
                property(
                        "engine-version-ends-soon",
                        DATABASE,
                        "engineVersion",
                        "16",
                        "14",
                        NOT_APPLICABLE,
                        Map.of("engine", "postgres")),
                property(
                        "engine-version-ends-soon",
                        "aws:lambda/function:Function",
                        "runtime",
                        "java25",
                        "java17",
                        NOT_APPLICABLE),
                property(
                        "minor-version-not-pinned",
                        DATABASE,
                        "engineVersion",
                        "16",
                        "16.9",
                        NOT_APPLICABLE,
                        Map.of("engine", "postgres")),
                property(
                        "minor-version-not-pinned",
                        DATABASE,
                        "autoMinorVersionUpgrade",
                        false,
                        true,
                        FAIL,
                        Map.of("engine", "postgres", "engineVersion", "16.9")),
                property(
                        "minor-version-not-pinned",
                        CACHE,
                        "engineVersion",
                        "7.1",
                        "7.0",
                        NOT_APPLICABLE,
                        Map.of("engine", "redis")));
    }
}
