package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for roles that tokens may assume. */
final class OidcFixtures {

    private OidcFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property(
                        "oidc-github-scoped",
                        RuleFixtures.ROLE,
                        "assumeRolePolicy",
                        RuleFixtures.trust("repo:example/shop:ref:refs/heads/main", "sts.amazonaws.com"),
                        RuleFixtures.trust("repo:example/*:ref:refs/heads/main", "sts.amazonaws.com"),
                        FAIL),
                property(
                        "oidc-gitlab-scoped",
                        RuleFixtures.ROLE,
                        "assumeRolePolicy",
                        trust("gitlab.com", "project_path:example/shop:ref_type:branch:ref:main", "https://gitlab.com"),
                        trust("gitlab.com", "project_path:example/*:ref_type:branch:ref:main", "https://gitlab.com"),
                        FAIL),
                property(
                        "oidc-terraform-cloud-scoped",
                        RuleFixtures.ROLE,
                        "assumeRolePolicy",
                        trust(
                                "app.terraform.io",
                                "organization:example:project:shop:workspace:production:run_phase:*",
                                "aws.workload.identity"),
                        trust(
                                "app.terraform.io",
                                "organization:example:project:shop:workspace:*:run_phase:*",
                                "aws.workload.identity"),
                        FAIL),
                property(
                        "oidc-trust-conditioned",
                        RuleFixtures.ROLE,
                        "assumeRolePolicy",
                        trust(
                                "oidc.eks.eu-central-1.amazonaws.com/id/ABC",
                                "system:serviceaccount:shop:api",
                                "sts.amazonaws.com"),
                        trust("oidc.eks.eu-central-1.amazonaws.com/id/ABC", "*", "sts.amazonaws.com"),
                        FAIL),
                property(
                        "oidc-provider-audience",
                        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
                        "url",
                        "https://gitlab.com",
                        "http://gitlab.com",
                        FAIL,
                        Map.of("clientIdLists", List.of("sts.amazonaws.com"))),
                property(
                        "oidc-provider-audience",
                        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
                        "clientIdLists",
                        List.of("sts.amazonaws.com"),
                        List.of("*"),
                        FAIL,
                        Map.of("url", "https://gitlab.com")));
    }

    /** A role's policy that trusts a provider's tokens for one subject and one audience. */
    static String trust(String provider, String subject, String audience) {
        return "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::123456789012:oidc-provider/"
                + provider + "\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringEquals\":{\""
                + provider + ":aud\":\"" + audience + "\"},\"StringLike\":{\"" + provider + ":sub\":[\"" + subject
                + "\"]}}}]}";
    }
}
