package dev.plinth.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

    @Test
    void keepsColonsInTheResource() {
        Arn arn = Arn.parse("arn:aws:secretsmanager:eu-central-1:123456789012:secret:api-AbCdEf:password::");

        assertThat(arn)
                .isEqualTo(new Arn(
                        "aws", "secretsmanager", "eu-central-1", "123456789012", "secret:api-AbCdEf:password::"));
        assertThat(arn).hasToString("arn:aws:secretsmanager:eu-central-1:123456789012:secret:api-AbCdEf:password::");
    }

    @Test
    void allowsEmptyRegionAndAccount() {
        assertThat(Arn.parse("arn:aws:s3:::bucket")).isEqualTo(new Arn("aws", "s3", "", "", "bucket"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bucket", "arn:aws:s3", "urn:aws:s3:::bucket"})
    void rejectsATextThatIsNotAnArn(String text) {
        assertThatThrownBy(() -> Arn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
