package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.testkit.rule.Outcome;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fixtures of the rules for Amazon OpenSearch Service. */
final class OpenSearchFixtures {

    private OpenSearchFixtures() {}

    static List<RuleFixture> all() {
        return Stream.concat(
                        Stream.of("aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain")
                                .flatMap(type -> of(type).stream()),
                        Stream.of(
                                property(
                                        "opensearch-software-updates",
                                        "aws:opensearch/domain:Domain",
                                        "softwareUpdateOptions.autoSoftwareUpdateEnabled",
                                        true,
                                        false,
                                        FAIL),
                                property(
                                        "opensearch-policy-not-public",
                                        "aws:opensearch/domainPolicy:DomainPolicy",
                                        "accessPolicies",
                                        RuleFixtures.PRIVATE_POLICY,
                                        RuleFixtures.PUBLIC_POLICY,
                                        PASS)))
                .toList();
    }

    private static List<RuleFixture> of(String type) {
        return List.of(
                property("opensearch-encrypted", type, "encryptAtRest.enabled", true, false, FAIL),
                property(
                        "opensearch-customer-key",
                        type,
                        "encryptAtRest.kmsKeyId",
                        "arn:aws:kms:x",
                        "alias/aws/es",
                        FAIL),
                property("opensearch-in-vpc", type, "vpcOptions.subnetIds", List.of("subnet-1"), List.of(), FAIL),
                property("opensearch-node-to-node-tls", type, "nodeToNodeEncryption.enabled", true, false, FAIL),
                logs("opensearch-error-logs", type, "logType", "ES_APPLICATION_LOGS", "SEARCH_SLOW_LOGS", FAIL),
                logs("opensearch-error-logs", type, "cloudwatchLogGroupArn", "arn:aws:logs:x", "", FAIL),
                logs("opensearch-audit-logs", type, "enabled", true, false, PASS),
                cluster("opensearch-data-nodes", type, "clusterConfig.instanceCount", 3, 2, FAIL),
                cluster("opensearch-data-nodes", type, "clusterConfig.zoneAwarenessEnabled", true, false, FAIL),
                cluster("opensearch-master-nodes", type, "clusterConfig.dedicatedMasterEnabled", true, false, FAIL),
                cluster("opensearch-master-nodes", type, "clusterConfig.dedicatedMasterCount", 3, 2, FAIL),
                property("opensearch-access-control", type, "advancedSecurityOptions.enabled", true, false, FAIL),
                property(
                        "opensearch-https",
                        type,
                        "domainEndpointOptions.tlsSecurityPolicy",
                        "Policy-Min-TLS-1-2-PFS-2023-10",
                        "Policy-Min-TLS-1-2-2019-07",
                        FAIL),
                property(
                        "opensearch-https",
                        type,
                        "domainEndpointOptions.enforceHttps",
                        true,
                        false,
                        PASS,
                        Map.of("domainEndpointOptions", Map.of("tlsSecurityPolicy", "Policy-Min-TLS-1-2-PFS-2023-10"))),
                property(
                        "opensearch-policy-not-public",
                        type,
                        "accessPolicies",
                        RuleFixtures.PRIVATE_POLICY,
                        RuleFixtures.PUBLIC_POLICY,
                        PASS));
    }

    private static RuleFixture logs(
            String rule, String type, String property, Object good, Object bad, Outcome absent) {
        String logType = rule.contains("audit") ? "AUDIT_LOGS" : "ES_APPLICATION_LOGS";
        GraphResource domain = resource(
                type,
                "subject",
                Map.of(
                        "logPublishingOptions",
                        List.of(Map.of(
                                "logType", logType, "enabled", true, "cloudwatchLogGroupArn", "arn:aws:logs:x"))));
        return RuleFixture.of(
                rule,
                with(domain, "logPublishingOptions[0]." + property, PropertyValue.of(good)),
                "logPublishingOptions[0]." + property,
                bad,
                absent);
    }

    private static RuleFixture cluster(String rule, String type, String path, Object good, Object bad, Outcome absent) {
        return property(
                rule,
                type,
                path,
                good,
                bad,
                absent,
                Map.of(
                        "clusterConfig",
                        Map.of(
                                "instanceCount",
                                3,
                                "zoneAwarenessEnabled",
                                true,
                                "dedicatedMasterEnabled",
                                true,
                                "dedicatedMasterCount",
                                3)));
    }
}
