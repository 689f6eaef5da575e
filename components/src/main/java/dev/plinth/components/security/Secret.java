package dev.plinth.components.security;

import com.pulumi.aws.Provider;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An empty Secrets Manager secret with a customer key, to be filled by hand or by a rotation function:
 *
 * <pre>{@code
 * aws secretsmanager put-secret-value --secret-id ARN --secret-string file://value
 * }</pre>
 *
 * <p>No value passes through the program, so none is in its state. A task that reads the secret starts only once it has a value.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html">Secrets Manager best practices</a>
 */
public final class Secret extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:security:Secret";

    private final Output<String> kmsKeyArn;
    private final @Nullable SecretReplica replica;
    private final com.pulumi.aws.secretsmanager.Secret secret;

    /**
     * Creates the secret.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Secret(String name, SecretArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the secret with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public Secret(String name, SecretArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        EncryptionKey shared = args.encryptionKey();
        this.kmsKeyArn = (shared == null ? createKey() : shared).keyArn();
        Provider provider = args.replicaProvider();
        this.replica = provider == null
                ? null
                : new SecretReplica(
                        childName("replica-key"),
                        "Replica of the secret " + name(),
                        childComponentOptions().provider(provider).build());
        this.secret = createSecret(args);
        registerOutputs(Map.of("secretArn", secretArn(), "secretName", secretName(), "kmsKeyArn", kmsKeyArn()));
    }

    /** The secret's ARN. */
    public Output<String> secretArn() {
        return secret.arn();
    }

    /** The secret's name. */
    public Output<String> secretName() {
        return secret.name();
    }

    /** The key that encrypts the secret. */
    public Output<String> kmsKeyArn() {
        return kmsKeyArn;
    }

    /**
     * The ARN of the replica.
     *
     * @throws IllegalStateException when there is none, because {@link SecretArgs.Builder#replicaProvider} was not given
     */
    public Output<String> replicaArn() {
        return existingReplica().arn(secretArn());
    }

    /**
     * The key that encrypts the replica.
     *
     * @throws IllegalStateException when there is none, because {@link SecretArgs.Builder#replicaProvider} was not given
     */
    public Output<String> replicaKmsKeyArn() {
        return existingReplica().keyArn();
    }

    private SecretReplica existingReplica() {
        return Optional.ofNullable(replica)
                .orElseThrow(() -> new IllegalStateException("Secret '" + name() + "' has no replica."));
    }

    /**
     * Statements for the role of an application that reads the secret itself. A container that gets it as a variable needs none of
     * them.
     */
    public List<Statement> readStatements() {
        return List.of(
                Statement.allow(sid("Read"))
                        .actions("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue")
                        .resource(secretArn()),
                Statement.allow(sid("Decrypt"))
                        .actions("kms:Decrypt")
                        .resource(kmsKeyArn())
                        .condition("StringEquals", "kms:EncryptionContext:SecretARN", secretArn()));
    }

    private static SecretArgs validated(String name, SecretArgs args) {
        int days = args.recoveryWindowInDays();
        Validation.of("Secret", name)
                .required("description", args.description())
                .check(days == 0 || (days >= 7 && days <= 30), "recoveryWindowInDays", days, "7 to 30 days, or 0")
                .throwIfAny();
        return args;
    }

    private EncryptionKey createKey() {
        // Secrets Manager acts with the permissions of whoever reads, so the key's policy names no service.
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder().description("Secret " + name()).build(),
                childComponentOptions().build());
    }

    /** The tag says that a person sets the value: nothing rotates another vendor's key. */
    private com.pulumi.aws.secretsmanager.Secret createSecret(SecretArgs args) {
        com.pulumi.aws.secretsmanager.SecretArgs.Builder inputs = com.pulumi.aws.secretsmanager.SecretArgs.builder()
                .description(Objects.requireNonNull(args.description()))
                .kmsKeyId(kmsKeyArn)
                .recoveryWindowInDays(args.recoveryWindowInDays())
                .tags(Map.of("Name", name(), "rotation", "manual"));
        if (replica != null) {
            inputs.replicas(replica.args());
        }
        return new com.pulumi.aws.secretsmanager.Secret(
                childName("secret"), inputs.build(), statefulChildOptions().build());
    }
}
