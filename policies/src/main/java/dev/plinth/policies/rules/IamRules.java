package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rules for AWS IAM: what identities may do, and who they are. */
final class IamRules {

    private static final String ROLE = "aws:iam/role:Role";

    private static final Set<String> EVERYTHING = Set.of("*", "*:*");

    private static final String USER_POLICY = "aws:iam/userPolicy:UserPolicy";
    private static final String POLICY_ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";

    /** The types whose property {@code policy} says what somebody may do; roles have such policies inline, besides. */
    private static final List<String> IDENTITY_POLICIES = List.of(
            "aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy", USER_POLICY, "aws:iam/groupPolicy:GroupPolicy");

    /** What lets somebody who has it give themselves every right. */
    private static final List<String> ESCALATIONS = List.of(
            "iam:AttachGroupPolicy",
            "iam:AttachRolePolicy",
            "iam:AttachUserPolicy",
            "iam:CreateAccessKey",
            "iam:CreateLoginProfile",
            "iam:CreatePolicyVersion",
            "iam:PutGroupPolicy",
            "iam:PutRolePolicy",
            "iam:PutUserPolicy",
            "iam:SetDefaultPolicyVersion",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateLoginProfile");

    private static final Pattern ADMINISTRATOR_ARN = Pattern.compile(".*/AdministratorAccess");

    private static final Pattern FULL_ACCESS_ARN =
            Pattern.compile("arn:[a-z-]+:iam::aws:policy/(.*/)?(\\w*FullAccess|PowerUserAccess)");

    private static final int PASSWORD_LENGTH = 14;
    private static final int PASSWORDS_REMEMBERED = 24;

    private static final Rule NO_STAR_STAR = ofIdentities("iam-no-star-star")
            .title("IAM policies do not allow every action on every resource")
            .severity(Severity.CRITICAL)
            .risk("Whoever gets hold of the role owns the account.")
            .remediation(
                    """
                    Name the actions and the resources:
                    "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::uploads/*"]
                    """)
            .references(cis("1.15"), fsbp("IAM.1"), checkov("CKV_AWS_62"), cdkNag("IAM5"))
            .requires(noStatement(IamRules::allowsEverything, "allows every action on every resource"));

    private static final Rule NO_ADMIN_ATTACHMENT = Rule.named("iam-no-admin-attachment")
            .title("Nobody gets AdministratorAccess")
            .severity(Severity.HIGH)
            .on("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn")
            .on("aws:iam/userPolicyAttachment:UserPolicyAttachment", "policyArn")
            .on("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "policyArn")
            .on(POLICY_ATTACHMENT, "policyArn")
            .on(ROLE, "managedPolicyArns")
            .risk("Whoever gets hold of the role owns the account.")
            .remediation(
                    """
                    Attach a policy that names actions and resources:
                    RolePolicyAttachmentArgs.builder().policyArn(policy.arn())
                    """)
            .references(checkov("CKV_AWS_274"), cdkNag("IAM4"))
            .requires(givesNo(ADMINISTRATOR_ARN, "another policy than AdministratorAccess"));

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
            .requires(PolicyDocuments.isNotPublic("assumeRolePolicy")
                    .and(PolicyDocuments.namesOwnAccounts("assumeRolePolicy")));

    private static final Rule NO_SERVICE_STAR = ofIdentities("iam-no-service-star")
            .title("IAM policies do not allow every action of a service")
            .severity(Severity.HIGH)
            .risk("A role that was to read a bucket also deletes it.")
            .remediation(
                    """
                    Name the actions:
                    "Action": ["s3:GetObject", "s3:PutObject"]
                    """)
            .references(fsbp("IAM.21"), checkov("CKV_AWS_63"), cdkNag("IAM5"))
            .requires(noStatement(IamRules::allowsService, "allows every action of a service"));

    private static final Rule PASS_ROLE = ofIdentities("iam-pass-role-scoped")
            .title("IAM policies allow passing named roles only")
            .severity(Severity.HIGH)
            .risk("Whoever may start a task or a function runs it with the rights of an administrator.")
            .remediation(
                    """
                    Name the roles:
                    "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/api-task"
                    """)
            .references(cdkNag("IAM5"))
            .requires(noStatement(
                    statement -> statement.allowsEverywhere("iam:PassRole"), "allows iam:PassRole on every role"));

    private static final Rule DECRYPT = ofIdentities("iam-no-decrypt-on-all-keys")
            .title("IAM policies do not allow decrypting with every key")
            .severity(Severity.MEDIUM)
            .risk("One role reads what every other encrypted.")
            .remediation(
                    """
                    Name the key, or the service that asks:
                    "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-central-1:123456789012:key/1234abcd"
                    """)
            .references(fsbp("KMS.1"), fsbp("KMS.2"))
            .requires(noStatement(IamRules::decryptsAll, "allows decrypting with every key"));

    private static final Rule NOT_ACTION = ofIdentities("iam-no-not-action-allow")
            .title("IAM policies do not allow everything but some actions or resources")
            .severity(Severity.HIGH)
            .risk("What AWS adds tomorrow is allowed today, and nobody chose it.")
            .remediation(
                    """
                    Allow what is needed, and deny the exceptions in a statement of their own:
                    "Effect": "Deny", "Action": "iam:*", "Resource": "*"
                    """)
            .requires(noStatement(
                    statement -> statement.allow()
                            && !(statement.exceptActions().isEmpty()
                                    && statement.exceptResources().isEmpty()),
                    "allows by NotAction or NotResource"));

    private static final Rule ESCALATION = ofIdentities("iam-no-privilege-escalation")
            .title("IAM policies give nobody the means to give themselves more")
            .severity(Severity.HIGH)
            .risk("Whoever gets hold of the role writes itself the policy of an administrator.")
            .remediation(
                    """
                    Name the roles and policies that may be changed:
                    "Action": "iam:AttachRolePolicy", "Resource": "arn:aws:iam::123456789012:role/app/*"
                    """)
            .references(checkov("CKV_AWS_286"), checkov("CKV_AWS_289"))
            .requires(noStatement(
                    statement -> ESCALATIONS.stream().anyMatch(statement::allowsEverywhere),
                    "allows changing the rights of everybody"));

    private static final Rule ASSUME_ROLE = ofIdentities("iam-assume-role-scoped")
            .title("IAM policies allow assuming named roles only")
            .severity(Severity.HIGH)
            .risk("The role goes from account to account, wherever one trusts this one.")
            .remediation(
                    """
                    Name the roles:
                    "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::123456789012:role/deploy"
                    """)
            .references(cdkNag("IAM5"))
            .requires(noStatement(
                    statement -> statement.allowsEverywhere("sts:AssumeRole"), "allows sts:AssumeRole on every role"));

    private static final Rule BOUNDARY = ofIdentities("iam-create-role-bounded")
            .title("Whoever may create roles or users must give them a permissions boundary")
            .severity(Severity.MEDIUM)
            .risk("A pipeline that may create roles creates one that may do more than itself.")
            .remediation(
                    """
                    Ask for the boundary:
                    "Action": "iam:CreateRole", "Condition": {"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/boundary"}}
                    """)
            .requires(noStatement(
                    IamRules::createsUnbounded, "allows creating roles or users with no permissions boundary"));

    private static final Rule FULL_ACCESS = Rule.named("iam-no-full-access-attachment")
            .title("Nobody gets PowerUserAccess, or full access to a service, by a policy of AWS's")
            .severity(Severity.MEDIUM)
            .on("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn")
            .on("aws:iam/userPolicyAttachment:UserPolicyAttachment", "policyArn")
            .on("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "policyArn")
            .on(POLICY_ATTACHMENT, "policyArn")
            .on(ROLE, "managedPolicyArns")
            .risk("A role that was to read a bucket deletes all of them.")
            .remediation(
                    """
                    Attach a policy that names actions and resources:
                    RolePolicyAttachmentArgs.builder().policyArn(policy.arn())
                    """)
            .references(checkov("CKV2_AWS_56"), cdkNag("IAM4"))
            .requires(givesNo(FULL_ACCESS_ARN, "a policy that names actions and resources"));

    private static final Rule NO_USERS = Rule.named("iam-no-users-or-keys")
            .title("People and programs sign in by federation: there are no IAM users, passwords or access keys")
            .severity(Severity.MEDIUM)
            .on("aws:iam/user:User")
            .on("aws:iam/accessKey:AccessKey")
            .on("aws:iam/userLoginProfile:UserLoginProfile")
            .on("aws:iam/userPolicyAttachment:UserPolicyAttachment")
            .risk("A key that leaks works until somebody notices, from anywhere.")
            .remediation(
                    """
                    Let people come through IAM Identity Center, and programs assume a role:
                    RoleArgs.builder().assumeRolePolicy(trust)
                    """)
            .references(cis("1.20"), checkov("CKV_AWS_273"), checkov("CKV2_AWS_22"))
            .requires((resource, context) ->
                    Verdict.fail("it is a credential that does not expire, or belongs to one; use a role"));

    private static final Rule THROUGH_GROUPS = Rule.named("iam-users-through-groups")
            .title("IAM users get their rights through groups")
            .severity(Severity.MEDIUM)
            .on(USER_POLICY)
            .on("aws:iam/userPolicyAttachment:UserPolicyAttachment")
            .on(POLICY_ATTACHMENT, "users")
            .risk("Rights that were given to one person are found by nobody when that person leaves.")
            .remediation(
                    """
                    Attach the policy to a group, and put the user into it:
                    GroupPolicyAttachmentArgs.builder().group(group.name()).policyArn(policy.arn())
                    """)
            .references(cis("1.14"), fsbp("IAM.2"), checkov("CKV_AWS_40"))
            .requires((resource, context) -> resource.type().equals(POLICY_ATTACHMENT)
                    ? property("users").isNotSet().test(resource, context)
                    : Verdict.fail("the policy is a user's own, it must be a group's"));

    private static final Rule PASSWORD_POLICY = Rule.named("iam-password-policy")
            .title("Passwords have 14 characters of every kind, and the last 24 are not used again")
            .severity(Severity.MEDIUM)
            .on(
                    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
                    "minimumPasswordLength",
                    "passwordReusePrevention",
                    "requireLowercaseCharacters",
                    "requireUppercaseCharacters",
                    "requireNumbers",
                    "requireSymbols")
            .risk("A password is guessed, or found among those that leaked elsewhere.")
            .remediation(
                    """
                    Ask for all of it:
                    AccountPasswordPolicyArgs.builder().minimumPasswordLength(14).passwordReusePrevention(24).requireSymbols(true)
                    """)
            .references(
                    cis("1.7"),
                    cis("1.8"),
                    fsbp("IAM.7"),
                    checkov("CKV_AWS_10"),
                    checkov("CKV_AWS_11"),
                    checkov("CKV_AWS_12"),
                    checkov("CKV_AWS_13"),
                    checkov("CKV_AWS_14"),
                    checkov("CKV_AWS_15"))
            .requires(property("minimumPasswordLength")
                    .isAtLeast(parameters -> PASSWORD_LENGTH)
                    .and(property("passwordReusePrevention").isAtLeast(parameters -> PASSWORDS_REMEMBERED))
                    .and(property("requireLowercaseCharacters").isTrue())
                    .and(property("requireUppercaseCharacters").isTrue())
                    .and(property("requireNumbers").isTrue())
                    .and(property("requireSymbols").isTrue()));

    private static final Rule NO_SERVER_CERTIFICATE = Rule.named("iam-no-server-certificate")
            .title("Certificates come from ACM, which renews them, and not from IAM")
            .severity(Severity.LOW)
            .on("aws:iam/serverCertificate:ServerCertificate")
            .risk("The certificate expires on a day that nobody had in the calendar.")
            .remediation(
                    """
                    Let ACM issue it:
                    com.pulumi.aws.acm.CertificateArgs.builder().domainName("api.example.com").validationMethod("DNS")
                    """)
            .requires((certificate, context) -> Verdict.fail("it is a certificate in IAM, which nothing renews"));

    static final List<Rule> ALL = List.of(
            NO_STAR_STAR,
            NO_ADMIN_ATTACHMENT,
            TRUST_SCOPED,
            NO_SERVICE_STAR,
            PASS_ROLE,
            DECRYPT,
            NOT_ACTION,
            ESCALATION,
            ASSUME_ROLE,
            BOUNDARY,
            FULL_ACCESS,
            NO_USERS,
            THROUGH_GROUPS,
            PASSWORD_POLICY,
            NO_SERVER_CERTIFICATE);

    private IamRules() {}

    private static boolean allowsEverything(Statement statement) {
        return statement.allow()
                && statement.actions().stream().anyMatch(EVERYTHING::contains)
                && statement.resources().contains("*");
    }

    private static Rule.Builder ofIdentities(String id) {
        Rule.Builder rule = Rule.named(id).on(ROLE, "inlinePolicies[].policy");
        IDENTITY_POLICIES.forEach(type -> rule.on(type, "policy"));
        return rule;
    }

    /** No statement that says what somebody may do is of a kind; see {@link PolicyDocuments#hasNo}. */
    private static Condition noStatement(Predicate<Statement> kind, String fault) {
        return (resource, context) -> {
            if (!resource.type().equals(ROLE)) {
                return PolicyDocuments.hasNo("policy", kind, fault).test(resource, context);
            }
            PropertyValue inline = resource.input("inlinePolicies");
            if (inline.isUnknown()) {
                return Verdict.unknown("inlinePolicies");
            }
            return Verdict.all(IntStream.range(0, inline.elements().size())
                    .mapToObj(i -> PolicyDocuments.hasNo("inlinePolicies[" + i + "].policy", kind, fault)
                            .test(resource, context))
                    .toList());
        };
    }

    private static boolean allowsService(Statement statement) {
        return statement.allow()
                && statement.actions().stream().anyMatch(action -> action.equals("*") || action.matches("[^:]*:\\*+"));
    }

    /** A condition of KMS's, such as kms:ViaService, says which keys, too. */
    private static boolean decryptsAll(Statement statement) {
        boolean everyKey = statement.isEverywhere()
                || statement.resources().stream().anyMatch(resource -> resource.matches("arn:[^:]*:kms:.*:(key/)?\\*"));
        return everyKey
                && (statement.allows("kms:Decrypt") || statement.allows("kms:ReEncryptFrom"))
                && statement.conditions().stream()
                        .noneMatch(entry -> entry.key().startsWith("kms:"));
    }

    private static boolean createsUnbounded(Statement statement) {
        return (statement.allows("iam:CreateRole") || statement.allows("iam:CreateUser"))
                && statement.comparedWith("iam:permissionsboundary").isEmpty();
    }

    /** None of the policies that a resource attaches has an ARN that matches a pattern. */
    private static Condition givesNo(Pattern arns, String allowed) {
        return (resource, context) -> {
            String property = resource.type().equals(ROLE) ? "managedPolicyArns" : "policyArn";
            PropertyValue value = resource.input(property);
            List<PropertyValue> policies =
                    value.revealed() instanceof PropertyValue.ListValue ? value.elements() : List.of(value);
            List<Verdict> verdicts = policies.stream()
                    .map(policy -> policy.isUnknown()
                            ? ofTheStack(resource, property, context)
                            : isNot(arns, allowed, property, policy))
                    .toList();
            return verdicts.isEmpty() ? Verdict.PASS : Verdict.all(verdicts);
        };
    }

    /** A policy that the stack makes is none of AWS's; its own document is judged where it is made. */
    private static Verdict ofTheStack(GraphResource resource, String property, RuleContext context) {
        return context.comesFromStack(resource, property)
                        && !context.references(resource, property, "aws:iam/policy:Policy")
                                .isEmpty()
                ? Verdict.PASS
                : Verdict.unknown(property);
    }

    private static Verdict isNot(Pattern arns, String allowed, String property, PropertyValue policy) {
        boolean other =
                policy.asText().filter(arn -> !arns.matcher(arn).matches()).isPresent();
        return Verdict.passIf(
                policy.isAbsent() || other, property + " is " + policy.describe() + ", it must be " + allowed);
    }
}
