package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.graph.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules for AWS IAM. */
final class IamRules {

    private static final String ROLE = "aws:iam/role:Role";
    private static final String IDENTITY_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
    private static final String GITHUB = "token.actions.githubusercontent.com";
    private static final String AWS_AUDIENCE = "sts.amazonaws.com";

    private static final Set<String> EVERYTHING = Set.of("*", "*:*");

    /** An owner and a repository with no wildcard in either; a wildcard may follow for branches and tags. */
    private static final Pattern ONE_REPOSITORY = Pattern.compile("repo:[^/:*?]+/[^/:*?]+:.+");

    private static final Pattern ACCOUNT = Pattern.compile("(?:arn:[a-z-]+:(?:iam|sts)::)?(\\d{12})(?::.*)?");

    private static final Rule NO_STAR_STAR = Rule.named("iam-no-star-star")
            .title("IAM policies do not allow every action on every resource")
            .severity(Severity.CRITICAL)
            .on("aws:iam/policy:Policy", "policy")
            .on("aws:iam/rolePolicy:RolePolicy", "policy")
            .on("aws:iam/userPolicy:UserPolicy", "policy")
            .on("aws:iam/groupPolicy:GroupPolicy", "policy")
            .risk("Whoever gets hold of the role owns the account.")
            .remediation(
                    """
                    Name the actions and the resources:
                    "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::uploads/*"]
                    """)
            .references(fsbp("IAM.1"), checkov("CKV_AWS_62"), cdkNag("IAM5"))
            .requires(PolicyDocuments.hasNo(
                    "policy", IamRules::allowsEverything, "allows every action on every resource"));

    private static final Rule NO_ADMIN_ATTACHMENT = Rule.named("iam-no-admin-attachment")
            .title("Nobody gets AdministratorAccess")
            .severity(Severity.HIGH)
            .on("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn")
            .on("aws:iam/userPolicyAttachment:UserPolicyAttachment", "policyArn")
            .on("aws:iam/policyAttachment:PolicyAttachment", "policyArn")
            .on(ROLE, "managedPolicyArns")
            .risk("Whoever gets hold of the role owns the account.")
            .remediation(
                    """
                    Attach a policy that names actions and resources:
                    RolePolicyAttachmentArgs.builder().policyArn(policy.arn())
                    """)
            .references(checkov("CKV_AWS_274"), cdkNag("IAM4"))
            .requires(IamRules::givesNoAdministrator);

    private static final Rule TRUST_SCOPED = Rule.named("iam-trust-scoped")
            .title("IAM roles trust principals that are named, and other accounts by an external id")
            .severity(Severity.CRITICAL)
            .on(ROLE, "assumeRolePolicy")
            .lookingAt("pulumi:providers:aws", "allowedAccountIds")
            .risk("Strangers assume the role, or get somebody who may to do it for them.")
            .remediation(
                    """
                    Name the principal:
                    "Principal": {"Service": "ecs-tasks.amazonaws.com"}
                    """)
            .references(checkov("CKV_AWS_60"), checkov("CKV_AWS_61"))
            .requires(PolicyDocuments.isNotPublic("assumeRolePolicy").and(IamRules::namesOtherAccountsSafely));

    private static final Rule GITHUB_SCOPED = Rule.named("oidc-github-scoped")
            .title("Roles for GitHub Actions trust one repository and AWS's audience")
            .severity(Severity.CRITICAL)
            .on(ROLE, "assumeRolePolicy")
            .on(IDENTITY_PROVIDER, "url", "clientIdLists")
            .risk("Any workflow of any repository on GitHub deploys to the account.")
            .remediation(
                    """
                    Name repository and audience:
                    "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                                     "token.actions.githubusercontent.com:sub": "repo:example/shop:ref:refs/heads/main"}
                    """)
            .references(checkov("CKV_AWS_358"))
            .requires((resource, context) ->
                    resource.type().equals(ROLE) ? trustsOneRepository(resource) : hasAwsAudience(resource));

