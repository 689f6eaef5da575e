package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for AWS KMS. */
final class KmsFixtures {

    /** Rules that turn on no property: their own tests judge them. */
    static final List<String> WITHOUT_PROPERTY = List.of("kms-pulumi-protect");

    static final String ADMINISTERED =
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},"
                    + "\"Action\":\"kms:*\",\"Resource\":\"*\"}}";

    static final String USED_ONLY = ADMINISTERED.replace("kms:*", "kms:Decrypt");

    private KmsFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("kms-policy-safe", "aws:kms/key:Key", "policy", PRIVATE_POLICY, PUBLIC_POLICY, PASS),
                property("kms-policy-safe", "aws:kms/key:Key", "bypassPolicyLockoutSafetyCheck", false, true, PASS),
                property("kms-policy-administrable", "aws:kms/key:Key", "policy", ADMINISTERED, USED_ONLY, PASS),
                property(
                        "kms-policy-administrable",
                        "aws:kms/keyPolicy:KeyPolicy",
                        "policy",
                        ADMINISTERED,
                        USED_ONLY,
                        PASS),
                property("kms-deletion-window", "aws:kms/key:Key", "deletionWindowInDays", 30, 7, NOT_APPLICABLE),
                property("kms-rotation", "aws:kms/key:Key", "enableKeyRotation", true, "false", FAIL),
                property("kms-rotation-period", "aws:kms/key:Key", "rotationPeriodInDays", 365, 366, PASS),
                property("kms-policy-defined", "aws:kms/key:Key", "policy", PRIVATE_POLICY, " ", FAIL),
                property("kms-enabled", "aws:kms/key:Key", "isEnabled", true, false, PASS),
                property(
                        "kms-grant-scoped",
                        "aws:kms/grant:Grant",
                        "granteePrincipal",
                        "arn:aws:iam::123456789012:role/api",
                        "*",
                        FAIL,
                        Map.of("operations", List.of("Decrypt"))),
                property(
                        "kms-grant-scoped",
                        "aws:kms/grant:Grant",
                        "operations",
                        List.of("Decrypt"),
                        List.of("Decrypt", "CreateGrant"),
                        FAIL,
                        Map.of("granteePrincipal", "arn:aws:iam::123456789012:role/api")));
    }
}
