package dev.plinth.components.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.credential.CredentialNames;
import dev.plinth.policies.CredentialMask;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.simulator.SecretNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation, rules, masks and the simulator treat the names of the one list alike. */
class CredentialNameConsumersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "masterUserPassword",
                "PGPASSWORD",
                "DB_PASS",
                "DBPass",
                "dbPASS",
                "MYSQL_PWD",
                "passphrase",
                "STRIPE_SECRET",
                "secretStringWo",
                "secretBinary",
                "api-key",
                "APIKey",
                "apikey",
                "AWS_SECRET_ACCESS_KEY",
                "signing_key_base64",
                "tunnel1PresharedKey",
                "authToken",
                "tokens",
                "GOOGLE_CREDENTIALS",
                "connectionString",
                "privateKeyPem",
                "keyMaterial",
                "passwordHash",
                "password_wo",
                "LICENSE_KEY"
            })
    void treatANameOfTheListAsACredential(String name) {
        assertThat(CredentialNames.isCredential(name)).isTrue();
        assertThat(EnvironmentCredentials.isCredentialName(name)).isTrue();
        assertThat(Credentials.isNamed(name)).isTrue();
        assertThat(SecretNames.include(name)).isTrue();
        assertThat(masked(name)).isInstanceOf(PropertyValue.Secret.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compass",
                "secretArn",
                "tokenTtlSeconds",
                "passwordPolicy",
                "publicKey",
                "kmsKeyId",
                "monkey",
                "SECRET_NAME",
                "TOKEN_FILE"
            })
    void keepAnotherNameReadable(String name) {
        assertThat(CredentialNames.isCredential(name)).isFalse();
        assertThat(Credentials.isNamed(name)).isFalse();
        assertThat(SecretNames.include(name)).isFalse();
        assertThat(masked(name)).isInstanceOf(PropertyValue.Text.class);
    }

    private static PropertyValue masked(String name) {
        GraphResource resource = new GraphResource(
                "urn:pulumi:test::shop::test:index:Thing::thing",
                "test:index:Thing",
                "thing",
                null,
                "",
                List.of(),
                new TreeMap<>(),
                (PropertyValue.ObjectValue) PropertyValue.of(Map.of(name, "hunter2")),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
        return CredentialMask.of(resource).input(name);
    }
}
