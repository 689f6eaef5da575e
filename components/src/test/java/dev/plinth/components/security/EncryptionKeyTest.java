package dev.plinth.components.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EncryptionKeyTest {

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void fewestArgumentsGiveARotatingKeyForTheAccountAlone() {
        EncryptionKey key = mocks.run(() -> new EncryptionKey(
                "data",
                EncryptionKeyArgs.builder().description("Encrypts data.").build()));

        RecordingMocks.Recorded recorded = mocks.only("aws:kms/key:Key");
        assertThat(recorded.name()).isEqualTo("data-key");
        assertThat(recorded.inputs())
                .containsEntry("description", "Encrypts data.")
                .containsEntry("enableKeyRotation", true)
                .containsEntry("rotationPeriodInDays", 365.0)
                .containsEntry("deletionWindowInDays", 30.0);
        assertThat(recorded.text("policy"))
                .isEqualTo(
                        """
                {"Statement":[{"Action":"kms:*","Effect":"Allow",\
                "Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Resource":"*",\
                "Sid":"AccountIamPolicies"}],"Version":"2012-10-17"}""");
        assertThat(mocks.options(recorded).isProtect()).isFalse();
        assertThat(mocks.only("aws:kms/alias:Alias").inputs()).containsEntry("targetKeyId", "data-key-id");
        assertThat(RecordingMocks.value(key.keyArn())).isEqualTo("arn:aws:kms:eu-central-1:123456789012:key/data-key");
        assertThat(RecordingMocks.value(key.keyId())).isEqualTo("data-key-id");
        assertThat(RecordingMocks.value(key.aliasName())).isEqualTo("alias/data-alias");
    }

    @Test
    void allArgumentsReachTheKey() {
        mocks.run(() -> new EncryptionKey(
                "data",
                EncryptionKeyArgs.builder()
                        .description("Encrypts logs.")
                        .servicePrincipals(List.of(EncryptionKey.CLOUDWATCH_LOGS, "sns.amazonaws.com"))
                        .deletionWindowInDays(7)
                        .rotationPeriodInDays(90)
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        RecordingMocks.Recorded recorded = mocks.only("aws:kms/key:Key");
        assertThat(recorded.inputs())
                .containsEntry("rotationPeriodInDays", 90.0)
                .containsEntry("deletionWindowInDays", 7.0);
        assertThat(recorded.text("policy"))
                .contains("\"Service\":\"logs.eu-central-1.amazonaws.com\"")
                .contains("{\"ArnLike\":{\"kms:EncryptionContext:aws:logs:arn\":"
                        + "\"arn:aws:logs:eu-central-1:123456789012:*\"}}")
                .contains("\"Service\":\"sns.amazonaws.com\"")
                .contains("{\"StringEquals\":{\"aws:SourceAccount\":\"123456789012\"}}");
        assertThat(mocks.options(recorded).isProtect()).isTrue();
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> mocks.run(() -> new EncryptionKey(
                        "data",
                        EncryptionKeyArgs.builder()
                                .servicePrincipals(List.of("*"))
                                .deletionWindowInDays(6)
                                .rotationPeriodInDays(2561)
                                .build())))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage("EncryptionKey 'data': description is missing; it must be given;"
                        + " deletionWindowInDays is 6; it must be 7 to 30 days;"
                        + " rotationPeriodInDays is 2561; it must be 90 to 2560 days;"
                        + " servicePrincipals is *; it must be a service principal such as sns.amazonaws.com");
        assertThat(mocks.resources()).isEmpty();
    }
}
