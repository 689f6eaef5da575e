package dev.plinth.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.PolicyEvaluator.Subject;
import dev.plinth.policies.report.ReportFormat;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Tier;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.testkit.rule.Resources;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String CANARY = "Zx9-canary value";

    private static String redacted(Object inputs, String message) {
        GraphResource resource = Resources.resource("a:b:C", "x", Map.of())
                .withInputs((PropertyValue.ObjectValue) PropertyValue.of(inputs));
        return Redaction.redact(message, List.of(resource));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "masterPassword",
                "master_password",
                "secretString",
                "authToken",
                "apiToken",
                "clientSecret",
                "secretAccessKey",
                "privateKey",
                "privateKeyPem",
                "tunnel1PresharedKey",
                "connectionString",
                "passphrase",
                "userData",
                "userDataBase64",
                "DB_PASSWORD",
                "githubToken",
                "credentials",
                "passwordWo",
                "secret",
                "PGPASSWORD",
                "db.pwd",
                "sesSmtpPasswordV4",
                "api-key",
                "secretBinary",
                "masterUserPassword"
            })
    void hidesThePropertiesOfCredentials(String name) {
        assertThat(Redaction.isCredential(name)).isTrue();
        assertThat(redacted(Map.of(name, CANARY), name + " is " + CANARY + " but must be left out"))
                .isEqualTo(name + " is [secret] but must be left out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kmsKeyId",
                "secretArn",
                "secretId",
                "passwordPolicy",
                "manageMasterUserPassword2",
                "tokenTtl",
                "publicKey",
                "engineVersion",
                "tokenSigningAlgorithm",
                "passwordLength",
                "key",
                "keyName",
                "masterUserSecretKmsKeyId"
            })
    void showsWhatOnlyNamesACredential(String name) {
        assertThat(Redaction.isCredential(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "true, manageMasterUserPassword",
        "arn:aws:kms:eu-central-1:1:key/a, encryptionKey",
        "default, signingKey"
    })
    void showsSwitchesAndNames(String value, String name) {
        assertThat(redacted(Map.of(name, value), name + " is " + value)).isEqualTo(name + " is " + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"name\":\"DB_PASSWORD\",\"value\":\"Zx9-canary value\"}]",
                "{\"environment\":{\"variables\":{\"API_KEY\":\"Zx9-canary value\"}}}",
                "{\"credentials\":{\"user\":\"Zx9-canary value\"}}",
                "{\"key\":\"auth_token\",\"value\":\"Zx9-canary value\"}"
            })
    void hidesWhatJsonInATextHolds(String json) {
        assertThat(redacted(Map.of("definitions", json), "definitions hold " + CANARY))
                .isEqualTo("definitions hold [secret]");
    }

    @ParameterizedTest
    @CsvSource({"type, SecureString, value", "type, TXT, content"})
    void hidesSecureParametersAndTextRecords(String key, String type, String property) {
        assertThat(redacted(Map.of(key, type, property, CANARY), property + " is " + CANARY))
                .isEqualTo(property + " is [secret]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "xoxb-1234567890-abcdef",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"
            })
    void hidesTextsThatLookLikeCredentials(String value) {
        assertThat(redacted(Map.of(), "description is " + value + " but must be short"))
                .isEqualTo("description is [secret] but must be short");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url is postgres://app:hunter2@db:5432/x | url is postgres://[secret]@db:5432/x",
                "command is AWS_SECRET_ACCESS_KEY=hunter2 run | command is AWS_SECRET_ACCESS_KEY=[secret] run",
                "url is https://example.org/a:b@c | url is https://example.org/a:b@c"
            })
    void hidesThePartOfAText(String message, String shown) {
        assertThat(redacted(Map.of(), message)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"db, a debug db is db, a debug [secret] is [secret]", "5, port 5432 or 5, port 5432 or [secret]"})
    void keepsWordsThatHoldAShortPassword(String password, String message, String shown) {
        assertThat(redacted(Map.of("password", password), message)).isEqualTo(shown);
    }

    /** A team's rule that quotes whatever it finds. */
    @ParameterizedTest
    @EnumSource
    void noFormatShowsACredential(ReportFormat format) {
        Rule rule = Rule.named("team-quotes")
                .title("Nothing is ever quoted by a rule")
                .severity(Severity.HIGH)
                .on("a:b:C", "password")
                .risk("A report tells the password.")
                .remediation("password(secret)")
                .requires((resource, context) -> Verdict.fail("password is "
                        + resource.input("password").revealed().describe() + " and "
                        + resource.output("token").revealed().describe()));
        GraphResource resource = Resources.resource("a:b:C", "x", Map.of("password", CANARY))
                .withOutputs((PropertyValue.ObjectValue) PropertyValue.of(Map.of("token", "another-" + CANARY)));
        PolicyReport report = PolicyEvaluator.evaluate(
                List.of(rule),
                Subject.of(
                        new ResourceGraph("shop", "production", List.of(resource)),
                        PolicyParameters.of(Tier.PRODUCTION, Enforcement.MANDATORY),
                        List.of(),
                        LocalDate.EPOCH));
        assertThat(report.violations()).hasSize(1);
        assertThat(format.render(report)).doesNotContain("canary");
    }
}
