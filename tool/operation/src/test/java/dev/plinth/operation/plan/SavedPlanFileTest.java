package dev.plinth.operation.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.settings.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedPlanFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Optional<PlanKey> NO_KEY = Optional.empty();
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Optional<PlanKey> KEY = key(SECRET);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private Path file;

    private static Optional<PlanKey> key(String text) {
        return PlanKey.of(Map.of(PlanKey.VARIABLE, text));
    }

    @BeforeEach
    void name() {
        file = folder.resolve("plan.json");
    }

    private void replace(JsonNode document) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(document));
    }

    @Test
    void readsTheWrittenPlan() {
        for (Optional<PlanKey> key : List.of(NO_KEY, KEY)) {
            SavedPlanFile.write(file, SavedPlanTest.capsule(), key);

            assertThat(SavedPlanFile.read(file, key)).isEqualTo(SavedPlanTest.capsule());
        }
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        SavedPlanFile.write(file, SavedPlanTest.capsule(), NO_KEY);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theFileHoldsNoKey() throws IOException {
        SavedPlanFile.write(file, SavedPlanTest.capsule(), KEY);

        assertThat(Files.readString(file)).doesNotContain(SECRET).contains("hmac-sha256");
    }

    @Test
    void writesTheSamePlanAsTheSameBytes() throws IOException {
        SavedPlanFile.write(file, SavedPlanTest.capsule(), KEY);
        String first = Files.readString(file);
        SavedPlanFile.write(file, SavedPlanTest.capsule(), KEY);

        assertThat(Files.readString(file)).isEqualTo(first);
    }

    /** Whatever is edited: each field, at any depth, one after the other. */
    @Test
    void rejectsAnEditAnywhere() throws IOException {
        for (Optional<PlanKey> key : List.of(NO_KEY, KEY)) {
            SavedPlanFile.write(file, SavedPlanTest.capsule(), key);
            JsonNode whole = JSON.readTree(file.toFile());
            List<String> fields = new ArrayList<>();
            texts("", whole, fields);
            fields.remove("/format");
            fields.removeIf(field -> field.startsWith("/seal"));
            assertThat(fields)
                    .hasSizeGreaterThan(20)
                    .contains(
                            "/stack",
                            "/expires",
                            "/enginePlan",
                            "/approvals/reason",
                            "/approvals/name",
                            "/approvals/requests/0",
                            "/madeFrom/checkpoint");

            for (String field : fields) {
                JsonNode edited = whole.deepCopy();
                int slash = field.lastIndexOf('/');
                JsonNode parent = edited.at(field.substring(0, slash));
                String name = field.substring(slash + 1);
                if (parent instanceof ObjectNode object) {
                    object.put(name, object.path(name).asText() + " ");
                } else {
                    ((ArrayNode) parent).set(Integer.parseInt(name), JSON.valueToTree("another"));
                }
                replace(edited);
                assertThatThrownBy(() -> SavedPlanFile.read(file, key))
                        .as(field)
                        .isInstanceOf(PlanRejectedException.class)
                        .hasMessageContaining("was edited");
            }
        }
    }

    private static void texts(String path, JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(path);
        }
        node.properties().forEach(entry -> texts(path + "/" + entry.getKey(), entry.getValue(), into));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            texts(path + "/" + i, node.get(i), into);
        }
    }

    @Test
    void theOrderOfKeysAndSpacesIsNoEdit() throws IOException {
        SavedPlanFile.write(file, SavedPlanTest.capsule(), KEY);
        ObjectNode reversed = JSON.createObjectNode();
        List<Map.Entry<String, JsonNode>> fields =
                new ArrayList<>(JSON.readTree(file.toFile()).properties());
        for (int i = fields.size() - 1; i >= 0; i--) {
            reversed.set(fields.get(i).getKey(), fields.get(i).getValue());
        }
        replace(reversed);

        assertThat(SavedPlanFile.read(file, KEY)).isEqualTo(SavedPlanTest.capsule());
    }

    @Test
    void rejectsAPlanSignedWithAnotherKey() {
        SavedPlanFile.write(file, SavedPlanTest.capsule(), key("ffffffffffffffffffffffffffffffff"));

        assertThatThrownBy(() -> SavedPlanFile.read(file, KEY))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("another key")
                .hasMessageNotContaining(SECRET);
    }

    /** Anybody can digest a file: that makes no signature. */
    @Test
    void rejectsAForgedPlanWithADigestInsteadOfASignature() throws IOException {
        SavedPlanFile.write(file, SavedPlanTest.capsule(), NO_KEY);

        assertThatThrownBy(() -> SavedPlanFile.read(file, KEY))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("is not signed");

        ObjectNode forged = (ObjectNode) JSON.readTree(file.toFile());
        ((ObjectNode) forged.get("seal")).put("kind", "hmac-sha256");
        replace(forged);
        assertThatThrownBy(() -> SavedPlanFile.read(file, KEY)).isInstanceOf(PlanRejectedException.class);
    }

    /** Neither side falls back to the weaker seal, or to none. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "", "SHA256", "HMAC-SHA256", "md5"})
    void rejectsAnUnknownKindOfSeal(String kind) throws IOException {
        for (Optional<PlanKey> key : List.of(NO_KEY, KEY)) {
            SavedPlanFile.write(file, SavedPlanTest.capsule(), key);
            ObjectNode edited = (ObjectNode) JSON.readTree(file.toFile());
            ((ObjectNode) edited.get("seal")).put("kind", kind);
            replace(edited);
            assertThatThrownBy(() -> SavedPlanFile.read(file, key)).isInstanceOf(PlanRejectedException.class);

            edited.remove("seal");
            replace(edited);
            assertThatThrownBy(() -> SavedPlanFile.read(file, key)).isInstanceOf(PlanRejectedException.class);
        }
    }

    /** The link is replaced by the plan; what it points to stays as it is. */
    @Test
    void aLinkOfThatNameIsNotFollowedOnWriting() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "as it was");
        Files.createSymbolicLink(file, precious);

        SavedPlanFile.write(file, SavedPlanTest.capsule(), NO_KEY);

        assertThat(precious).hasContent("as it was");
        assertThat(file).isRegularFile().isNotEqualTo(precious);
        assertThat(Files.isSymbolicLink(file)).isFalse();
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
        assertThat(SavedPlanFile.read(link, NO_KEY)).isEqualTo(SavedPlanTest.capsule());
    }

    @Test
    void nothingIsLeftBehindWhereAPlanCantBeWritten() throws IOException {
        Files.createDirectories(file.resolve("in the way"));

        assertThatThrownBy(() -> SavedPlanFile.write(file, SavedPlanTest.capsule(), NO_KEY))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("plan.json");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** The parser's own limit is 20 million characters a text. */
    @Test
    void aLargePlanIsReadAndAnEndlessFileIsNot() throws IOException {
        SavedPlan small = SavedPlanTest.capsule();
        SavedPlan large = new SavedPlan(
                small.project(),
                small.stack(),
                small.simulated(),
                small.created(),
                small.expires(),
                small.parts(),
                small.approved(),
                small.steps(),
                "x".repeat(30_000_000));
        SavedPlanFile.write(file, large, KEY);
        assertThat(SavedPlanFile.read(file, KEY).enginePlan()).hasSize(30_000_000);

        assertThatThrownBy(() -> SavedPlanFile.read(Path.of("/dev/zero"), KEY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has more than 64 MiB");
    }

    @Test
    void rejectsASignedPlanWithoutTheKey() {
        SavedPlanFile.write(file, SavedPlanTest.capsule(), KEY);

        assertThatThrownBy(() -> SavedPlanFile.read(file, NO_KEY))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("set PLINTH_CAPSULE_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"format\": \"plinth-plan/0\"}", "{\"format\": 1}", "{} {}"})
    void rejectsAFileThatIsNotAPlanAsWrongUsage(String content) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> SavedPlanFile.read(file, NO_KEY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("plan.json")
                .hasMessageContaining("plinth preview STACK --save FILE");
    }

    @Test
    void aFileThatIsNotThereIsWrongUsage() {
        assertThatThrownBy(() -> SavedPlanFile.read(file, NO_KEY))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aShortKeyIsWrongUsageAndNotRepeated() {
        assertThatThrownBy(() -> key("hunter2"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("PLINTH_CAPSULE_KEY has 7 characters")
                .hasMessageNotContaining("hunter2");
        assertThat(key("")).isEmpty();
        assertThat(PlanKey.of(Map.of())).isEmpty();
    }
}
