package dev.plinth.policies.rules.aws.identity;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules for AWS KMS. */
public final class KmsRules {

    private static final int LONGEST_ROTATION_DAYS = 365;

    private static final String PUT_POLICY = "kms:PutKeyPolicy";

    /** AWS shows the unique id of a role or user in the place of one that was deleted. */
    private static final Pattern DELETED_PRINCIPAL = Pattern.compile("A(IDA|ROA)[A-Z0-9]{12,}");

    /** Conditions that hold only for what a service asks for, and none of them changes a policy. */
    private static final Set<String> THROUGH_SERVICES = Set.of("kms:viaservice", "kms:grantisforawsresource");

    /** Types whose data is lost with their key, and the property that refers to the key; logs and images are expendable. */
    private static final Map<String, String> DATA = Map.of(
            AwsTypes.RDS_INSTANCE,
            "kmsKeyId",
            AwsTypes.RDS_CLUSTER,
            "kmsKeyId",
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            "kmsKeyId",
            AwsTypes.EFS_FILE_SYSTEM,
            "kmsKeyId",
            AwsTypes.SECRETSMANAGER_SECRET,
            "kmsKeyId",
            AwsTypes.BACKUP_VAULT,
            "kmsKeyArn",
            AwsTypes.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION_V2,
            "rules");

