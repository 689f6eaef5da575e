package dev.plinth.policies.rules.aws.identity;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.condition.Schedules;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Remediation;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rules for secrets. */
public final class SecretRules {

    private static final int SHORTEST_RECOVERY_DAYS = 7;

    /** The properties of each type that hold a credential. */
    private static final Map<String, List<String>> CREDENTIALS = Map.of(
            AwsTypes.SECRETSMANAGER_SECRET_VERSION,
            List.of("secretString", "secretBinary"),
            AwsTypes.RDS_INSTANCE,
            List.of("password"),
            AwsTypes.ELASTICACHE_REPLICATION_GROUP,
            List.of("authToken"),
            AwsTypes.ACM_CERTIFICATE,
            List.of("privateKey"),
            AwsTypes.IAM_SERVER_CERTIFICATE,
            List.of("privateKey"),
            AwsTypes.SNS_PLATFORM_APPLICATION,
            List.of("platformCredential"),
            AwsTypes.CLOUDWATCH_EVENT_CONNECTION,
            List.of(
                    "authParameters.apiKey.value",
                    "authParameters.basic.password",
                    "authParameters.oauth.clientParameters.clientSecret"));

    private static final Rule INPUT_IS_SECRET = credentials(Rule.named("secret-input-is-secret"))
            .title("Credentials are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .neverWaivable()
            .risk("Anyone who can read the state, logs or previews can read the credential.")
            .remediation(
                    """
                    Mark the credential as secret, or read it from secret configuration:
                    SecretVersionArgs.builder().secretString(context.config().requireSecret("token"))
                    """)
            .requires((resource, context) -> Verdict.all(CREDENTIALS.getOrDefault(resource.type(), List.of()).stream()
                    .map(property -> Credentials.isMarked(property).test(resource, context))
                    .toList()));

    private static final Rule CONFIG = Rule.named("secret-config")
            .title("Secrets use a customer managed key and, in production, a recovery window of at least a week")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SECRETSMANAGER_SECRET, "kmsKeyId", "recoveryWindowInDays")
            .risk("Every principal that can read secrets can read this one, and a deleted secret is lost "
                    + "immediately.")
            .remediation(
                    """
                    Set a key, and keep the default recovery window of 30 days:
                    SecretArgs.builder().kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_149"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId")
                    .and(property("recoveryWindowInDays")
                            .is(
                                    value ->
                                            value.isAbsent() || value.asNumber().orElse(0) >= SHORTEST_RECOVERY_DAYS,
                                    "at least 7 days")
                            .inProduction()));

    private static final Rule ROTATED = Rule.named("secret-rotation")
            .title("Secrets rotate automatically")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SECRETSMANAGER_SECRET, "tags")
            .lookingAt(AwsTypes.SECRETSMANAGER_SECRET_ROTATION, "secretId")
            .lookingAt(AwsTypes.SECRETSMANAGER_SECRET_VERSION, "secretId")
            .risk("A leaked credential works indefinitely.")
            .remediation(
                    """
                    Add a rotation, or let the owning service manage the secret. The tag rotation: manual marks a secret whose value
                    is set outside the program, such as a vendor's key:
                    SecretRotationArgs.builder().secretId(secret.id()).rotationLambdaArn(function.arn())
                    """)
            .references(fsbp("SecretsManager.1"), checkov("CKV2_AWS_57"), cdkNag("SMG4"))
            .requiresInStack((secret, context) -> isSetByHand(secret, context)
                    ? Verdict.NOT_APPLICABLE
                    : Verdict.passIf(
                            !context.referrers(secret, "secretId", AwsTypes.SECRETSMANAGER_SECRET_ROTATION)
                                    .isEmpty(),
                            "the secret has no SecretRotation"));

    private static final Rule ROTATION_PERIOD = Rule.named("secret-rotation-period")
            .title("Secrets rotate at least every 90 days")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.SECRETSMANAGER_SECRET_ROTATION,
                    "rotationRules.automaticallyAfterDays",
                    "rotationRules.scheduleExpression")
            .risk("A leaked credential works for a long time.")
            .remediation(
                    """
                    Rotate every 30 days:
                    SecretRotationRotationRulesArgs.builder().automaticallyAfterDays(30)
                    """)
            .references(fsbp("SecretsManager.4"), checkov("CKV_AWS_304"))
            .configuredBy(Threshold.SECRET_ROTATION_DAYS)
            .requires((rotation, context) -> rotatesOften(
                            rotation, context.parameters().secretRotationDays())
                    .test(rotation, context));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("secret-policy-not-public")
            .title("Secret policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.SECRETSMANAGER_SECRET, "policy")
            .on(AwsTypes.SECRETSMANAGER_SECRET_POLICY, "policy")
            .risk("Any AWS account can read the secret.")
            .remediation(
                    """
                    Name the role that may read it:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:role/api"}
                    """)
            .neverWaivable()
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule POLICY_BLOCKS_PUBLIC = Rule.named("secret-policy-blocks-public")
            .title("Secret policies have blockPublicPolicy enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.SECRETSMANAGER_SECRET_POLICY, "blockPublicPolicy")
            .risk("A change outside this program can make the secret public.")
            .remediation(
                    """
                    Let Secrets Manager validate the policy:
                    SecretPolicyArgs.builder().blockPublicPolicy(true)
                    """)
            .correctedBy(Remediation.set("blockPublicPolicy", true))
            .requires(property("blockPublicPolicy").isTrue());

    public static final List<Rule> ALL =
            List.of(INPUT_IS_SECRET, CONFIG, ROTATED, ROTATION_PERIOD, POLICY_NOT_PUBLIC, POLICY_BLOCKS_PUBLIC);

    private SecretRules() {}

    /** Returns whether a tag marks the value of a secret as set manually, and the program does not set it. */
    private static boolean isSetByHand(GraphResource secret, RuleContext context) {
        return secret.input("tags").at("rotation").asText().orElse("").equals("manual")
                && context.referrers(secret, "secretId", AwsTypes.SECRETSMANAGER_SECRET_VERSION)
                        .isEmpty();
    }

    /** A schedule and a number of days exclude each other. */
    private static Condition rotatesOften(GraphResource rotation, int days) {
        PropertyValue schedule = rotation.input("rotationRules.scheduleExpression");
        return schedule.isAbsent() || rotation.input("rotationRules").isUnknown()
                ? property("rotationRules.automaticallyAfterDays").isBetween(parameters -> 1, days)
                : property("rotationRules.scheduleExpression")
                        .is(
                                Schedules.runsEvery(Duration.ofDays(days)),
                                "a schedule that runs at least every " + days + " days");
    }

    private static Rule.Builder credentials(Rule.Builder rule) {
        CREDENTIALS.forEach((type, properties) -> rule.on(type, properties.toArray(String[]::new)));
        return rule;
    }
}
