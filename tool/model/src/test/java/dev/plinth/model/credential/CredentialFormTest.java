package dev.plinth.model.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFormTest {

    @ParameterizedTest
    @CsvSource({
        "URL_WITH_PASSWORD, redis://:hunter2@cache:6379, redis://[secret]@cache:6379",
        "URL_WITH_PASSWORD, https://AKIAIOSFODNN7EXAMPLE:hunter2@host, https://[secret]@host",
        "AWS_ACCESS_KEY, id AKIAIOSFODNN7EXAMPLE, id [secret]",
        "PRIVATE_KEY, x -----BEGIN RSA PRIVATE KEY----- MIIE -----END RSA PRIVATE KEY----- y, x [secret] y",
        "PRIVATE_KEY, -----BEGIN PGP PRIVATE KEY BLOCK----- lQOY, [secret]",
        "GITHUB_TOKEN, ghp_abcdefghijklmnopqrst, [secret]",
        "SLACK_TOKEN, xoxe-1234567890, [secret]",
        "JSON_WEB_TOKEN, eyJhbGciOiJIUzI1.eyJzdWIiOiIx.c2ln, [secret]",
        "JSON_WEB_TOKEN, eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0, [secret]"
    })
    void replacesAValueOfAKnownForm(CredentialForm form, String text, String replaced) {
        assertThat(form.isIn(text)).isTrue();
        assertThat(CredentialForm.replaceIn(text, "[secret]")).isEqualTo(replaced);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://api.example.com:8443/v1@2", "postgres://app@db.internal/app", "eyJhbGciOiJIUzI1.x"})
    void keepsOtherValues(String text) {
        assertThat(CredentialForm.isSecretIn(text)).isFalse();
        assertThat(CredentialForm.replaceIn(text, "[secret]")).isEqualTo(text);
    }
}
