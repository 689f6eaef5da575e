package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for values that AWS offers. */
final class ValueFixtures {

    private ValueFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                value("pulumi:providers:aws", "region", "eu-central-1", "eu-centrl-1"),
                value("aws:ec2/subnet:Subnet", "availabilityZone", "eu-central-1a", "eu-central-1"),
                value("aws:ec2/instance:Instance", "instanceType", "t4g.small", "t4g.smal"),
                value("aws:ec2/launchTemplate:LaunchTemplate", "instanceType", "m7i-flex.large", "m7.large.x"),
                value("aws:rds/instance:Instance", "instanceClass", "db.t4g.medium", "db.t4g.mediun"),
                value("aws:rds/clusterInstance:ClusterInstance", "instanceClass", "db.serverless", "t4g.medium"),
                value("aws:elasticache/cluster:Cluster", "nodeType", "cache.t4g.micro", "cache.t4g.mikro"),
                value(
                        "aws:elasticache/replicationGroup:ReplicationGroup",
                        "nodeType",
                        "cache.r7g.large",
                        "cache.large"),
                version("aws:rds/instance:Instance", "postgres", "16.9", "16.99"),
                version("aws:rds/cluster:Cluster", "aurora-postgresql", "16.6", "16.99"),
                version("aws:elasticache/replicationGroup:ReplicationGroup", "redis", "7.1", "7.99"),
                version("aws:elasticache/cluster:Cluster", "redis", "7.1", "7.99"));
    }

    private static RuleFixture value(String type, String path, String good, String bad) {
        return property("aws-value-exists", type, path, good, bad, PASS);
    }

    private static RuleFixture version(String type, String engine, String good, String bad) {
        return property(
                "aws-version-exists", type, "engineVersion", good, bad, NOT_APPLICABLE, Map.of("engine", engine));
    }
}
