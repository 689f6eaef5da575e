package dev.plinth.components.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentCredentialsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_PASSWORD",
                "PASSWORD",
                "API_TOKEN",
                "token",
                "STRIPE_SECRET",
                "AWS_SECRET_ACCESS_KEY",
                "STRIPE_API_KEY",
                "DB_PASS",
                "PGPASSWORD",
                "dbPassword",
                "MYSQL_PWD",
                "GOOGLE_CREDENTIALS",
                "SIGNING_KEY_BASE64",
                "sentry_auth_token"
            })
    void recognizesNamesOfCredentials(String variable) {
        assertThat(EnvironmentCredentials.isCredentialName(variable)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_HOST",
                "PORT",
                "KEYSPACE",
                "TOKEN_TTL_SECONDS",
                "MONKEY",
                "COMPASS",
                "SECRET_ARN",
                "PWD"
            })
    void leavesOtherNamesAlone(String variable) {
        assertThat(EnvironmentCredentials.isCredentialName(variable)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://app:hunter2@db.internal:5432/app",
                "redis://:hunter2@cache:6379",
                "AKIAIOSFODNN7EXAMPLE",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE"
            })
    void recognizesValuesThatHoldCredentials(String value) {
        assertThat(EnvironmentCredentials.holdsCredential(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "info",
                "https://api.example.com:8443/v1@2",
                "postgres://db.internal:5432/app",
                "postgres://app@db.internal/app",
                "arn:aws:iam::123456789012:role/api"
            })
    void leavesOtherValuesAlone(String value) {
        assertThat(EnvironmentCredentials.holdsCredential(value)).isFalse();
    }
}
