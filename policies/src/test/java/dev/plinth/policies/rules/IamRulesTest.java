package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.OidcFixtures.trust;
import static dev.plinth.policies.rules.RuleFixtures.ROLE;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.Resources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What identities may do and who may assume roles: what the fixtures don't show. */
class IamRulesTest {

    private static GraphResource policy(String statement) {
        return resource("aws:iam/rolePolicy:RolePolicy", "policy", Map.of("policy", document(statement)));
    }

    private static String document(String statement) {
        return "{\"Statement\":[" + statement.replace('\'', '"') + "]}";
    }

    private static GraphResource allow(String action, String resource) {
        return policy(
                "{'Effect':'Allow','Action':['logs:PutLogEvents','" + action + "'],'Resource':'" + resource + "'}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:*", "*", "S3:*", "s3:**"})
    void everyActionOfAService(String action) {
        assertThatRule("iam-no-service-star")
                .fails(allow(action, "arn:aws:s3:::assets/*"))
                .passes(policy("{'Effect':'Deny','Action':'" + action + "','Resource':'*'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:Get*", "s3:GetObject", "ssmmessages:CreateDataChannel"})
    void someActionsOfAService(String action) {
        assertThatRule("iam-no-service-star").passes(allow(action, "*"));
    }

    @ParameterizedTest
    @CsvSource({
        "iam-pass-role-scoped, iam:PassRole",
        "iam-pass-role-scoped, iam:*",
        "iam-pass-role-scoped, iam:Pass????",
        "iam-pass-role-scoped, *",
        "iam-assume-role-scoped, STS:assumerole",
        "iam-assume-role-scoped, sts:Assume*",
        "iam-no-privilege-escalation, iam:CreateAccessKey",
        "iam-no-privilege-escalation, iam:Put*Policy",
        "iam-no-decrypt-on-all-keys, kms:*",
        "iam-no-decrypt-on-all-keys, kms:ReEncrypt*",
        "iam-create-role-bounded, iam:Create*"
    })
    void wildcardsAllowWhatTheyMatch(String rule, String action) {
        assertThatRule(rule)
                .fails(allow(action, "*"))
                .passes(allow("iam:GetRole", "*"))
                .passes(policy("{'Effect':'Deny','Action':'" + action + "','Resource':'*'}"))
                .isUnknown("policy", Resources.with(allow(action, "*"), "policy", PropertyValue.Unknown.VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "iam-pass-role-scoped, iam:PassRole",
        "iam-assume-role-scoped, sts:AssumeRole",
        "iam-no-privilege-escalation, iam:PutRolePolicy"
    })
    void namedResourcesAreScoped(String rule, String action) {
        assertThatRule(rule)
                .passes(allow(action, "arn:aws:iam::123456789012:role/api"))
                .fails(policy("{'Effect':'Allow','Action':'" + action + "','NotResource':'arn:aws:iam::1:role/admin'}"))
                .fails(policy("{'Effect':'Allow','NotAction':'ec2:*','Resource':'*'}"));
    }

    @Test
    void aNotActionThatLeavesItOutAllowsItNot() {
        assertThatRule("iam-pass-role-scoped").passes(policy("{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}"));
        assertThatRule("iam-no-not-action-allow")
                .fails(policy("{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}"))
                .fails(policy("{'Effect':'Allow','Action':'s3:GetObject','NotResource':'arn:aws:s3:::audit/*'}"))
                .passes(policy("{'Effect':'Deny','NotAction':'iam:*','Resource':'*'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "arn:aws:kms:*:*:key/*", "arn:aws:kms:eu-central-1:123456789012:*"})
    void everyKey(String keys) {
        assertThatRule("iam-no-decrypt-on-all-keys")
                .fails(allow("kms:Decrypt", keys))
                .passes(policy("{'Effect':'Allow','Action':'kms:Decrypt','Resource':'" + keys
                        + "','Condition':{'StringEquals':{'kms:ViaService':'s3.eu-central-1.amazonaws.com'}}}"));
    }

    @Test
    void aBoundaryBindsWhoMayCreateRoles() {
        assertThatRule("iam-create-role-bounded")
                .passes(policy("{'Effect':'Allow','Action':'iam:CreateRole','Resource':'*','Condition':"
                        + "{'StringEquals':{'iam:PermissionsBoundary':'arn:aws:iam::123456789012:policy/boundary'}}}"))
                .fails(
                        policy(
                                "{'Effect':'Allow','Action':'iam:CreateUser','Resource':'*','Condition':"
                                        + "{'StringNotEquals':{'iam:PermissionsBoundary':'arn:aws:iam::123456789012:policy/boundary'}}}"));
    }

    @Test
    void inlinePoliciesOfRolesAreReadToo() {
        GraphResource role = resource(
                ROLE,
                "api",
                Map.of(
                        "inlinePolicies",
                        List.of(Map.of("policy", document("{'Effect':'Allow','Action':'*','Resource':'*'}")))));
        assertThatRule("iam-no-star-star")
                .fails(role)
                .isNotApplicable(resource(ROLE, "api", Map.of()))
                .isUnknown(
                        "inlinePolicies", resource(ROLE, "api", Map.of("inlinePolicies", PropertyValue.Unknown.VALUE)))
                .isUnknown(
                        "inlinePolicies[0].policy",
                        Resources.with(role, "inlinePolicies[0].policy", PropertyValue.Unknown.VALUE));
        assertThatRule("iam-no-service-star")
                .failsWith("inlinePolicies[0].policy allows every action of a service", role);
    }

    @Test
    void aPolicyOfTheStackIsNoneOfAws() {
        GraphResource policy = resource("aws:iam/policy:Policy", "policy", Map.of());
        GraphResource attachment = dependingOn(
                resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "api", Map.of()), "policyArn", policy);
        for (String rule : List.of("iam-no-admin-attachment", "iam-no-full-access-attachment")) {
            assertThatRule(rule).passes(attachment, policy).isUnknown("policyArn", attachment);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::aws:policy/AmazonS3FullAccess, true",
        "arn:aws-cn:iam::aws:policy/PowerUserAccess, true",
        "arn:aws:iam::aws:policy/IAMFullAccess, true",
        "arn:aws:iam::123456789012:policy/OurFullAccess, false",
        "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy, false"
    })
    void fullAccess(String arn, boolean full) {
        GraphResource attachment =
                resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "api", Map.of("policyArn", arn));
        if (full) {
            assertThatRule("iam-no-full-access-attachment").fails(attachment);
        } else {
            assertThatRule("iam-no-full-access-attachment").passes(attachment);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:iam/user:User",
                "aws:iam/accessKey:AccessKey",
                "aws:iam/userLoginProfile:UserLoginProfile",
                "aws:iam/userPolicyAttachment:UserPolicyAttachment"
            })
    void rejectsUsers(String type) {
        assertThatRule("iam-no-users-or-keys")
                .fails(resource(type, "anna", Map.of()))
                .isNotApplicable(resource(ROLE, "anna", Map.of()));
    }

    @Test
    void usersHaveNoPoliciesAndCertificatesNoHomeInIam() {
        assertThatRule("iam-users-through-groups").fails(resource("aws:iam/userPolicy:UserPolicy", "anna", Map.of()));
        assertThatRule("iam-no-server-certificate")
                .fails(resource("aws:iam/serverCertificate:ServerCertificate", "web", Map.of()));
    }

    private static GraphResource role(String trust) {
        return resource(ROLE, "deploy", Map.of("assumeRolePolicy", trust));
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab.com, project_path:example/team/shop:*, https://gitlab.com, true",
        "gitlab.example.com, project_path:example/shop:ref_type:branch:ref:main, shop, true",
        "gitlab.com, project_path:example/*, https://gitlab.com, false",
        "gitlab.com, project_path:*, https://gitlab.com, false",
        "gitlab.com, project_path:example/shop:ref_type:branch:ref:main, *, false",
        "gitlab.com, *, https://gitlab.com, false"
    })
    void gitlabRolesTrustOneProject(String provider, String subject, String audience, boolean complies) {
        GraphResource role = role(trust(provider, subject, audience));
        assertThat(assertThatRule("oidc-gitlab-scoped").verdict(role).equals(Verdict.PASS))
                .isEqualTo(complies);
    }

    @ParameterizedTest
    @CsvSource({
        "organization:example:project:shop:workspace:production:run_phase:apply, true",
        "organization:example:project:shop:workspace:production:run_phase:*, true",
        "organization:example:project:*:workspace:production:run_phase:*, false",
        "organization:*:project:shop:workspace:production:run_phase:*, false",
        "organization:example:project:shop:workspace:prod-*:run_phase:*, false",
        "*, false"
    })
    void terraformRolesTrustOneWorkspace(String subject, boolean complies) {
        GraphResource role = role(trust("app.terraform.io", subject, "aws.workload.identity"));
        assertThat(assertThatRule("oidc-terraform-cloud-scoped").verdict(role).equals(Verdict.PASS))
                .isEqualTo(complies);
    }

    @Test
    void rolesOfOthersAreNotJudged() {
        String service =
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"}}]}";
        String github = trust("token.actions.githubusercontent.com", "repo:example/shop:*", "sts.amazonaws.com");
        for (String rule : List.of("oidc-gitlab-scoped", "oidc-terraform-cloud-scoped", "oidc-trust-conditioned")) {
            assertThatRule(rule).isNotApplicable(role(service));
        }
        assertThatRule("oidc-gitlab-scoped").isNotApplicable(role(github));
        assertThatRule("oidc-trust-conditioned").passes(role(github));
    }

    @Test
    void theOtherConditionsOfATrustDoNotCount() {
        String trust = trust("oidc.example.com", "pipeline:shop", "shop");
        assertThatRule("oidc-trust-conditioned")
                .passes(role(trust))
                .fails(role(trust.replace("oidc.example.com:aud", "oidc.example.com:azp")))
                .fails(role(trust.replace("StringLike", "StringNotLike")))
                .fails(role(trust.replace("StringEquals", "StringEqualsIfExists")));
    }
}
