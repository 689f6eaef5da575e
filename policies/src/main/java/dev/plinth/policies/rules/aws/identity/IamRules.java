package dev.plinth.policies.rules.aws.identity;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.ProviderTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rules for AWS IAM: what identities may do, and who they are. */
public final class IamRules {

    private static final Set<String> EVERYTHING = Set.of("*", "*:*");

    /** Types with an identity policy in the property {@code policy}; roles also have inline policies. */
    private static final List<String> IDENTITY_POLICIES =
            List.of(AwsTypes.IAM_POLICY, AwsTypes.IAM_ROLE_POLICY, AwsTypes.IAM_USER_POLICY, AwsTypes.IAM_GROUP_POLICY);

    /** Actions that allow privilege escalation. */
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

    /** The properties that attach policies, by resource type. */
    private static final Map<String, String> ATTACHMENTS = Map.of(
            AwsTypes.IAM_ROLE, "managedPolicyArns",
            AwsTypes.IAM_ROLE_POLICY_ATTACHMENT, "policyArn",
            AwsTypes.IAM_USER_POLICY_ATTACHMENT, "policyArn",
            AwsTypes.IAM_GROUP_POLICY_ATTACHMENT, "policyArn",
            AwsTypes.IAM_POLICY_ATTACHMENT, "policyArn",
            AwsTypes.IAM_ROLE_POLICY_ATTACHMENTS_EXCLUSIVE, "policyArns",
            AwsTypes.IAM_USER_POLICY_ATTACHMENTS_EXCLUSIVE, "policyArns",
            AwsTypes.IAM_GROUP_POLICY_ATTACHMENTS_EXCLUSIVE, "policyArns");

    private static final Rule NO_STAR_STAR = ofIdentities("iam-no-star-star")
            .title("IAM policies do not allow every action on every resource")
            .severity(Severity.CRITICAL)
            .risk("Anyone who obtains the role controls the account.")
            .remediation(
                    """
                    Name the actions and the resources:
                    "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::uploads/*"]
                    """)
            .references(cis("1.15"), fsbp("IAM.1"), checkov("CKV_AWS_62"), cdkNag("IAM5"))
            .requires(noStatement(IamRules::allowsEverything, "allows every action on every resource"));

    private static final Rule NO_ADMIN_ATTACHMENT = onAttachments("iam-no-admin-attachment")
            .title("AdministratorAccess is not attached")
            .severity(Severity.HIGH)
            .risk("Anyone who obtains the role controls the account.")
            .remediation(
                    """
                    Attach a policy that names actions and resources:
                    RolePolicyAttachmentArgs.builder().policyArn(policy.arn())
                    """)
            .references(checkov("CKV_AWS_274"), cdkNag("IAM4"))
            .requires(givesNo(ADMINISTRATOR_ARN, "a policy other than AdministratorAccess"));

