package dev.plinth.components.security;

import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A symmetric KMS key with rotation, an alias, and a policy that names who may use it: the account's own IAM policies, and the
 * services that are given, for this account only.
 *
 * <p>Everything that the key encrypted is lost with it, so the key is protected when the component is, and can outlive the stack
 * ({@link EncryptionKeyArgs.Builder#retainOnDelete}).
 */
public final class EncryptionKey extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:security:EncryptionKey";

    /** CloudWatch Logs as a service principal; it is a regional one. */
    public static final String CLOUDWATCH_LOGS = "logs.{region}.amazonaws.com";

    private final AwsAccount account;
    private final Key key;
    private final Alias alias;

    /**
     * Creates the key.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public EncryptionKey(String name, EncryptionKeyArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the key with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public EncryptionKey(String name, EncryptionKeyArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.account = AwsAccount.of(this);
        this.key = createKey(args);
        this.alias = createAlias();
        registerOutputs(Map.of("keyArn", keyArn(), "keyId", keyId(), "aliasName", aliasName()));
    }

    /** The key's ARN: what other resources take as their KMS key. */
    public Output<String> keyArn() {
        return key.arn();
    }

    /** The key's id. */
    public Output<String> keyId() {
        return key.keyId();
    }

    /** The alias, beginning with {@code alias/}. */
    public Output<String> aliasName() {
        return alias.name();
    }

    private static EncryptionKeyArgs validated(String name, EncryptionKeyArgs args) {
        Validation validation = Validation.of("EncryptionKey", name)
                .required("description", args.description())
                .inRange("deletionWindowInDays", args.deletionWindowInDays(), 7, 30, "days")
                .inRange("rotationPeriodInDays", args.rotationPeriodInDays(), 90, 2560, "days");
        args.servicePrincipals()
                .forEach(principal -> validation.check(
                        principal.matches("([a-z0-9-]+\\.|\\{region}\\.)+amazonaws\\.com(\\.cn)?"),
                        "servicePrincipals",
                        principal,
                        "a service principal such as sns.amazonaws.com"));
        args.policyStatements().forEach(statement -> validation
                .check(statement.isComplete(), "policyStatements", statement.sid(), "given an action and a principal")
                .check(
                        !statement.allowsAnyPrincipal() || statement.isConditional(),
                        "policyStatements",
                        statement.sid(),
                        "for a principal, or under a condition"));
        validation.throwIfAny();
        return args;
    }

    private Key createKey(EncryptionKeyArgs args) {
        KeyArgs.Builder builder = KeyArgs.builder()
                .enableKeyRotation(true)
                .rotationPeriodInDays(args.rotationPeriodInDays())
                .deletionWindowInDays(args.deletionWindowInDays())
                .policy(policy(args.servicePrincipals(), args.policyStatements()));
        Output<String> description = args.description();
        if (description != null) {
            builder.description(description);
        }
        return new Key(
                childName("key"),
                builder.tags(Map.of("Name", name())).build(),
                statefulChildOptions().retainOnDelete(args.retainOnDelete()).build());
    }

    private Output<String> policy(List<String> servicePrincipals, List<Statement> more) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.allow("AccountIamPolicies")
                .awsPrincipal(account.rootArn())
                .actions("kms:*")
                .resources("*"));
        for (String service : servicePrincipals) {
            // The logs' id is older than the others' names: keys that exist keep their policy.
            String sid = service.equals(CLOUDWATCH_LOGS) ? "Service1" : PolicyDocument.sidOfService("Service", service);
            statements.add(useBy(service, sid));
        }
        statements.addAll(more);
        return PolicyDocument.of(statements).toJson();
    }

    private Statement useBy(String service, String sid) {
        Statement statement = Statement.allow(sid)
                .servicePrincipal(account.region().applyValue(region -> service.replace("{region}", region)))
                .actions("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")
                .resources("*");
        // CloudWatch Logs names the log group in the encryption context and sends no source account.
        return service.startsWith("logs.")
                ? statement.condition("ArnLike", "kms:EncryptionContext:aws:logs:arn", account.arn("logs", "*"))
                : statement.condition("StringEquals", "aws:SourceAccount", account.accountId());
    }

    private Alias createAlias() {
        return new Alias(
                childName("alias"),
                AliasArgs.builder().targetKeyId(key.keyId()).build(),
                childOptions().build());
    }
}
