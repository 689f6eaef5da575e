package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Amazon EKS. */
final class EksFixtures {

    private static final String CLUSTER = "aws:eks/cluster:Cluster";
    private static final String KEY = "encryptionConfig.provider.keyArn";

    private EksFixtures() {}

    private static Map<String, ?> encrypted() {
        return Map.of(
                "encryptionConfig",
                Map.of("resources", List.of("secrets"), "provider", Map.of("keyArn", "arn:aws:kms:x")));
    }

    static List<RuleFixture> all() {
        return List.of(
                property("eks-endpoint-private", CLUSTER, "vpcConfig.endpointPublicAccess", false, true, FAIL),
                property(
                        "eks-endpoint-named-networks",
                        CLUSTER,
                        "vpcConfig.publicAccessCidrs",
                        List.of("198.51.100.0/24"),
                        List.of("198.51.100.0/24", "0.0.0.0/1"),
                        FAIL),
                property("eks-version-supported", CLUSTER, "version", "1.33", "1.27", PASS),
                property(
                        "eks-secrets-encrypted",
                        CLUSTER,
                        "encryptionConfig.resources",
                        List.of("secrets"),
                        List.of(),
                        FAIL,
                        encrypted()),
                property("eks-secrets-encrypted", CLUSTER, KEY, "arn:aws:kms:x", "alias/aws/eks", FAIL, encrypted()),
                property(
                        "eks-audit-logs",
                        CLUSTER,
                        "enabledClusterLogTypes",
                        List.of("api", "audit"),
                        List.of("api"),
                        FAIL),
                property(
                        "eks-node-remote-access",
                        "aws:eks/nodeGroup:NodeGroup",
                        "remoteAccess.sourceSecurityGroupIds",
                        List.of("sg-1"),
                        List.of(),
                        FAIL,
                        Map.of("remoteAccess", Map.of("ec2SshKey", "nodes"))));
    }
}
