package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for Amazon ECR. */
public final class EcrRules {

    private static final Rule SCAN_IMMUTABLE = Rule.named("ecr-scan-immutable")
            .title("ECR repositories scan on push, have immutable tags, and are encrypted with KMS")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.ECR_REPOSITORY,
                    "imageScanningConfiguration.scanOnPush",
                    "imageTagMutability",
                    "encryptionConfigurations[].encryptionType")
            .risk("Images with known vulnerabilities are deployed, and a tested tag can be moved to an "
                    + "untested image.")
            .remediation(
                    """
                    Enable scan on push and immutable tags:
                    RepositoryArgs.builder().imageTagMutability("IMMUTABLE").imageScanningConfiguration(
                            RepositoryImageScanningConfigurationArgs.builder().scanOnPush(true).build())
                    """)
            .references(
                    fsbp("ECR.1"), fsbp("ECR.2"), checkov("CKV_AWS_163"), checkov("CKV_AWS_51"), checkov("CKV_AWS_136"))
            .requires(property("imageScanningConfiguration.scanOnPush")
                    .isTrue()
                    .and(property("imageTagMutability").isOneOf("IMMUTABLE"))
                    .and(Elements.any(
                            "encryptionConfigurations",
                            "encryptionConfigurations must have the type KMS",
                            configuration ->
                                    property(configuration + ".encryptionType").isOneOf("KMS", "KMS_DSSE"))));

    private static final Rule ECR_LIFECYCLE = Rule.named("ecr-lifecycle")
            .title("ECR repositories have a lifecycle policy")
            .severity(Severity.LOW)
            .on(AwsTypes.ECR_REPOSITORY)
            .lookingAt(AwsTypes.ECR_LIFECYCLE_POLICY, "repository")
            .risk("Unused images cost storage and keep appearing in scan results.")
            .remediation(
                    """
                    Expire old images:
                    LifecyclePolicyArgs.builder().repository(repository.name()).policy(policy)
                    """)
            .references(fsbp("ECR.3"))
            .requiresInStack(Companions.isNamedBy(
                    AwsTypes.ECR_LIFECYCLE_POLICY, "repository", "the repository has no LifecyclePolicy"));

    private static final Rule ECR_PRIVATE = Rule.named("ecr-policy-not-public")
            .title("ECR repository policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.ECR_REPOSITORY_POLICY, "policy")
            .neverWaivable()
            .risk("Any AWS account can pull the images, or push others.")
            .remediation(
                    """
                    Name the principals that may pull:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .references(checkov("CKV_AWS_32"), cdkNag("ECR1"))
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule ECR_KEEPS_IMAGES = Rule.named("ecr-no-force-delete")
            .guardsDeletion()
            .title("Production ECR repositories can only be deleted when empty")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECR_REPOSITORY, "forceDelete")
            .risk("A rename deletes images in use, and restarting tasks fail.")
            .remediation(
                    """
                    Omit forceDelete in production:
                    RepositoryArgs.builder().forceDelete(false)
                    """)
            .requires(property("forceDelete").isNotTrue().inProduction());

    public static final List<Rule> ALL = List.of(SCAN_IMMUTABLE, ECR_LIFECYCLE, ECR_PRIVATE, ECR_KEEPS_IMAGES);

    private EcrRules() {}
}