    static final List<Rule> ALL = List.of(NO_STAR_STAR, NO_ADMIN_ATTACHMENT, TRUST_SCOPED, GITHUB_SCOPED);

    private IamRules() {}

    private static boolean allowsEverything(Statement statement) {
        return statement.allow()
                && statement.actions().stream().anyMatch(EVERYTHING::contains)
                && statement.resources().contains("*");
    }

    private static Verdict givesNoAdministrator(GraphResource resource, RuleContext context) {
        String property = resource.type().equals(ROLE) ? "managedPolicyArns" : "policyArn";
        PropertyValue value = resource.input(property);
        List<PropertyValue> policies =
                value.revealed() instanceof PropertyValue.ListValue ? value.elements() : List.of(value);
        List<Verdict> verdicts = policies.stream()
                .map(policy -> policy.isUnknown() ? Verdict.unknown(property) : isNoAdministrator(property, policy))
                .toList();
        return verdicts.isEmpty() ? Verdict.PASS : Verdict.all(verdicts);
    }

    private static Verdict isNoAdministrator(String property, PropertyValue policy) {
        boolean other = policy.asText()
                .filter(arn -> !arn.endsWith("/AdministratorAccess"))
                .isPresent();
        return Verdict.passIf(
                policy.isAbsent() || other,
                property + " is " + policy.describe() + ", it must be another policy than AdministratorAccess");
    }

    /** A principal of another account needs an external id; which account is ours, the provider says. */
    private static Verdict namesOtherAccountsSafely(GraphResource role, RuleContext context) {
        Set<String> own = context.graph().resource(role.provider()).stream()
                .flatMap(provider -> JsonText.parsed(provider.input("allowedAccountIds")).elements().stream())
                .flatMap(account -> account.asText().stream())
                .collect(Collectors.toSet());
        if (own.isEmpty()) {
            return Verdict.PASS;
        }
        return PolicyDocuments.hasNo(
                        "assumeRolePolicy",
                        statement -> statement.allow()
                                && !statement.isRestricted()
                                && statement.principals().stream().anyMatch(principal -> isForeign(principal, own)),
                        "trusts another account with no external id")
                .test(role, context);
    }

    private static boolean isForeign(String principal, Set<String> own) {
        Matcher matcher = ACCOUNT.matcher(principal);
        return matcher.matches() && !own.contains(matcher.group(1));
    }

    private static Verdict trustsOneRepository(GraphResource role) {
        return JsonText.judge(role, "assumeRolePolicy", policy -> {
            List<Statement> statements = Statement.of(policy);
            if (statements.isEmpty()) {
                return Verdict.fail("assumeRolePolicy has no statement");
            }
            List<Statement> trusts = statements.stream()
                    .filter(statement -> statement.allow()
                            && statement.federated().stream().anyMatch(provider -> provider.contains(GITHUB)))
                    .toList();
            if (trusts.isEmpty()) {
                return Verdict.NOT_APPLICABLE;
            }
            return Verdict.all(trusts.stream().map(IamRules::isScoped).toList());
        });
    }

    private static Verdict isScoped(Statement trust) {
        List<String> subjects = trust.comparedWith(GITHUB + ":sub");
        boolean oneRepository = !subjects.isEmpty()
                && subjects.stream()
                        .allMatch(subject -> ONE_REPOSITORY.matcher(subject).matches());
        boolean audience = trust.comparedWith(GITHUB + ":aud").equals(List.of(AWS_AUDIENCE));
        return Verdict.all(List.of(
                Verdict.passIf(
                        oneRepository,
                        "assumeRolePolicy compares " + GITHUB + ":sub with " + subjects
                                + ", it must be repo:<owner>/<repository>:…"),
                Verdict.passIf(audience, "assumeRolePolicy must compare " + GITHUB + ":aud with " + AWS_AUDIENCE)));
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
        return Verdict.passIf(only, "clientIdLists is " + audiences.describe() + ", it must be [" + AWS_AUDIENCE + "]");
    }
}