    private static final Rule POLICY_SAFE = Rule.named("kms-policy-safe")
            .title("KMS key policies do not grant public access without a restricting condition, or lock out "
                    + "their owner")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.KMS_KEY, "policy", "bypassPolicyLockoutSafetyCheck")
            .on(AwsTypes.KMS_KEY_POLICY, "policy", "bypassPolicyLockoutSafetyCheck")
            .risk("Any AWS account can decrypt the data, or the key can never be changed again.")
            .remediation(
                    """
                    Name the account and the other principals that may use the key:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .references(fsbp("KMS.5"), checkov("CKV_AWS_33"))
            .requires(PolicyDocuments.isNotPublic("policy")
                    .and(property("bypassPolicyLockoutSafetyCheck").isNotTrue()));

    private static final Rule POLICY_ADMINISTRABLE = Rule.named("kms-policy-administrable")
            .title("KMS key policies allow a principal to change them")
            .severity(Severity.HIGH)
            .on(AwsTypes.KMS_KEY, "policy")
            .on(AwsTypes.KMS_KEY_POLICY, "policy")
            .risk("Nobody can change the policy, or enable, rotate or delete the key. Only AWS Support can "
                    + "restore access.")
            .remediation(
                    """
                    Allow the account, which delegates to IAM policies, or name the key's administrator:
                    "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*"
                    """)
            .requires((key, context) -> key.input("policy").isAbsent()
                    ? Verdict.PASS
                    : JsonText.judge(key, "policy", KmsRules::leavesAnAdministrator));

    private static final Rule DELETION_WINDOW = Rule.named("kms-deletion-window")
            .title("KMS keys have the longest deletion window")
            .severity(Severity.HIGH)
            .on(AwsTypes.KMS_KEY, "deletionWindowInDays")
            .risk("Data and backups encrypted with the key are lost before anybody notices the deletion.")
            .remediation(
                    """
                    Set the window to 30 days, which is the default:
                    KeyArgs.builder().deletionWindowInDays(30)
                    """)
            .references(fsbp("KMS.3"))
            .configuredBy(Threshold.KEY_DELETION_WINDOW_DAYS)
            .requires(property("deletionWindowInDays")
                    .isAtLeast(PolicyParameters::keyDeletionWindowDays)
                    .onlyIf((key, context) -> !key.input("deletionWindowInDays").isAbsent()));

    private static final Rule ROTATION = Rule.named("kms-rotation")
            .title("Symmetric KMS keys rotate automatically")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.KMS_KEY, "enableKeyRotation", "keyUsage", "customerMasterKeySpec", "customKeyStoreId")
            .risk("Key material that leaked once decrypts all future data.")
            .remediation(
                    """
                    Enable rotation. Data encrypted with older key material stays readable:
                    KeyArgs.builder().enableKeyRotation(true)
                    """)
            .references(cis("3.6"), securityHub("KMS.4"), checkov("CKV_AWS_7"), cdkNag("KMS5"))
            .requires(property("enableKeyRotation").isTrue().onlyIf((key, context) -> canRotate(key)));

    private static final Rule ROTATION_PERIOD = Rule.named("kms-rotation-period")
            .title("KMS keys rotate at least once a year")
            .severity(Severity.LOW)
            .on(AwsTypes.KMS_KEY, "rotationPeriodInDays")
            .risk("Leaked key material decrypts new data for years.")
            .remediation(
                    """
                    Rotate every 365 days, which is the default:
                    KeyArgs.builder().enableKeyRotation(true).rotationPeriodInDays(365)
                    """)
            .requires(property("rotationPeriodInDays")
                    .is(
                            value -> value.isAbsent()
                                    || value.asNumber().orElse(Double.MAX_VALUE) <= LONGEST_ROTATION_DAYS,
                            "at most 365 days"));

    private static final Rule POLICY_DEFINED = Rule.named("kms-policy-defined")
            .title("KMS keys have an explicit key policy")
            .severity(Severity.LOW)
            .on(AwsTypes.KMS_KEY, "policy")
            .lookingAt(AwsTypes.KMS_KEY_POLICY, "keyId")
            .risk("The default policy leaves access to the key to all IAM policies of the account.")
            .remediation(
                    """
                    Set a policy that names the users of the key:
                    KeyArgs.builder().policy(PolicyDocument.of(statements).toJson())
                    """)
            .references(checkov("CKV2_AWS_64"))
            .requiresInStack((key, context) -> context.referrers(key, "keyId", AwsTypes.KMS_KEY_POLICY)
                            .isEmpty()
                    ? property("policy").isSetTo(KmsRules::isPolicy, "a policy").test(key, context)
                    : Verdict.PASS);

    private static final Rule ENABLED = Rule.named("kms-enabled")
            .title("KMS keys are enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.KMS_KEY, "isEnabled")
            .risk("Data encrypted with the key cannot be read: databases stop and restores fail.")
            .remediation(
                    """
                    Keep the key enabled, which is the default:
                    KeyArgs.builder().isEnabled(true)
                    """)
            .references(checkov("CKV_AWS_227"))
            .requires(property("isEnabled")
                    .is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true"));

    private static final Rule GRANT_SCOPED = Rule.named("kms-grant-scoped")
            .title("KMS grants name their grantee and do not allow further grants")
            .severity(Severity.HIGH)
            .on(AwsTypes.KMS_GRANT, "granteePrincipal", "operations")
            .risk("The grantee can give access to others, bypassing the key policy.")
            .remediation(
                    """
                    Name the role and the required operations:
                    GrantArgs.builder().granteePrincipal(role.arn()).operations("Decrypt", "GenerateDataKey")
                    """)
            .requires(property("granteePrincipal")
                    .isSetTo(
                            value -> value.asText()
                                    .filter(principal -> !principal.isBlank() && !principal.contains("*"))
                                    .isPresent(),
                            "one principal")
                    .and(property("operations").is(KmsRules::grantsNoGrants, "a list without CreateGrant")));

    private static final Rule PULUMI_PROTECT = ofData(
                    Rule.named("kms-pulumi-protect").guardsDeletion().readsPulumiOptions())
            .title("Production KMS keys for data have Pulumi's protect option")
            .severity(Severity.HIGH)
            .on(AwsTypes.KMS_KEY)
            .risk("A rename or a removed line schedules the deletion of the key, and of all data encrypted with it.")
            .remediation(
                    """
                    Set the protect option:
                    CustomResourceOptions.builder().protect(true)
                    """)
            .requiresInStack(((Condition) (key, context) ->
                            Verdict.passIf(key.protect(), "the option protect is false but must be true"))
                    .onlyIf(KmsRules::encryptsData)
                    .inProduction());

    public static final List<Rule> ALL = List.of(
            POLICY_SAFE,
            POLICY_ADMINISTRABLE,
            DELETION_WINDOW,
            ROTATION,
            ROTATION_PERIOD,
            POLICY_DEFINED,
            ENABLED,
            GRANT_SCOPED,
            PULUMI_PROTECT);

    private KmsRules() {}

    private static Rule.Builder ofData(Rule.Builder rule) {
        DATA.forEach(rule::lookingAt);
        return rule;
    }

    private static boolean encryptsData(GraphResource key, RuleContext context) {
        return DATA.entrySet().stream().anyMatch(data -> !context.referrers(key, data.getValue(), data.getKey())
                .isEmpty());
    }

    /** AWS KMS rotates symmetric keys for encryption whose material it made itself, outside custom key stores. */
    private static boolean canRotate(GraphResource key) {
        return key.input("keyUsage").asText().orElse("ENCRYPT_DECRYPT").equals("ENCRYPT_DECRYPT")
                && key.input("customerMasterKeySpec")
                        .asText()
                        .orElse("SYMMETRIC_DEFAULT")
                        .equals("SYMMETRIC_DEFAULT")
                && key.input("customKeyStoreId").isAbsent();
    }

    /**
     * A principal that may change the policy can grant itself all other actions.
     *
     * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html">Key policies and who may
     *     change them</a>
     */
    private static Verdict leavesAnAdministrator(JsonNode policy) {
        List<Statement> statements = Statement.of(policy);
        boolean denied = statements.stream()
                .anyMatch(statement -> !statement.allow()
                        && statement.principals().contains("*")
                        && statement.conditions().isEmpty()
                        && statement.isAbout(PUT_POLICY));
        boolean allowed = statements.stream()
                .anyMatch(statement -> statement.allows(PUT_POLICY)
                        && statement.principals().stream()
                                .anyMatch(principal ->
                                        !DELETED_PRINCIPAL.matcher(principal).matches())
                        && statement.conditions().stream().noneMatch(entry -> THROUGH_SERVICES.contains(entry.key())));
        return Verdict.passIf(
                allowed && !denied,
                denied
                        ? "policy denies everyone " + PUT_POLICY
                        : "policy allows no account, role or user " + PUT_POLICY);
    }

    private static boolean isPolicy(PropertyValue value) {
        return value.asText().filter(text -> text.strip().startsWith("{")).isPresent();
    }

    private static boolean grantsNoGrants(PropertyValue operations) {
        return !operations.elements().isEmpty()
                && operations.elements().stream()
                        .noneMatch(operation ->
                                operation.asText().orElse("CreateGrant").equals("CreateGrant"));
    }
}
