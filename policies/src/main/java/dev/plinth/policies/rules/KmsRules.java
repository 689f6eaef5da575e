package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import java.util.List;

/** Rules for AWS KMS. */
final class KmsRules {

    private static final String KEY = "aws:kms/key:Key";

    private static final Rule POLICY_SAFE = Rule.named("kms-policy-safe")
            .title("KMS key policies let nobody in without a restricting condition, nor lock their owner out")
            .severity(Severity.CRITICAL)
            .on(KEY, "policy", "bypassPolicyLockoutSafetyCheck")
            .on("aws:kms/keyPolicy:KeyPolicy", "policy", "bypassPolicyLockoutSafetyCheck")
            .risk("Any AWS account decrypts the data, or nobody ever again can change the key.")
            .remediation(
                    """
                    Name the account, and what else may use the key:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .references(fsbp("KMS.5"), checkov("CKV_AWS_33"))
            .requires(PolicyDocuments.isNotPublic("policy")
                    .and(property("bypassPolicyLockoutSafetyCheck").isNotTrue()));

    private static final Rule DELETION_WINDOW = Rule.named("kms-deletion-window")
            .title("KMS keys wait as long as they can before they are deleted")
            .severity(Severity.HIGH)
            .on(KEY, "deletionWindowInDays")
            .risk("What a deleted key encrypted is lost, backups included, before anybody notices.")
            .remediation(
                    """
                    Wait 30 days, which is the default:
                    KeyArgs.builder().deletionWindowInDays(30)
                    """)
            .references(fsbp("KMS.3"))
            .configuredBy(Threshold.KEY_DELETION_WINDOW_DAYS)
            .requires(property("deletionWindowInDays")
                    .isAtLeast(PolicyParameters::keyDeletionWindowDays)
                    .onlyIf((key, context) -> !key.input("deletionWindowInDays").isAbsent()));

    static final List<Rule> ALL = List.of(POLICY_SAFE, DELETION_WINDOW);

    private KmsRules() {}
}
