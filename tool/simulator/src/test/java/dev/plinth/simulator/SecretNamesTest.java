package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "masterPassword",
                "secretStringWo",
                "password_wo",
                "DB_PASS",
                "PGPASSWORD",
                "DBPassword",
                "MYSQL_PWD",
                "APIKey",
                "STRIPE_API_KEY",
                "tokens"
            })
    void recognizesSecrets(String property) {
        assertThat(SecretNames.include(property)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretArn", "tokenTtlSeconds", "publicKey", "compass", "kmsKeyId", "secrets"})
    void acceptsOtherNames(String property) {
        assertThat(SecretNames.include(property)).isFalse();
    }

    @Test
    void masksTextsListsAndMaps() {
        assertThat(SecretNames.masked(Map.of("password", "hunter2")))
                .isEqualTo(Map.of("password", Map.of("secret", true)));
        assertThat(SecretNames.masked(Map.of("tokens", Map.of("ci", "hunter2"))))
                .isEqualTo(Map.of("tokens", Map.of("secret", true)));
        assertThat(SecretNames.masked(Map.of("tokens", List.of("hunter2"))))
                .isEqualTo(Map.of("tokens", Map.of("secret", true)));
        assertThat(SecretNames.masked(Map.of("tokens", List.of()))).isEqualTo(Map.of("tokens", List.of()));
        assertThat(SecretNames.masked(Map.of("manageMasterUserPassword", true)))
                .isEqualTo(Map.of("manageMasterUserPassword", true));
    }
}
