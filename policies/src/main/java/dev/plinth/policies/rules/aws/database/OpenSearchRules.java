package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rules for domains of Amazon OpenSearch Service, under its current and its former name, Elasticsearch.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html">Controls for OpenSearch</a>
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/es-controls.html">Controls for Elasticsearch</a>
 */
public final class OpenSearchRules {

    /** Policies that offer TLS 1.2 and newer with forward secrecy; source: "DomainEndpointOptions" in the service's API. */
    private static final Pattern STRONG_TLS =
            Pattern.compile("Policy-Min-TLS-1-2-(PFS|RFC9151-FIPS)-20\\d{2}-\\d{2}|Policy-Min-TLS-1-3-.*");

    /** Enough that a majority is left when one of them, or its Availability Zone, is lost. */
    private static final int NODES = 3;

    private static final Rule ENCRYPTED = ofDomains("opensearch-encrypted", "encryptAtRest.enabled")
            .title("OpenSearch domains are encrypted at rest")
            .severity(Severity.HIGH)
            .risk("Anyone who obtains the disks can read indices and snapshots.")
            .remediation(
                    """
                    Enable encryption at rest:
                    DomainEncryptAtRestArgs.builder().enabled(true).kmsKeyId(key.arn())
                    """)
            .references(fsbp("Opensearch.1"), fsbp("ES.1"), checkov("CKV_AWS_5"))
            .requires(property("encryptAtRest.enabled").isTrue());

