package dev.plinth.components.security;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.PolicyDocument;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecretTest {

    private static final String SECRET = "aws:secretsmanager/secret:Secret";
    private static final String KEY = "aws:kms/key:Key";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void fewestArgumentsGiveAnEmptySecretWithItsOwnKey() {
        Secret secret = mocks.run(() -> new Secret(
                "stripe",
                SecretArgs.builder().description("The API key of Stripe").build()));

        Recorded recorded = mocks.only(SECRET);
        assertThat(recorded.inputs())
                .containsEntry("description", "The API key of Stripe")
                .containsEntry("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/stripe-key-key")
                .containsEntry("recoveryWindowInDays", 30.0)
                .doesNotContainKey("name");
        assertThat(mocks.names("aws:secretsmanager/secretVersion:SecretVersion"))
                .isEmpty();
        assertThat(mocks.options(recorded).isProtect()).isFalse();
        assertThat(value(secret.secretArn())).endsWith(":secret/stripe-secret");
        assertThat(value(secret.secretName())).isEqualTo("stripe-secret-1a2b3c4");
        assertThat(value(secret.kmsKeyArn())).endsWith(":key/stripe-key-key");
    }

    @Test
    void allArgumentsReachTheSecret() {
        mocks.run(() -> new Secret(
                "stripe",
                SecretArgs.builder()
                        .description("The API key of Stripe")
                        .encryptionKey(new EncryptionKey(
                                "shared",
                                EncryptionKeyArgs.builder()
                                        .description("Of all secrets")
                                        .build()))
                        .recoveryWindowInDays(7)
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.names(KEY)).containsExactly("shared-key");
        assertThat(mocks.only(SECRET).inputs())
                .containsEntry("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/shared-key")
                .containsEntry("recoveryWindowInDays", 7.0);
        assertThat(mocks.options(mocks.only(SECRET)).isProtect()).isTrue();
    }

    @Test
    void readingIsReadingThisSecretWithItsKey() {
        Secret secret = mocks.run(() -> new Secret(
                "stripe-live", SecretArgs.builder().description("Of Stripe").build()));

        assertThat(value(PolicyDocument.of(secret.readStatements()).toJson()))
                .isEqualTo(
                        """
                {"Statement":[{"Action":["secretsmanager:DescribeSecret","secretsmanager:GetSecretValue"],"Effect":"Allow",\
                "Resource":"arn:aws:secretsmanager:eu-central-1:123456789012:secret/stripe-live-secret",\
                "Sid":"ReadStripeLive"},\
                {"Action":"kms:Decrypt","Condition":{"StringEquals":{"kms:EncryptionContext:SecretARN":\
                "arn:aws:secretsmanager:eu-central-1:123456789012:secret/stripe-live-secret"}},"Effect":"Allow",\
                "Resource":"arn:aws:kms:eu-central-1:123456789012:key/stripe-live-key-key","Sid":"DecryptStripeLive"}],\
                "Version":"2012-10-17"}""");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        for (int days : new int[] {-1, 6, 31}) {
            assertThat(catchThrowableOfType(
                                    InvalidArgumentsException.class,
                                    () -> new Secret(
                                            "stripe",
                                            SecretArgs.builder()
                                                    .recoveryWindowInDays(days)
                                                    .build()))
                            .faults())
                    .extracting(Fault::argument)
                    .containsExactly("description", "recoveryWindowInDays");
        }
    }

    @Test
    void aReplicaIsInTheOtherRegionWithAKeyThere() {
        Secret secret = mocks.run(() -> new Secret(
                "stripe",
                SecretArgs.builder()
                        .description("The API key of Stripe")
                        .replicaProvider(new Provider(
                                "ireland",
                                ProviderArgs.builder().region("eu-west-1").build()))
                        .build()));

        assertThat(mocks.only(SECRET).objects("replicas")).singleElement().satisfies(replica -> assertThat(replica)
                .containsEntry("kmsKeyId", value(secret.replicaKmsKeyArn()))
                .containsKey("region"));
        assertThat(mocks.named("aws:kms/key:Key", "stripe-replica-key-key").provider())
                .contains("::ireland::");
        assertThat(SecretReplica.arn(
                        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:stripe-AbCdEf", "eu-west-1"))
                .isEqualTo("arn:aws:secretsmanager:eu-west-1:123456789012:secret:stripe-AbCdEf");
    }

    @Test
    void aSecretWithoutAReplicaHasNoArnOfOne() {
        Secret secret = mocks.run(() -> new Secret(
                "stripe",
                SecretArgs.builder().description("The API key of Stripe").build()));

        assertThat(mocks.only(SECRET).inputs()).doesNotContainKey("replicas");
        assertThat(catchThrowableOfType(IllegalStateException.class, secret::replicaArn))
                .hasMessage("Secret 'stripe' has no replica.");
    }
}
