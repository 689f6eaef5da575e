package dev.plinth.operation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.engine.monitor.FunctionAnswers.Answer;
import dev.plinth.settings.ConfigException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URN = "urn:pulumi:test::shop::aws:rds/instance:Instance::db";

    private static final Snapshot.Origin ORIGIN =
            new Snapshot.Origin("shop", "test", Instant.parse("2026-06-30T12:00:00.5Z"), "abc", "1", false);

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.indexOf('"') < 0 ? text.replace('\'', '"') : text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static ObjectNode state(String resource) {
        ObjectNode state = (ObjectNode) json("{'version': 3, 'deployment': {'manifest': {'time': 't', 'magic': 'm',"
                + " 'version': 'v3', 'plugins': [{'path': '/home/ada'}]}, 'secrets_providers': {'type': 'passphrase',"
                + " 'state': {'salt': 'v1:c2FsdA==', 'encryptedkey': 'bG9uZw=='}}, 'pending_operations': [{'resource':"
                + " {'inputs': {'name': 'half-made'}}}], 'resources': []}}");
        state.withArray("/deployment/resources")
                .add(((ObjectNode) json(resource)).put("urn", URN).put("type", "aws:rds/instance:Instance"));
        return state;
    }

    private static Snapshot snapshot(String resource, String... remove) {
        return Snapshot.of(ORIGIN, state(resource), List.of(), Set.of(remove));
    }

    private static JsonNode resource(Snapshot snapshot) {
        return snapshot.state().at("/deployment/resources/0");
    }

    @Test
    void leavesOutInternalPropertiesOfTheEngine() {
        Snapshot snapshot = snapshot("{'custom': true, 'sourcePosition': 'project:///home/ada/Main.java', 'initErrors':"
                + " ['the password hunter2 is wrong'], 'inputs': {'name': 'one'}}");

        assertThat(snapshot.state().toString())
                .doesNotContain("salt", "encryptedkey", "half-made", "/home/ada", "hunter2")
                .contains("\"magic\":\"m\"", "\"name\":\"one\"", "the message was removed");
        assertThat(snapshot.removed()).isZero();
        assertThat(snapshot.created()).isEqualTo(Instant.parse("2026-06-30T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'inputs': {'value': {'4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', 'ciphertext': 'v1:hunter2'}}}",
                "{'outputs': {'value': 'hunter2'}, 'additionalSecretOutputs': ['value']}",
                "{'inputs': {'value': 'hunter2'}, 'additionalSecretOutputs': ['value']}",
                "{'inputs': {'masterPassword': 'hunter2'}}",
                "{'inputs': {'rules': [{'authToken': ['hunter2']}]}}",
                "{'inputs': {'secretStringWo': 'hunter2'}}",
                "{'inputs': {'environment': [{'name': 'DB_PASSWORD', 'value': 'hunter2'}]}}",
                "{'outputs': {'private_key_pem': 'hunter2'}}"
            })
    void aSecretIsReplacedByItsMarker(String resource) {
        Snapshot snapshot = snapshot(resource);

        assertThat(SnapshotFile.document(snapshot).toString())
                .doesNotContain("hunter2")
                .contains("removed-from-the-snapshot");
        assertThat(snapshot.removed()).isEqualTo(1);
    }

    @Test
    void aTextThatIsJsonWithASecretInItIsReplacedAsAWhole() {
        ObjectNode resource = JSON.createObjectNode();
        resource.putObject("inputs")
                .put(
                        "definitions",
                        json("[{'environment': [{'name': 'API_KEY', 'value': 'hunter2'}]}]")
                                .toString())
                .put("policy", json("{'Action': 's3:GetObject'}").toString());

        Snapshot snapshot = snapshot(resource.toString());

        assertThat(snapshot.removed()).isEqualTo(1);
        assertThat(resource(snapshot).at("/inputs/definitions")).isEqualTo(Removed.marker());
        assertThat(resource(snapshot).at("/inputs/policy")).isEqualTo(resource.at("/inputs/policy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'inputs': {'manageMasterUserPassword': true}}",
                "{'inputs': {'passwordLength': 32}}",
                "{'inputs': {'token': ''}}",
                "{'inputs': {'secret': 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf'}}",
                "{'outputs': {'masterUserSecrets': [{'secretArn': 'arn:aws:secretsmanager:eu-central-1:1:secret:x-AbCdEf'}]}}",
                "{'inputs': {'environment': [{'name': 'LOG_LEVEL', 'value': 'debug'}]}}",
                "{'inputs': {'sslPolicy': 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06'}}",
                "{'outputs': {'certificate': '-----BEGIN CERTIFICATE-----\\nMIIDdTCCAl2gAwIBAgILBAAAAAABFUtaw5QwDQYJ\\n-----END CERTIFICATE-----'}}",
                "{'outputs': {'sourceCodeHash': 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='}}",
                "{'outputs': {'arn': 'arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/Web-Front1/50dc6c495c0c9188'}}"
            })
    void keepsValuesThatAreNotSecret(String resource) {
        Snapshot snapshot = snapshot(resource);

        assertThat(snapshot.removed()).isZero();
        JsonNode expected = json(resource);
        expected.properties().forEach(part -> assertThat(resource(snapshot).get(part.getKey()))
                .isEqualTo(part.getValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "AKIAIOSFODNN7EXAMPLE, the id of an AWS access key",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, a random text",
        "hn3Kd8sPq2LmZx7Rv4TyWc9BfGj6, a random text",
        "'-----BEGIN RSA PRIVATE KEY-----', a private key",
        "'mysql -u root password=hunter2', an assignment of a secret",
        "postgres://app:hunter2@db:5432/shop, a URL with a password",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345, a token of GitHub",
        "pul-0123456789abcdef0123456789abcdef01234567, a token of Pulumi"
    })
    void rejectsASuspectedSecretWithoutPrintingIt(String text, String reason) {
        String resource = "{'inputs': {'description': '" + text + "'}}";
        String path = URN + "#inputs.description";

        assertThatThrownBy(() -> snapshot(resource))
                .isInstanceOf(SnapshotRejectedException.class)
                .hasMessageContaining(path + " looks like " + reason)
                .hasMessageNotContaining(text);
        assertThat(SnapshotFile.document(snapshot(resource, path)).toString()).doesNotContain(text);
    }

    @Test
    void rejectsAnUnknownPath() {
        assertThatThrownBy(() -> snapshot("{'inputs': {}}", URN + "#inputs.nothing"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--remove " + URN + "#inputs.nothing");
    }

    @Test
    void aProviderHasNoCredentials() {
        ObjectNode state = state("{'inputs': {}}");
        state.withArray("/deployment/resources").removeAll();
        state.withArray("/deployment/resources")
                .add(json("{'urn': 'urn:pulumi:test::shop::pulumi:providers:cloudflare::default', 'type':"
                        + " 'pulumi:providers:cloudflare', 'inputs': {'apiToken': 'hunter2', 'version': '6.0.0'}}"));

        Snapshot snapshot = Snapshot.of(ORIGIN, state, List.of(), Set.of());

        assertThat(resource(snapshot).path("inputs")).isEqualTo(json("{'version': '6.0.0'}"));
    }

    @Test
    void anAnswerOfAFunctionHasNoSecret() {
        Answer answer = new Answer(
                "aws:ecr/getAuthorizationToken:getAuthorizationToken",
                "aws",
                "eu-central-1",
                json("{}"),
                json("{'password': 'hunter2', 'userName': 'AWS'}"));

        Snapshot snapshot = Snapshot.of(ORIGIN, state("{}"), List.of(answer), Set.of());

        assertThat(snapshot.functions().get(0).result())
                .isEqualTo(json("{'password': 'removed-from-the-snapshot', 'userName': 'AWS'}"));
    }

    /** A value with nothing secret in it, some levels deep. */
    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(8).map(text -> (Object) text),
                Arbitraries.integers().between(0, 1000).map(number -> (Object) number),
                Arbitraries.of(true, false).map(flag -> (Object) flag));
        Arbitrary<String> names = Arbitraries.of("name", "size", "rules", "tags", "description", "value");
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> (Object) list),
                        Arbitraries.maps(names, inner).ofMaxSize(3).map(map -> (Object) map)),
                0,
                3);
    }

    /** A secret that its mark, its name or its form tells, and the JSON that holds it. */
    @Provide
    Arbitrary<Map.Entry<String, JsonNode>> planted() {
        Arbitrary<String> secrets = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .numeric()
                .ofLength(16)
                .map(text -> "AKIA" + text);
        Arbitrary<String> kinds = Arbitraries.of(
                "{'4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', 'ciphertext': '%s'}",
                "{'password': '%s'}",
                "{'nested': {'apiToken': ['%s']}}",
                "{'name': 'CLIENT_SECRET', 'value': '%s'}",
                "'key=%s'",
                "{'%s': 1}");
        return Combinators.combine(secrets, kinds)
                .as((secret, kind) -> Map.entry(secret, json(kind.formatted(secret))));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noPlantedSecretSurvives(
            @ForAll("values") Object around,
            @ForAll("planted") Map.Entry<String, JsonNode> planted,
            @ForAll boolean output,
            @ForAll boolean answered) {
        ObjectNode resource = JSON.createObjectNode();
        ObjectNode values = resource.putObject(output ? "outputs" : "inputs");
        values.set("around", JSON.valueToTree(around));
        values.putArray("list").add("first").addObject().set("inner", planted.getValue());
        ObjectNode result = JSON.createObjectNode();
        result.set("planted", planted.getValue());
        List<Answer> answers = answered
                ? List.of(new Answer("aws:index/getThing:getThing", "", "", JSON.createObjectNode(), result))
                : List.of();

        String written;
        try {
            written = SnapshotFile.document(Snapshot.of(ORIGIN, state(resource.toString()), answers, Set.of()))
                    .toString();
        } catch (SnapshotRejectedException e) {
            written = String.valueOf(e.getMessage());
            assertThat(written).contains("the id of an AWS access key");
        }
        assertThat(written).doesNotContain(planted.getKey());
    }
}
