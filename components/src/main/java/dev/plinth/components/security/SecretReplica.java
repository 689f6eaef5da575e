package dev.plinth.components.security;

import com.pulumi.aws.secretsmanager.inputs.SecretReplicaArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;

/**
 * A replica of a secret in a second Region, with its key there. Secrets Manager keeps its value up to date.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html">Replicate secrets across
 *     Regions</a>
 */
public final class SecretReplica {

    private static final int REGION = 3;

    private final EncryptionKey key;
    private final Output<String> region;

    /**
     * Creates the key of the replica.
     *
     * @param keyName the logical name of the key
     * @param description the key's purpose
     * @param options the component with the secret as the parent, and the provider of the second Region
     */
    public SecretReplica(String keyName, String description, ComponentResourceOptions options) {
        this.key = new EncryptionKey(
                keyName, EncryptionKeyArgs.builder().description(description).build(), options);
        this.region = AwsAccount.of(key).region();
    }

    /** Returns the replica as an input of the secret. */
    public SecretReplicaArgs args() {
        return SecretReplicaArgs.builder().region(region).kmsKeyId(key.keyArn()).build();
    }

    /** The key that encrypts the replica. */
    public Output<String> keyArn() {
        return key.keyArn();
    }

    /**
     * The ARN of the replica, which is that of the secret with another Region.
     *
     * @param secretArn the ARN of the secret
     */
    public Output<String> arn(Output<String> secretArn) {
        return Output.tuple(secretArn, region).applyValue(known -> arn(known.t1, known.t2));
    }

    static String arn(String secretArn, String region) {
        String[] parts = secretArn.split(":", -1);
        parts[REGION] = region;
        return String.join(":", parts);
    }
}