    private static final Rule CUSTOMER_KEY = ofDomains("opensearch-customer-key", "encryptAtRest.kmsKeyId")
            .title("OpenSearch domains use a customer managed key")
            .severity(Severity.LOW)
            .risk("The key policy of the AWS managed key cannot be restricted, and access to it cannot be revoked.")
            .remediation(
                    """
                    Set a customer managed key:
                    DomainEncryptAtRestArgs.builder().enabled(true).kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_247"))
            .requires(CustomerKeys.isCustomerKey("encryptAtRest.kmsKeyId"));

    private static final Rule IN_VPC = ofDomains("opensearch-in-vpc", "vpcOptions.subnetIds")
            .title("OpenSearch domains are in a VPC")
            .severity(Severity.CRITICAL)
            .risk("The endpoint is on the internet, and a wrong access policy exposes the indices.")
            .remediation(
                    """
                    Use private subnets. A public domain is replaced:
                    DomainVpcOptionsArgs.builder().subnetIds(network.dataSubnetIds()).securityGroupIds(group.id().applyValue(List::of))
                    """)
            .references(fsbp("Opensearch.2"), fsbp("ES.2"), checkov("CKV_AWS_137"))
            .requires(property("vpcOptions.subnetIds").isFilled());

    private static final Rule NODE_TO_NODE = ofDomains("opensearch-node-to-node-tls", "nodeToNodeEncryption.enabled")
            .title("OpenSearch domains have node-to-node encryption")
            .severity(Severity.MEDIUM)
            .risk("Documents and passwords cross the network between nodes unencrypted.")
            .remediation(
                    """
                    Enable node-to-node encryption:
                    DomainNodeToNodeEncryptionArgs.builder().enabled(true)
                    """)
            .references(fsbp("Opensearch.3"), fsbp("ES.3"), checkov("CKV_AWS_6"))
            .requires(property("nodeToNodeEncryption.enabled").isTrue());

    private static final Rule ERROR_LOGS = ofLogs("opensearch-error-logs")
            .title("OpenSearch domains publish error logs to CloudWatch Logs")
            .severity(Severity.MEDIUM)
            .risk("The cause of a failure of the domain remains unknown.")
            .remediation(
                    """
                    Publish the error log:
                    DomainLogPublishingOptionArgs.builder().logType("ES_APPLICATION_LOGS").cloudwatchLogGroupArn(group.arn())
                    """)
            .references(fsbp("Opensearch.4"), fsbp("ES.4"))
            .requires(publishes("ES_APPLICATION_LOGS"));

    private static final Rule AUDIT_LOGS = ofLogs("opensearch-audit-logs")
            .title("OpenSearch domains publish audit logs to CloudWatch Logs")
            .severity(Severity.MEDIUM)
            .risk("There is no record of searches and index changes.")
            .remediation(
                    """
                    Publish the audit log:
                    DomainLogPublishingOptionArgs.builder().logType("AUDIT_LOGS").cloudwatchLogGroupArn(group.arn())
                    """)
            .references(fsbp("Opensearch.5"), fsbp("ES.5"), checkov("CKV_AWS_317"))
            .requires(publishes("AUDIT_LOGS"));

    private static final Rule DATA_NODES = ofDomains(
                    "opensearch-data-nodes", "clusterConfig.instanceCount", "clusterConfig.zoneAwarenessEnabled")
            .title("Production OpenSearch domains have at least three data nodes in several Availability Zones")
            .severity(Severity.MEDIUM)
            .risk("The loss of one node or one zone loses shards, or stops the domain.")
            .remediation(
                    """
                    Use three nodes in several zones:
                    DomainClusterConfigArgs.builder().instanceCount(3).zoneAwarenessEnabled(true)
                    """)
            .references(fsbp("Opensearch.6"), fsbp("ES.6"))
            .requires(property("clusterConfig.instanceCount")
                    .isAtLeast(parameters -> NODES)
                    .and(property("clusterConfig.zoneAwarenessEnabled").isTrue())
                    .inProduction());

    private static final Rule MASTER_NODES = ofDomains(
                    "opensearch-master-nodes",
                    "clusterConfig.dedicatedMasterEnabled",
                    "clusterConfig.dedicatedMasterCount")
            .title("Production OpenSearch domains have at least three dedicated master nodes")
            .severity(Severity.LOW)
            .risk("Load on the data nodes can make the cluster lose its master and stop accepting writes.")
            .remediation(
                    """
                    Use three dedicated master nodes:
                    DomainClusterConfigArgs.builder().dedicatedMasterEnabled(true).dedicatedMasterCount(3)
                    """)
            .references(fsbp("Opensearch.11"), fsbp("ES.7"), checkov("CKV_AWS_318"))
            .requires(property("clusterConfig.dedicatedMasterEnabled")
                    .isTrue()
                    .and(property("clusterConfig.dedicatedMasterCount").isAtLeast(parameters -> NODES))
                    .inProduction());

    private static final Rule ACCESS_CONTROL = Rule.named("opensearch-access-control")
            .on(
                    AwsTypes.OPENSEARCH_DOMAIN,
                    "advancedSecurityOptions.enabled",
                    "advancedSecurityOptions.anonymousAuthEnabled")
            .on(AwsTypes.ELASTICSEARCH_DOMAIN, "advancedSecurityOptions.enabled")
            .title("OpenSearch domains have fine-grained access control enabled")
            .severity(Severity.HIGH)
            .risk("Anyone who reaches the domain can read and delete every index.")
            .remediation(
                    """
                    Enable fine-grained access control:
                    DomainAdvancedSecurityOptionsArgs.builder().enabled(true).anonymousAuthEnabled(false)
                    """)
            .references(fsbp("Opensearch.7"))
            .requires(property("advancedSecurityOptions.enabled")
                    .isTrue()
                    .and(property("advancedSecurityOptions.anonymousAuthEnabled")
                            .isNotTrue()));

    private static final Rule HTTPS = ofDomains(
                    "opensearch-https", "domainEndpointOptions.enforceHttps", "domainEndpointOptions.tlsSecurityPolicy")
            .title("OpenSearch domains require HTTPS with TLS 1.2 or newer")
            .severity(Severity.HIGH)
            .risk("Documents and passwords cross the network unencrypted, or with broken ciphers.")
            .remediation(
                    """
                    Enforce HTTPS:
                    DomainDomainEndpointOptionsArgs.builder().enforceHttps(true).tlsSecurityPolicy("Policy-Min-TLS-1-2-PFS-2023-10")
                    """)
            .references(fsbp("Opensearch.8"), fsbp("ES.8"), checkov("CKV_AWS_83"), checkov("CKV_AWS_228"))
            .requires(property("domainEndpointOptions.enforceHttps")
                    .isNotFalse()
                    .and(property("domainEndpointOptions.tlsSecurityPolicy")
                            .is(
                                    policy -> STRONG_TLS
                                            .matcher(policy.asText().orElse(""))
                                            .matches(),
                                    "a policy such as Policy-Min-TLS-1-2-PFS-2023-10")));

    private static final Rule SOFTWARE_UPDATES = Rule.named("opensearch-software-updates")
            .title("OpenSearch domains install service software updates automatically")
            .severity(Severity.LOW)
            .on(AwsTypes.OPENSEARCH_DOMAIN, "softwareUpdateOptions.autoSoftwareUpdateEnabled")
            .risk("Known vulnerabilities remain until somebody updates the domain.")
            .remediation(
                    """
                    Enable updates in the off-peak window:
                    DomainSoftwareUpdateOptionsArgs.builder().autoSoftwareUpdateEnabled(true)
                    """)
            .references(fsbp("Opensearch.10"))
            .requires(
                    property("softwareUpdateOptions.autoSoftwareUpdateEnabled").isTrue());

    private static final Rule POLICY_NOT_PUBLIC = ofDomains(
                    "opensearch-policy-not-public", "accessPolicies", "vpcOptions.subnetIds")
            .on(AwsTypes.OPENSEARCH_DOMAIN_POLICY, "accessPolicies", "domainName")
            .on(AwsTypes.ELASTICSEARCH_DOMAIN_POLICY, "accessPolicies", "domainName")
            .title("Access policies of public OpenSearch domains do not grant public access without a "
                    + "restricting condition")
            .severity(Severity.CRITICAL)
            .neverWaivable()
            .risk("Anyone on the internet can read and delete the indices.")
            .remediation(
                    """
                    Name the roles, or the source addresses:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:role/search"}
                    """)
            .requiresInStack(PolicyDocuments.isNotPublic("accessPolicies").onlyIf(OpenSearchRules::isPublic));

    public static final List<Rule> ALL = List.of(
            ENCRYPTED,
            CUSTOMER_KEY,
            IN_VPC,
            NODE_TO_NODE,
            ERROR_LOGS,
            AUDIT_LOGS,
            DATA_NODES,
            MASTER_NODES,
            ACCESS_CONTROL,
            HTTPS,
            SOFTWARE_UPDATES,
            POLICY_NOT_PUBLIC);

    private OpenSearchRules() {}

    private static Rule.Builder ofDomains(String id, String... properties) {
        return Rule.named(id).on(AwsTypes.OPENSEARCH_DOMAIN, properties).on(AwsTypes.ELASTICSEARCH_DOMAIN, properties);
    }

    private static Rule.Builder ofLogs(String id) {
        return ofDomains(
                id,
                "logPublishingOptions[].logType",
                "logPublishingOptions[].enabled",
                "logPublishingOptions[].cloudwatchLogGroupArn");
    }

    private static Condition publishes(String logType) {
        return Elements.any(
                "logPublishingOptions", "logPublishingOptions has no " + logType + " that is on", option -> property(
                                option + ".logType")
                        .isOneOf(logType)
                        .and(property(option + ".enabled").isNotFalse())
                        .and(property(option + ".cloudwatchLogGroupArn").isText()));
    }

    /** In a VPC, security groups control access to a domain, and its policy may allow everyone. */
    private static boolean isPublic(GraphResource resource, RuleContext context) {
        return resource.type().endsWith(":DomainPolicy")
                ? context
                        .references(resource, "domainName", AwsTypes.OPENSEARCH_DOMAIN, AwsTypes.ELASTICSEARCH_DOMAIN)
                        .stream()
                        .allMatch(domain -> domain.input("vpcOptions").isEmpty())
                : resource.input("vpcOptions").isEmpty();
    }
}
