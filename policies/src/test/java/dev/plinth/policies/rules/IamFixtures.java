package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for AWS IAM. */
final class IamFixtures {

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("iam-no-server-certificate", "iam-no-users-or-keys");

    private IamFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("iam-no-star-star", "aws:iam/policy:Policy", "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property(
                        "iam-no-service-star",
                        "aws:iam/policy:Policy",
                        "policy",
                        PRIVATE_POLICY,
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::assets/x\"}]}",
                        PASS),
                property(
                        "iam-pass-role-scoped",
                        "aws:iam/rolePolicy:RolePolicy",
                        "policy",
                        PRIVATE_POLICY,
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:Pass*\",\"Resource\":\"*\"}]}",
                        PASS),
                property(
                        "iam-no-decrypt-on-all-keys",
                        "aws:iam/groupPolicy:GroupPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:decrypt\",\"Resource\":\"arn:aws:kms:*:123456789012:key/*\"}]}",
                        PASS),
                property(
                        "iam-no-not-action-allow",
                        "aws:iam/userPolicy:UserPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        "{\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":\"iam:*\",\"Resource\":\"*\"}}",
                        PASS),
                property(
                        "iam-no-privilege-escalation",
                        "aws:iam/policy:Policy",
                        "policy",
                        PRIVATE_POLICY,
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:PutRolePolicy\",\"Resource\":\"*\"}]}",
                        PASS),
                property(
                        "iam-assume-role-scoped",
                        "aws:iam/policy:Policy",
                        "policy",
                        PRIVATE_POLICY,
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}]}",
                        PASS),
                property(
                        "iam-create-role-bounded",
                        "aws:iam/policy:Policy",
                        "policy",
                        PRIVATE_POLICY,
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:CreateRole\",\"Resource\":\"arn:aws:iam::123456789012:role/x\"}]}",
                        PASS),
                property(
                        "iam-no-admin-attachment",
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                        "policyArn",
                        "arn:aws:iam::aws:policy/ReadOnlyAccess",
                        "arn:aws:iam::aws:policy/AdministratorAccess",
                        PASS),
                property(
                        "iam-no-full-access-attachment",
                        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
                        "policyArn",
                        "arn:aws:iam::aws:policy/ReadOnlyAccess",
                        "arn:aws:iam::aws:policy/AmazonS3FullAccess",
                        PASS),
                property(
                        "iam-no-full-access-attachment",
                        RuleFixtures.ROLE,
                        "managedPolicyArns",
                        List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"),
                        List.of("arn:aws:iam::aws:policy/PowerUserAccess"),
                        PASS),
                property(
                        "iam-trust-scoped", RuleFixtures.ROLE, "assumeRolePolicy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property(
                        "iam-users-through-groups",
                        "aws:iam/policyAttachment:PolicyAttachment",
                        "users",
                        List.of(),
                        List.of("anna"),
                        PASS),
                property(
                        "iam-password-policy",
                        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                        "minimumPasswordLength",
                        14,
                        13,
                        FAIL,
                        Map.of(
                                "passwordReusePrevention",
                                24,
                                "requireLowercaseCharacters",
                                true,
                                "requireUppercaseCharacters",
                                true,
                                "requireNumbers",
                                true,
                                "requireSymbols",
                                true)),
                property(
                        "iam-password-policy",
                        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                        "passwordReusePrevention",
                        24,
                        13,
                        FAIL,
                        Map.of(
                                "minimumPasswordLength",
                                14,
                                "requireLowercaseCharacters",
                                true,
                                "requireUppercaseCharacters",
                                true,
                                "requireNumbers",
                                true,
                                "requireSymbols",
                                true)),
                property(
                        "iam-password-policy",
                        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                        "requireLowercaseCharacters",
                        true,
                        false,
                        FAIL,
                        Map.of(
                                "minimumPasswordLength",
                                14,
                                "passwordReusePrevention",
                                24,
                                "requireUppercaseCharacters",
                                true,
                                "requireNumbers",
                                true,
                                "requireSymbols",
                                true)),
                property(
                        "iam-password-policy",
                        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                        "requireUppercaseCharacters",
                        true,
                        false,
                        FAIL,
                        Map.of(
                                "minimumPasswordLength",
                                14,
                                "passwordReusePrevention",
                                24,
                                "requireLowercaseCharacters",
                                true,
                                "requireNumbers",
                                true,
                                "requireSymbols",
                                true)),
                property(
                        "iam-password-policy",
                        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                        "requireNumbers",
                        true,
                        false,
                        FAIL,
                        Map.of(
                                "minimumPasswordLength",
                                14,
                                "passwordReusePrevention",
                                24,
                                "requireLowercaseCharacters",
                                true,
                                "requireUppercaseCharacters",
                                true,
                                "requireSymbols",
                                true)),
                property(
                        "iam-password-policy",
                        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                        "requireSymbols",
                        true,
                        false,
                        FAIL,
                        Map.of(
                                "minimumPasswordLength",
                                14,
                                "passwordReusePrevention",
                                24,
                                "requireLowercaseCharacters",
                                true,
                                "requireUppercaseCharacters",
                                true,
                                "requireNumbers",
                                true)));
    }
}
