package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {

    private static final String STACK = "{\n  \"resources\": [\n    {\"name\": \"ü\"},\n    {\"name\": \"b\"}\n  ]\n}";

    private static JsonFile read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonFile read(byte[] bytes) {
        return JsonFile.read(bytes, root -> root.has("resources"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsEncodingsWithAndWithoutMark(String name) {
        Charset charset = Charset.forName(name);
        for (String mark : new String[] {"", "\ufeff"}) {
            JsonNode root = read((mark + STACK + "\r\n").getBytes(charset))
                    .documents()
                    .get(0)
                    .root();
            assertThat(root.at("/resources/0/name").asText()).isEqualTo("ü");
        }
    }

    @Test
    void readsWhatABackendCompressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(STACK.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(bytes.toByteArray()).documents()).hasSize(1);
        byte[] damaged = java.util.Arrays.copyOf(bytes.toByteArray(), 20);
        assertThatThrownBy(() -> read(damaged)).hasMessage("is compressed by gzip and damaged");
    }

    @Test
    void knowsTheLinesOfResources() {
        JsonFile file = read("log\n" + STACK + "\n\n" + STACK);
        assertThat(file.documents()).hasSize(2);
        JsonFile.Document first = file.documents().get(0);
        JsonFile.Document second = file.documents().get(1);
        assertThat(first.line()).isEqualTo(2);
        assertThat(first.line(first.root().at("/resources/0"))).isEqualTo(4);
        assertThat(first.line(first.root().at("/resources/1"))).isEqualTo(5);
        assertThat(second.line()).isEqualTo(9);
        assertThat(second.line(second.root().at("/resources/1"))).isEqualTo(12);
        assertThat(second.line(second.root())).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 0",
                "'\n\n' | 0",
                "'[command]/usr/bin/terraform show -json plan\n' | 1",
                "'Initializing {backend} ...\n2026-01-01 \u001b[0m[INFO]\n' | 2",
                "'{\"level\":\"info\"}\n{\"level\":\"info\", \"x\": {}} done\n' | 2",
                "'{not json}\n' | 1",
                "'{\"open\n' | 1",
                "'stdout: ' | 1"
            })
    void skipsTheLogOfAWrapper(String log, int lines) {
        JsonFile file = read(log + STACK);
        assertThat(file.documents()).hasSize(1);
        assertThat(file.skippedLines()).isEqualTo(lines);
    }

    @Test
    void readsSeveralObjects() {
        assertThat(read("{\"resources\": []}{\"resources\": []}\n\u001e{\"other\": 1}\n")
                        .documents())
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "' \n' | is empty",
                "[1, 2] | is JSON, but not an object: an array",
                "[{\"resources\": []}] | is JSON, but not an object: an array",
                "7 | is not JSON: expected an object, which begins with { and ends with }",
                "password=hunter2 | is not JSON: expected an object, which begins with { and ends with }",
                "'{\"resources\": [' | is cut off: it ends before the object that begins at line 1, column 1 does",
                "'x\n{\n  \"resources\": [\n {}, ' | is cut off: it ends before the object that begins at line 2, column 1 does",
                "'{\n  \"resources\": [hunter2]\n}' | 'is not valid JSON, see line 2, column 24'",
                "'{\"resources\": []}\nerror hunter2' | 'has text after the JSON object, at line 2, column 1; write only the"
                        + " JSON to it'",
                "'{\"resources\": []}\n::debug::exit' | 'has text after the JSON object, at line 2, column 1, from a wrapper: set"
                        + " terraform_wrapper of hashicorp/setup-terraform to false'",
                "'{\"resources\": []}\n{\"resources\": ' | is cut off: it ends before the object that begins at line 2, column 1"
                        + " does"
            })
    void rejectsTextThatIsNotJson(String text, String message) {
        assertThatThrownBy(() -> read(text == null ? "" : text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void rejectsOtherEncodings() {
        byte[] latin = "{\"resources\": [],\n \"x\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(latin))
                .hasMessage("is not text in UTF-8: line 2, column 8 holds bytes that are not UTF-8; save the file as"
                        + " UTF-8");
        assertThatThrownBy(() -> read(new byte[] {'P', 'K', 3, 4})).hasMessageStartingWith("is a ZIP archive");
        assertThatThrownBy(() -> read("{\"resources\":" + "[".repeat(2_000)))
                .hasMessageStartingWith("is not valid JSON within the reader's limits");
        assertThat(read("{\"resources\": [], \"x\": \"\ufffd\"}").documents()).hasSize(1);
    }

    @Test
    void readsPlannedValuesOnlyWhereNothingRepeatsThem() {
        String values = "\"planned_values\": {\"root_module\": {\"resources\": [{}]}}, \"prior_state\": {\"x\": 1}";
        JsonNode repeated = JsonFile.read(
                        ("{" + values + ", \"resource_changes\": [{}]}").getBytes(StandardCharsets.UTF_8), root -> true)
                .documents()
                .get(0)
                .root();
        JsonNode alone = JsonFile.read(("{" + values + "}").getBytes(StandardCharsets.UTF_8), root -> true)
                .documents()
                .get(0)
                .root();
        assertThat(repeated.at("/planned_values")).isEmpty();
        assertThat(repeated.at("/prior_state")).isEmpty();
        assertThat(alone.at("/planned_values/root_module/resources")).hasSize(1);
    }

    @Test
    void returnsAnotherObjectWhereNoneIsWanted() {
        JsonFile file = read("log\n{\"name\": \"shop\"}\n{\"name\": 2}");
        assertThat(file.documents()).singleElement().satisfies(other -> assertThat(
                        other.root().path("name").asText())
                .isEqualTo("shop"));
    }
}
