package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
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
final class SecretRules {

    private static final String SECRET = "aws:secretsmanager/secret:Secret";
    private static final String SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
    private static final String VERSION_TYPE = "aws:secretsmanager/secretVersion:SecretVersion";
    private static final String ROTATION_TYPE = "aws:secretsmanager/secretRotation:SecretRotation";

    private static final int SHORTEST_RECOVERY_DAYS = 7;

    /** The properties of each type that hold a credential. */
    private static final Map<String, List<String>> CREDENTIALS = Map.of(
            "aws:secretsmanager/secretVersion:SecretVersion",
            List.of("secretString", "secretBinary"),
            RdsRules.INSTANCE,
            List.of("password"),
            "aws:elasticache/replicationGroup:ReplicationGroup",
            List.of("authToken"),
            "aws:acm/certificate:Certificate",
            List.of("privateKey"),
            "aws:iam/serverCertificate:ServerCertificate",
            List.of("privateKey"),
            "aws:sns/platformApplication:PlatformApplication",
            List.of("platformCredential"),
            "aws:cloudwatch/eventConnection:EventConnection",
            List.of(
                    "authParameters.apiKey.value",
                    "authParameters.basic.password",
                    "authParameters.oauth.clientParameters.clientSecret"));

    private static final Rule INPUT_IS_SECRET = credentials(Rule.named("secret-input-is-secret"))
            .title("Credentials are marked as secrets in the program")
            .severity(Severity.CRITICAL)
            .neverWaivable()
            .risk("The credential stands in the state, in logs and in previews for everybody to read.")
            .remediation(
                    """
                    Mark it, or read it from the configuration as a secret:
                    SecretVersionArgs.builder().secretString(context.config().requireSecret("token"))
                    """)
            .requires((resource, context) -> Verdict.all(CREDENTIALS.getOrDefault(resource.type(), List.of()).stream()
                    .map(property -> Credentials.isMarked(property).test(resource, context))
                    .toList()));

    private static final Rule CONFIG = Rule.named("secret-config")
            .title("Secrets are encrypted with a key of their owner's, and in production can be recovered for a week")
            .severity(Severity.MEDIUM)
            .on(SECRET, "kmsKeyId", "recoveryWindowInDays")
            .risk("Whoever may read secrets reads this one too, and a deleted one is gone at once.")
            .remediation(
                    """
                    Give it a key, and leave the recovery window at its default of 30 days:
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
            .title("Secrets are rotated by themselves")
            .severity(Severity.MEDIUM)
            .on(SECRET, "tags")
            .lookingAt(ROTATION_TYPE, "secretId")
            .lookingAt(VERSION_TYPE, "secretId")
            .risk("A credential that leaked once works for ever.")
            .remediation(
                    """
                    Rotate it, or let the service that uses it manage it. The tag rotation: manual marks a secret whose value a person sets,
                    such as another vendor's key; it counts where the program doesn't set the value itself:
                    SecretRotationArgs.builder().secretId(secret.id()).rotationLambdaArn(function.arn())
                    """)
            .references(fsbp("SecretsManager.1"), checkov("CKV2_AWS_57"), cdkNag("SMG4"))
            .requiresInStack((secret, context) -> isSetByHand(secret, context)
                    ? Verdict.NOT_APPLICABLE
                    : Verdict.passIf(
                            !context.referrers(secret, "secretId", ROTATION_TYPE)
                                    .isEmpty(),
                            "no SecretRotation names the secret"));

    private static final Rule ROTATION_PERIOD = Rule.named("secret-rotation-period")
            .title("Secrets are rotated every 90 days or more often")
            .severity(Severity.MEDIUM)
            .on(ROTATION_TYPE, "rotationRules.automaticallyAfterDays", "rotationRules.scheduleExpression")
            .risk("A credential that leaked works for longer than anybody looks for the leak.")
            .remediation(
                    """
                    Rotate it every 30 days:
                    SecretRotationRotationRulesArgs.builder().automaticallyAfterDays(30)
                    """)
            .references(fsbp("SecretsManager.4"), checkov("CKV_AWS_304"))
            .configuredBy(Threshold.SECRET_ROTATION_DAYS)
            .requires((rotation, context) -> rotatesOften(
                            rotation, context.parameters().secretRotationDays())
                    .test(rotation, context));

    private static final Rule POLICY_NOT_PUBLIC = Rule.named("secret-policy-not-public")
            .title("Secret policies let nobody in without a restricting condition")
            .severity(Severity.CRITICAL)
            .on(SECRET, "policy")
            .on(SECRET_POLICY, "policy")
            .risk("Any AWS account reads the secret.")
            .remediation(
                    """
                    Name the role that may read it:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:role/api"}
                    """)
            .neverWaivable()
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule POLICY_BLOCKS_PUBLIC = Rule.named("secret-policy-blocks-public")
            .title("Secrets Manager refuses a secret policy that would be public")
            .severity(Severity.LOW)
            .on(SECRET_POLICY, "blockPublicPolicy")
            .risk("A change outside this program makes the secret public and nothing stops it.")
            .remediation(
                    """
                    Let Secrets Manager check the policy:
                    SecretPolicyArgs.builder().blockPublicPolicy(true)
                    """)
            .correctedBy(Remediation.set("blockPublicPolicy", true))
            .requires(property("blockPublicPolicy").isTrue());

    static final List<Rule> ALL =
            List.of(INPUT_IS_SECRET, CONFIG, ROTATED, ROTATION_PERIOD, POLICY_NOT_PUBLIC, POLICY_BLOCKS_PUBLIC);

    private SecretRules() {}

    /** Whether a secret says that a person sets its value, and the program doesn't. */
    private static boolean isSetByHand(GraphResource secret, RuleContext context) {
        return secret.input("tags").at("rotation").asText().orElse("").equals("manual")
                && context.referrers(secret, "secretId", VERSION_TYPE).isEmpty();
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
