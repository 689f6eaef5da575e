package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.model.ResourceChange.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphFileTest {

    private static final String URN = "urn:pulumi:production::shop::aws:rds/instance:Instance::";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String state(String name, String inputs) {
        return "{\"urn\": \"" + URN + name + "\", \"custom\": true, \"id\": \"" + name
                + "-1\", \"type\": \"aws:rds/instance:Instance\", \"inputs\": " + inputs + ", \"outputs\": {}}";
    }

    private static String step(String op, String name, String more) {
        return "{\"op\": \"" + op + "\", \"urn\": \"" + URN + name + "\"" + more + "}";
    }

    private static String preview(int same, String... steps) {
        return "{\"steps\": [" + String.join(",", steps) + "], \"changeSummary\": {\"same\": " + same + "}}";
    }

    @Test
    void readsAPreview() {
        String old = state("database", "{\"allocatedStorage\": 100, \"password\": \"[secret]\"}");
        String next = state("database", "{\"allocatedStorage\": 50, \"password\": \"[secret]\"}");
        GraphFile file = GraphFile.read(json(preview(
                1,
                step(
                        "same",
                        "other",
                        ", \"oldState\": " + state("other", "{}") + ", \"newState\": " + state("other", "{}")),
                step(
                        "replace",
                        "database",
                        ", \"oldState\": " + old + ", \"newState\": " + next
                                + ", \"replaceReasons\": [\"allocatedStorage\"], \"diffReasons\": [\"allocatedStorage\"],"
                                + " \"detailedDiff\": null"),
                step("delete", "gone", ", \"oldState\": " + state("gone", "{}")))));

        assertThat(file.kind()).isEqualTo(GraphFile.Kind.PREVIEW);
        assertThat(file.isComplete()).isFalse();
        assertThat(file.graph().stack()).isEqualTo("production");
        assertThat(file.graph().resources()).extracting(GraphResource::name).containsExactly("database", "other");
        assertThat(file.changes())
                .extracting(ResourceChange::operation)
                .containsExactly(Operation.SAME, Operation.REPLACE, Operation.DELETE);
        ResourceChange replaced = file.changes().get(1);
        assertThat(replaced.replaceKeys()).containsExactly("allocatedStorage");
        assertThat(replaced.before("allocatedStorage").describe()).isEqualTo("100");
        assertThat(replaced.after("allocatedStorage").describe()).isEqualTo("50");
        assertThat(replaced.after("password").describe()).isEqualTo("[secret]");
        assertThat(replaced.changes("allocatedStorage")).isTrue();
        assertThat(replaced.changes("password")).isFalse();
        assertThat(replaced.resource().output("id").asText()).contains("database-1");
    }

    @Test
    void readsAReplacementOnceWhereItsStepsAreShown() {
        String states = ", \"oldState\": " + state("a", "{}") + ", \"newState\": " + state("a", "{}");
        GraphFile file = GraphFile.read(json(preview(
                0,
                step("create-replacement", "a", states),
                step("replace", "a", states),
                step("delete-replaced", "a", ", \"oldState\": " + state("a", "{}")))));

        assertThat(file.changes())
                .singleElement()
                .extracting(ResourceChange::operation)
                .isEqualTo(Operation.REPLACE);
    }

    @Test
    void recognisesAGraphAndAState() {
        GraphFile graph = GraphFile.read(json("{\"project\": \"shop\", \"stack\": \"x\", \"resources\": []}"));
        assertThat(graph.kind()).isEqualTo(GraphFile.Kind.RESOURCE_GRAPH);
        assertThat(graph.isComplete()).isFalse();
        GraphFile state = GraphFile.read(
                json("{\"version\": 3, \"deployment\": {\"resources\": [" + state("database", "{}") + "]}}"));
        assertThat(state.kind()).isEqualTo(GraphFile.Kind.EXPORTED_STATE);
        assertThat(state.isComplete()).isTrue();
        assertThat(state.changes()).isEmpty();
    }

    @Test
    void rejectsAPreviewWithoutUnchangedResources() {
        assertThatThrownBy(() -> GraphFile.read(json(preview(3))))
                .hasMessage("is a preview without its 3 unchanged resources, so the stack cannot be checked; create "
                        + "it with --show-sames");
        assertThatThrownBy(() -> GraphFile.read(json("{\"steps\": [" + step("create", "a", "") + "]}")))
                .hasMessageContaining("have no state");
    }

    /** A backend keeps a stack as a checkpoint; version 1 had it without a version around. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\": 3, \"checkpoint\": {\"stack\": \"organization/shop/production\", \"latest\": {%s}}}",
                "{\"version\": 4, \"features\": [\"refreshBeforeUpdate\"], \"checkpoint\": {\"stack\": \"s\", \"latest\": {%s}}}",
                "{\"version\": 2, \"checkpoint\": {\"stack\": \"production\", \"latest\": {%s}}}",
                "{\"version\": 1, \"checkpoint\": {\"stack\": \"production\", \"config\": {}, \"latest\": {%s}}}",
                "{\"stack\": \"production\", \"config\": {}, \"latest\": {%s}}",
                "{\"version\": 3, \"deployment\": {%s}}",
                "{%s}"
            })
    void readsCheckpoints(String form) {
        String deployment =
                "\"manifest\": {\"magic\": \"\"}, \"resources\": [" + state("database", "{\"multiAz\": true}") + ","
                        + state("old", "{}").replace("\"custom\"", "\"delete\": true, \"custom\"") + ","
                        + state("gone", "{}").replace("\"custom\"", "\"pendingReplacement\": true, \"custom\"") + "]";
        JsonNode document = json(form.replace("%s", deployment));
        assertThat(GraphFile.isKnown(document)).isTrue();
        GraphFile file = GraphFile.read(document);
        assertThat(file.kind()).isEqualTo(GraphFile.Kind.EXPORTED_STATE);
        assertThat(file.graph().resources()).singleElement().satisfies(database -> {
            assertThat(database.name()).isEqualTo("database");
            assertThat(database.input("multiAz")).isEqualTo(PropertyValue.of(true));
        });
        assertThat(file.environment()).isEqualTo(new GraphFile.Environment("production", "the stack"));
    }

    @Test
    void readsTheNameOfAnEmptyCheckpoint() {
        GraphFile empty = GraphFile.read(
                json("{\"version\": 3, \"checkpoint\": {\"stack\": \"organization/shop/staging\", \"latest\": null}}"));
        assertThat(empty.graph().resources()).isEmpty();
        assertThat(empty.graph().project() + " " + empty.graph().stack()).isEqualTo("shop staging");
    }

    @Test
    void readsTheLinesOfTheFileAndOfTheProgram() {
        String text = "{\"version\": 3, \"deployment\": {\"resources\": [\n"
                + state("a", "{}")
                        .replace("\"custom\"", "\"sourcePosition\": \"project:///src/index.ts#12,5\", \"custom\"")
                + ",\n" + state("b", "{}") + "]}}";
        JsonFile.Document document = JsonFile.read(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8), GraphFile::isKnown)
                .documents()
                .get(0);
        GraphFile file = GraphFile.read(document);
        assertThat(file.lines()).containsEntry(URN + "a", 2).containsEntry(URN + "b", 3);
        assertThat(file.locations().inProject(URN + "a")).contains(new SourceLocation("", "src/index.ts", 12));
        assertThat(file.locations().inProject(URN + "b")).isEmpty();
    }

    /** Values printed by {@code --show-secrets} stay secret. */
    @Test
    void keepsShownSecretsMarked() {
        String secret =
                "{\"" + Signatures.KEY + "\": \"" + Signatures.SECRET + "\", \"plaintext\": \"\\\"hunter2\\\"\"}";
        GraphFile file = GraphFile.read(json("{\"version\": 3, \"deployment\": {\"resources\": ["
                + state("a", "{\"password\": " + secret + "}") + "]}}"));
        PropertyValue password = file.graph().resources().get(0).input("password");
        assertThat(password).isInstanceOf(PropertyValue.Secret.class);
        assertThat(password.asText()).contains("hunter2");
        assertThat(file.graph().toJson().toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"{\"type\": \"a:b:C\"}, urn", "{\"urn\": \"u\"}, type", "7, urn", "{\"urn\": 3}, urn"})
    void namesAMalformedResource(String resource, String missing) {
        assertThatThrownBy(() -> GraphFile.read(json("{\"version\": 3, \"deployment\": {\"resources\": ["
                        + state("a", "{}") + "," + resource + "]}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "has a resource without " + missing + ": resources[1]; expected an object with urn and type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1] | is JSON, but not an object: a array",
                "\"x\" | is JSON, but not an object: a string",
                "{} | is an empty object",
                "{\"a\": 1, \"b\": 2} | is an object with a, b",
                "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1} | is an object with a, b, c, d, e …"
            })
    void saysWhatTheFileIsInstead(String text, String message) {
        assertThatThrownBy(() -> GraphFile.read(json(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
