package dev.plinth.policies.rules.aws.identity;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Rules for roles that the tokens of an OpenID Connect provider may assume: pipelines and clusters. */
public final class OidcRules {

    private static final String GITHUB = "token.actions.githubusercontent.com";
    private static final String TERRAFORM_CLOUD = "app.terraform.io";
    private static final String AWS_AUDIENCE = "sts.amazonaws.com";
    private static final String OIDC_PROVIDER = ":oidc-provider/";

    /** An owner and a repository with no wildcard in either; a wildcard may follow for branches and tags. */
    private static final Pattern ONE_REPOSITORY = Pattern.compile("repo:[^/:*?]+/[^/:*?]+:.+");

    /** A group, perhaps with subgroups, and a project; a wildcard may follow for branches and tags. */
    private static final Pattern ONE_PROJECT = Pattern.compile("project_path:[^/:*?]+(/[^/:*?]+)+:.+");

    /** Organization, project and workspace by name; a wildcard may follow for the run's phases. */
    private static final Pattern ONE_WORKSPACE =
            Pattern.compile("organization:[^:*?]+:project:[^:*?]+:workspace:[^:*?]+:run_phase:.+");

    private static final Rule GITHUB_SCOPED = Rule.named("oidc-github-scoped")
            .title("Roles for GitHub Actions trust one repository and the AWS audience")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.IAM_ROLE, "assumeRolePolicy")
            .on(AwsTypes.IAM_OPEN_ID_CONNECT_PROVIDER, "url", "clientIdLists")
            .risk("Any workflow of any GitHub repository can deploy to the account.")
            .remediation(
                    """
                    Set repository and audience:
                    "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                                     "token.actions.githubusercontent.com:sub": "repo:example/shop:ref:refs/heads/main"}
                    """)
            .references(checkov("CKV_AWS_358"), checkov("CKV_AWS_393"))
            .requires((resource, context) -> resource.type().equals(AwsTypes.IAM_ROLE)
                    ? trusts(
                            resource,
                            provider -> provider.contains(GITHUB),
                            trust -> isScoped(trust, ONE_REPOSITORY, "repo:<owner>/<repository>:…", AWS_AUDIENCE))
                    : hasAwsAudience(resource));

    private static final Rule GITLAB_SCOPED = Rule.named("oidc-gitlab-scoped")
            .title("Roles for GitLab pipelines trust one project and an audience")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.IAM_ROLE, "assumeRolePolicy")
            .risk("Any pipeline of any GitLab project can deploy to the account.")
            .remediation(
                    """
                    Set project and audience:
                    "StringEquals": {"gitlab.com:aud": "https://gitlab.com",
                                     "gitlab.com:sub": "project_path:example/shop:ref_type:branch:ref:main"}
                    """)
            .requires((role, context) -> trusts(
                    role,
                    provider -> host(provider).contains("gitlab"),
                    trust -> isScoped(trust, ONE_PROJECT, "project_path:<group>/<project>:…", "")));

    private static final Rule TERRAFORM_SCOPED = Rule.named("oidc-terraform-cloud-scoped")
            .title("Roles for HCP Terraform trust one workspace and an audience")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.IAM_ROLE, "assumeRolePolicy")
            .risk("Any HCP Terraform workspace can change the account.")
            .remediation(
                    """
                    Set organization, project and workspace, and the audience:
                    "StringEquals": {"app.terraform.io:aud": "aws.workload.identity"},
                    "StringLike": {"app.terraform.io:sub": "organization:example:project:shop:workspace:production:run_phase:*"}
                    """)
            .requires((role, context) -> trusts(
                    role,
                    provider -> host(provider).equals(TERRAFORM_CLOUD),
                    trust -> isScoped(
                            trust,
                            ONE_WORKSPACE,
                            "organization:<name>:project:<name>:workspace:<name>:run_phase:…",
                            "")));

    private static final Rule TRUST_CONDITIONED = Rule.named("oidc-trust-conditioned")
            .title("Roles that trust an OpenID Connect provider require a subject and an audience")
            .severity(Severity.HIGH)
            .on(AwsTypes.IAM_ROLE, "assumeRolePolicy")
            .risk("Anyone with a token of the provider can assume the role.")
            .remediation(
                    """
                    Require subject and audience:
                    "StringEquals": {"oidc.example.com:sub": "pipeline:shop", "oidc.example.com:aud": "sts.amazonaws.com"}
                    """)
            .requires((role, context) ->
                    trusts(role, provider -> provider.contains(OIDC_PROVIDER), OidcRules::comparesSubjectAndAudience));

    private static final Rule PROVIDER = Rule.named("oidc-provider-audience")
            .title("OpenID Connect providers use HTTPS and have an audience")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.IAM_OPEN_ID_CONNECT_PROVIDER, "url", "clientIdLists")
            .risk("A token issued for another application grants access to the account.")
            .remediation(
                    """
                    Set the audience:
                    OpenIdConnectProviderArgs.builder().url("https://gitlab.com").clientIdLists(List.of("https://gitlab.com"))
                    """)
            .requires(property("url")
                    .isSetTo(
                            value -> value.asText()
                                    .filter(url -> url.matches("(https://)?[^:/ ]+(:\\d+)?(/.*)?"))
                                    .isPresent(),
                            "an https:// URL")
                    .and(property("clientIdLists")
                            .isSetTo(
                                    value -> !value.elements().isEmpty()
                                            && value.elements().stream().noneMatch(audience -> audience.asText()
                                                    .orElse("")
                                                    .contains("*")),
                                    "a list of audiences without wildcards")));

    public static final List<Rule> ALL =
            List.of(GITHUB_SCOPED, GITLAB_SCOPED, TERRAFORM_SCOPED, TRUST_CONDITIONED, PROVIDER);

    private OidcRules() {}

    /** Judges the statements that trust a provider; what has none is not applicable. */
    private static Verdict trusts(GraphResource role, Predicate<String> provider, Function<Statement, Verdict> judge) {
        return JsonText.judge(role, "assumeRolePolicy", policy -> {
            List<Statement> statements = Statement.of(policy);
            if (statements.isEmpty()) {
                return Verdict.fail("assumeRolePolicy has no statement");
            }
            return Verdict.all(statements.stream()
                    .filter(statement ->
                            statement.allow() && statement.federated().stream().anyMatch(provider))
                    .map(judge)
                    .toList());
        });
    }

    /** The provider's host: what stands behind {@code oidc-provider/} in its ARN, without a path. */
    private static String host(String provider) {
        int start = provider.indexOf(OIDC_PROVIDER);
        String url = start < 0 ? "" : provider.substring(start + OIDC_PROVIDER.length());
        return url.split("/", 2)[0];
    }

    /** The prefix of the condition keys: what stands behind {@code oidc-provider/}, with its path. */
    private static String keys(Statement trust) {
        return trust.federated().stream()
                .filter(provider -> provider.contains(OIDC_PROVIDER))
                .map(provider -> provider.substring(provider.indexOf(OIDC_PROVIDER) + OIDC_PROVIDER.length()))
                .findFirst()
                .orElse(GITHUB)
                .toLowerCase(Locale.ROOT);
    }

    private static Verdict isScoped(Statement trust, Pattern subject, String form, String audience) {
        String keys = keys(trust);
        List<String> subjects = trust.comparedWith(keys + ":sub");
        boolean scoped = !subjects.isEmpty()
                && subjects.stream().allMatch(text -> subject.matcher(text).matches());
        List<String> audiences = trust.comparedWith(keys + ":aud");
        boolean made = audience.isEmpty() ? isNamed(audiences) : audiences.equals(List.of(audience));
        return Verdict.all(List.of(
                Verdict.passIf(
                        scoped, "assumeRolePolicy compares " + keys + ":sub with " + subjects + " but must be " + form),
                Verdict.passIf(
                        made,
                        "assumeRolePolicy must compare " + keys + ":aud with "
                                + (audience.isEmpty() ? "an audience" : audience))));
    }

    private static Verdict comparesSubjectAndAudience(Statement trust) {
        String keys = keys(trust);
        return Verdict.all(List.of("sub", "aud").stream()
                .map(claim -> Verdict.passIf(
                        isNamed(trust.comparedWith(keys + ":" + claim)),
                        "assumeRolePolicy must compare " + keys + ":" + claim + " with a value other than *"))
                .toList());
    }

    private static boolean isNamed(List<String> values) {
        return !values.isEmpty() && values.stream().noneMatch(value -> value.matches("[*?]*"));
    }

    private static Verdict hasAwsAudience(GraphResource provider) {
        PropertyValue url = provider.input("url");
        if (url.isUnknown()) {
            return Verdict.unknown("url");
        }
        if (!url.asText().orElse("").contains(GITHUB)) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue audiences = provider.input("clientIdLists");
        if (audiences.containsUnknown()) {
            return Verdict.unknown("clientIdLists");
        }
        boolean only = audiences.elements().size() == 1
                && audiences.elements().get(0).asText().orElse("").equals(AWS_AUDIENCE);
        return Verdict.passIf(only, "clientIdLists is " + audiences.describe() + " but must be [" + AWS_AUDIENCE + "]");
    }
}