    private static final Rule TRUST_SCOPED = Rule.named("iam-trust-scoped")
            .title("IAM role trust policies name their principals, and require an external id from other accounts")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.IAM_ROLE, "assumeRolePolicy")
            .lookingAt(ProviderTypes.AWS_PROVIDER, "allowedAccountIds")
            .risk("Outsiders can assume the role, directly or through a confused deputy.")
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
            .risk("A role that needs to read a bucket can also delete it.")
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
            .risk("A principal that can start a task or a function can run it with administrator permissions.")
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
            .risk("A single role can read data encrypted by any other.")
            .remediation(
                    """
                    Name the key, or the service that uses it:
                    "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-central-1:123456789012:key/1234abcd"
                    """)
            .references(fsbp("KMS.1"), fsbp("KMS.2"))
            .requires(noStatement(IamRules::decryptsAll, "allows decrypting with every key"));

    private static final Rule NOT_ACTION = ofIdentities("iam-no-not-action-allow")
            .title("IAM policies do not combine Allow with NotAction or NotResource")
            .severity(Severity.HIGH)
            .risk("Actions that AWS adds in the future are allowed automatically.")
            .remediation(
                    """
                    Allow the required actions, and deny the exceptions in a separate statement:
                    "Effect": "Deny", "Action": "iam:*", "Resource": "*"
                    """)
            .requires(noStatement(
                    statement -> statement.allow()
                            && !(statement.exceptActions().isEmpty()
                                    && statement.exceptResources().isEmpty()),
                    "allows by NotAction or NotResource"));

    private static final Rule ESCALATION = ofIdentities("iam-no-privilege-escalation")
            .title("IAM policies do not allow privilege escalation")
            .severity(Severity.HIGH)
            .risk("Anyone who obtains the role can grant it administrator permissions.")
            .remediation(
                    """
                    Name the roles and policies that may be changed:
                    "Action": "iam:AttachRolePolicy", "Resource": "arn:aws:iam::123456789012:role/app/*"
                    """)
            .references(checkov("CKV_AWS_286"), checkov("CKV_AWS_289"))
            .requires(noStatement(
                    statement -> ESCALATIONS.stream().anyMatch(statement::allowsEverywhere),
                    "allows changing the permissions of every principal"));

    private static final Rule ASSUME_ROLE = ofIdentities("iam-assume-role-scoped")
            .title("IAM policies allow assuming named roles only")
            .severity(Severity.HIGH)
            .risk("The role can move to any account that trusts this one.")
            .remediation(
                    """
                    Name the roles:
                    "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::123456789012:role/deploy"
                    """)
            .references(cdkNag("IAM5"))
            .requires(noStatement(
                    statement -> statement.allowsEverywhere("sts:AssumeRole"), "allows sts:AssumeRole on every role"));

    private static final Rule BOUNDARY = ofIdentities("iam-create-role-bounded")
            .title("IAM policies that allow creating roles or users require a permissions boundary")
            .severity(Severity.MEDIUM)
            .risk("A pipeline can create a role with more permissions than its own.")
            .remediation(
                    """
                    Require the boundary:
                    "Action": "iam:CreateRole", "Condition": {"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/boundary"}}
                    """)
            .requires(noStatement(
                    IamRules::createsUnbounded, "allows creating roles or users without a permissions boundary"));

    private static final Rule FULL_ACCESS = onAttachments("iam-no-full-access-attachment")
            .title("PowerUserAccess and AWS managed full access policies are not attached")
            .severity(Severity.MEDIUM)
            .risk("A role that needs to read a bucket can delete all buckets.")
            .remediation(
                    """
                    Attach a policy that names actions and resources:
                    RolePolicyAttachmentArgs.builder().policyArn(policy.arn())
                    """)
            .references(checkov("CKV2_AWS_56"), cdkNag("IAM4"))
            .requires(givesNo(FULL_ACCESS_ARN, "a policy that names actions and resources"));

    private static final Rule NO_USERS = Rule.named("iam-no-users-or-keys")
            .title("Stacks do not create IAM users, passwords or access keys")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.IAM_USER)
            .on(AwsTypes.IAM_ACCESS_KEY)
            .on(AwsTypes.IAM_USER_LOGIN_PROFILE)
            .on(AwsTypes.IAM_USER_POLICY_ATTACHMENT)
            .risk("A leaked access key works from anywhere until somebody notices.")
            .remediation(
                    """
                    Use IAM Identity Center for people, and IAM roles for programs:
                    RoleArgs.builder().assumeRolePolicy(trust)
                    """)
            .references(cis("1.20"), checkov("CKV_AWS_273"), checkov("CKV2_AWS_22"))
            .requires((resource, context) ->
                    Verdict.fail("it is a credential without expiry, or belongs to one; use a role"));

    private static final Rule THROUGH_GROUPS = Rule.named("iam-users-through-groups")
            .title("IAM users receive permissions through groups")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.IAM_USER_POLICY)
            .on(AwsTypes.IAM_USER_POLICY_ATTACHMENT)
            .on(AwsTypes.IAM_POLICY_ATTACHMENT, "users")
            .risk("Permissions granted to a single user are easily overlooked when that user leaves.")
            .remediation(
                    """
                    Attach the policy to a group, and add the user to it:
                    GroupPolicyAttachmentArgs.builder().group(group.name()).policyArn(policy.arn())
                    """)
            .references(cis("1.14"), fsbp("IAM.2"), checkov("CKV_AWS_40"))
            .requires((resource, context) -> resource.type().equals(AwsTypes.IAM_POLICY_ATTACHMENT)
                    ? property("users").isNotSet().test(resource, context)
                    : Verdict.fail("the policy is attached to a user; attach it to a group"));

    private static final Rule PASSWORD_POLICY = Rule.named("iam-password-policy")
            .title("The IAM password policy requires 14 characters of every kind and prevents reuse of 24 passwords")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY,
                    "minimumPasswordLength",
                    "passwordReusePrevention",
                    "requireLowercaseCharacters",
                    "requireUppercaseCharacters",
                    "requireNumbers",
                    "requireSymbols")
            .risk("Passwords can be guessed, or found in leaks of other services.")
            .remediation(
                    """
                    Set all requirements:
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
            .title("Certificates are issued by ACM, which renews them, and not stored in IAM")
            .severity(Severity.LOW)
            .on(AwsTypes.IAM_SERVER_CERTIFICATE)
            .risk("The certificate is not renewed automatically and expires.")
            .remediation(
                    """
                    Use ACM:
                    com.pulumi.aws.acm.CertificateArgs.builder().domainName("api.example.com").validationMethod("DNS")
                    """)
            .requires((certificate, context) ->
                    Verdict.fail("it is an IAM server certificate, which is not renewed automatically"));

    public static final List<Rule> ALL = List.of(
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
        Rule.Builder rule = Rule.named(id).on(AwsTypes.IAM_ROLE, "inlinePolicies[].policy");
        IDENTITY_POLICIES.forEach(type -> rule.on(type, "policy"));
        return rule;
    }

    /** Requires that no statement of an identity policy is of a kind; see {@link PolicyDocuments#hasNo}. */
    private static Condition noStatement(Predicate<Statement> kind, String fault) {
        return (resource, context) -> {
            if (!resource.type().equals(AwsTypes.IAM_ROLE)) {
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

    /** A KMS condition such as kms:ViaService also restricts the keys. */
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
    private static Rule.Builder onAttachments(String id) {
        Rule.Builder rule = Rule.named(id);
        ATTACHMENTS.forEach(rule::on);
        return rule;
    }

    private static Condition givesNo(Pattern arns, String allowed) {
        return (resource, context) -> {
            String property = ATTACHMENTS.getOrDefault(resource.type(), "policyArn");
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
                        && !context.references(resource, property, AwsTypes.IAM_POLICY)
                                .isEmpty()
                ? Verdict.PASS
                : Verdict.unknown(property);
    }

    private static Verdict isNot(Pattern arns, String allowed, String property, PropertyValue policy) {
        boolean other =
                policy.asText().filter(arn -> !arns.matcher(arn).matches()).isPresent();
        return Verdict.passIf(
                policy.isAbsent() || other, property + " is " + policy.describe() + " but must be " + allowed);
    }
}
