package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Cidr;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Versions;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/**
 * Rules for Amazon EKS.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html">Controls for Amazon EKS</a>
 */
public final class EksRules {

    /**
     * The oldest version that has extended support, until 2027-03-23.
     *
     * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html">Kubernetes versions</a>
     */
    private static final String OLDEST_VERSION = "1.32";

    private static final Rule ENDPOINT_PRIVATE = Rule.named("eks-endpoint-private")
            .title("EKS clusters have a private API endpoint only")
            .severity(Severity.HIGH)
            .on(AwsTypes.EKS_CLUSTER, "vpcConfig.endpointPublicAccess")
            .risk("The cluster's API is on the internet, where a leaked token or a vulnerability is enough to "
                    + "control it.")
            .remediation(
                    """
                    Disable the public endpoint, which is enabled by default, and enable the private one:
                    ClusterVpcConfigArgs.builder().endpointPublicAccess(false).endpointPrivateAccess(true)
                    """)
            .references(fsbp("EKS.1"), checkov("CKV_AWS_39"))
            .requires(property("vpcConfig.endpointPublicAccess").isFalse());

    private static final Rule ENDPOINT_NETWORKS = Rule.named("eks-endpoint-named-networks")
            .title("Public EKS endpoints are restricted to named networks")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.EKS_CLUSTER, "vpcConfig.publicAccessCidrs", "vpcConfig.endpointPublicAccess")
            .risk("Anyone on the internet can try tokens and exploits against the cluster's API.")
            .remediation(
                    """
                    Name the networks, or disable the public endpoint:
                    ClusterVpcConfigArgs.builder().publicAccessCidrs(List.of("198.51.100.0/24"))
                    """)
            .references(checkov("CKV_AWS_38"))
            .requires(property("vpcConfig.publicAccessCidrs")
                    .is(EksRules::areNamed, "a list of CIDR blocks other than the whole internet")
                    .where("vpcConfig.endpointPublicAccess", open -> open.asBoolean()
                            .orElse(true)));

    private static final Rule SUPPORTED_VERSION = Rule.named("eks-version-supported")
            .title("EKS clusters run a Kubernetes version in standard support")
            .severity(Severity.HIGH)
            .on(AwsTypes.EKS_CLUSTER, "version")
            .risk("Vulnerabilities remain unpatched, and AWS upgrades the cluster on a date that it chooses.")
            .remediation(
                    """
                    Omit the version to use the latest, or set a newer one:
                    ClusterArgs.builder().version("1.34")
                    """)
            .references(fsbp("EKS.2"))
            .requires(property("version")
                    .is(
                            version -> version.isAbsent()
                                    || Versions.of(version.asText().orElseGet(() -> version.revealed()
                                                    .describe()))
                                            .filter(found -> Versions.of(OLDEST_VERSION)
                                                    .filter(oldest -> !found.isBelow(oldest))
                                                    .isPresent())
                                            .isPresent(),
                            OLDEST_VERSION + " or newer"));

    private static final Rule SECRETS_ENCRYPTED = Rule.named("eks-secrets-encrypted")
            .title("EKS clusters encrypt Kubernetes secrets with a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EKS_CLUSTER, "encryptionConfig.resources", "encryptionConfig.provider.keyArn")
            .risk("Anyone who obtains the cluster's store or its backup can read every secret.")
            .remediation(
                    """
                    Enable envelope encryption:
                    ClusterEncryptionConfigArgs.builder().resources(List.of("secrets")).provider(
                            ClusterEncryptionConfigProviderArgs.builder().keyArn(key.arn()).build())
                    """)
            .references(fsbp("EKS.3"), checkov("CKV_AWS_58"))
            .requires(property("encryptionConfig.resources")
                    .is(resources -> names(resources, "secrets"), "a list with secrets")
                    .and(CustomerKeys.isCustomerKey("encryptionConfig.provider.keyArn")));

    private static final Rule AUDIT_LOGS = Rule.named("eks-audit-logs")
            .title("EKS clusters have audit logging enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EKS_CLUSTER, "enabledClusterLogTypes")
            .risk("After an intrusion, there is no record of started pods and accessed secrets.")
            .remediation(
                    """
                    Send control plane logs to CloudWatch Logs:
                    ClusterArgs.builder().enabledClusterLogTypes("api", "audit", "authenticator")
                    """)
            .references(fsbp("EKS.8"))
            .requires(property("enabledClusterLogTypes").is(types -> names(types, "audit"), "a list with audit"));

    private static final Rule NODE_ACCESS = Rule.named("eks-node-remote-access")
            .title("EKS node groups allow SSH from named security groups only")
            .severity(Severity.HIGH)
            .on(AwsTypes.EKS_NODE_GROUP, "remoteAccess.sourceSecurityGroupIds", "remoteAccess.ec2SshKey")
            .risk("With a key but no security group, EKS opens port 22 of every node to the internet.")
            .remediation(
                    """
                    Remove the key, or name the security group that may connect:
                    NodeGroupRemoteAccessArgs.builder().ec2SshKey("nodes").sourceSecurityGroupIds(group.id().applyValue(List::of))
                    """)
            .references(checkov("CKV_AWS_100"))
            .requires(property("remoteAccess.sourceSecurityGroupIds")
                    .isFilled()
                    .where("remoteAccess.ec2SshKey", key -> !key.isAbsent()));

    public static final List<Rule> ALL =
            List.of(ENDPOINT_PRIVATE, ENDPOINT_NETWORKS, SUPPORTED_VERSION, SECRETS_ENCRYPTED, AUDIT_LOGS, NODE_ACCESS);

    private EksRules() {}

    /** Left out, the list is that of every address. */
    private static boolean areNamed(PropertyValue blocks) {
        return !blocks.elements().isEmpty()
                && blocks.elements().stream().allMatch(block -> Cidr.of(block)
                        .filter(address -> !Cidr.isWorld(address))
                        .isPresent());
    }

    /** Returns whether a list has a text. */
    static boolean names(PropertyValue list, String text) {
        return list.elements().stream()
                .anyMatch(element -> element.asText().orElse("").equals(text));
    }
}
