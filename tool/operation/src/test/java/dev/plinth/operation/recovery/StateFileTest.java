package dev.plinth.operation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final Path backend;
    private final StateFile state;

    StateFileTest(@TempDir Path backend) throws IOException {
        this.backend = backend;
        this.state = new StateFile(backend, "shop", "staging");
        Files.createDirectories(state.path().getParent());
    }

    private static String checkpoint(String name) {
        return """
                {"version": 3, "checkpoint": {"stack": "organization/shop/staging", "latest": {"resources": [
                  {"urn": "urn:pulumi:staging::shop::pulumi:pulumi:Stack::%s", "type": "pulumi:pulumi:Stack"}]}}}
                """
                .formatted(name);
    }

    private static void write(Path file, String text, Instant modified) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private String newest() {
        return state.newestWhole().orElseThrow().deployment().findPath("urn").asText();
    }

    @Test
    void halfAStateIsDamagedAndAnEmptyOneIsNot() throws IOException {
        assertThat(state.isDamaged()).isFalse();

        Files.writeString(state.path(), checkpoint("a"));
        assertThat(state.isDamaged()).isFalse();

        Files.writeString(state.path(), "{\"version\": 3, \"checkpoint\": {\"stack\": \"organization/shop/staging\"}}");
        assertThat(state.isDamaged()).isFalse();

        Files.writeString(state.path(), checkpoint("a").substring(0, 60));
        assertThat(state.isDamaged()).isTrue();

        Files.writeString(state.path(), "");
        assertThat(state.isDamaged()).isTrue();

        Files.writeString(state.path(), "[]");
        assertThat(state.isDamaged()).isTrue();
    }

    @Test
    void theNewestStateThatIsWholeIsFoundWhereverItLies() throws IOException {
        assertThat(state.newestWhole()).isEmpty();

        write(backend.resolve(".pulumi/history/shop/staging/staging-1.checkpoint.json"), checkpoint("history"), NOON);
        write(backend.resolve(".pulumi/history/shop/staging/staging-1.history.json"), "{}", NOON.plusSeconds(9));
        assertThat(newest()).endsWith("::history");

        write(
                backend.resolve(".pulumi/backups/shop/staging/staging.1.json"),
                checkpoint("backup"),
                NOON.plusSeconds(1));
        assertThat(newest()).endsWith("::backup");

        Path bak = state.path().resolveSibling("staging.json.bak");
        write(bak, checkpoint("bak"), NOON.plusSeconds(2));
        assertThat(newest()).endsWith("::bak");

        write(bak, checkpoint("bak").substring(0, 80), NOON.plusSeconds(3));
        assertThat(newest()).endsWith("::backup");

        write(state.path(), checkpoint("kept"), NOON.plusSeconds(4));
        state.keep();
        assertThat(newest()).endsWith("::kept");
    }

    @Test
    void keepsTheNewestTenForTheirOwnerOnly() throws IOException {
        for (int i = 0; i < 13; i++) {
            write(state.path(), checkpoint("v" + i), NOON.plusSeconds(i));
            state.keep();
        }
        write(state.path(), "half", NOON.plusSeconds(20));
        state.keep();

        try (Stream<Path> copies = Files.list(backend.resolve("copies/shop/staging"))) {
            assertThat(copies.toList()).hasSize(10).allSatisfy(copy -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backend.resolve("copies"))))
                .isEqualTo("rwx------");
        assertThat(newest()).endsWith("::v12");
    }

    @Test
    void restoresAndKeepsWhatWasDamaged() throws IOException {
        write(state.path(), checkpoint("good"), NOON);
        state.keep();
        write(state.path(), "half", NOON.plusSeconds(1));

        state.restore(state.newestWhole().orElseThrow());

        assertThat(state.path()).hasContent(checkpoint("good"));
        assertThat(state.path().resolveSibling("staging.json.damaged")).hasContent("half");
        assertThat(state.isDamaged()).isFalse();
    }

    @Test
    void attributesThatWereNotWrittenToTheirEndAreDeleted() throws IOException {
        Path damaged = state.path().resolveSibling("staging.json.attrs");
        Path whole = state.path().resolveSibling("staging.json.bak.attrs");
        Files.writeString(whole, "{\"user.content_type\": \"text/plain\"}");
        for (String text : List.of("", "{\"user.content_type\": \"te")) {
            Files.writeString(damaged, text);

            state.dropDamagedAttributes();

            assertThat(damaged).doesNotExist();
            assertThat(whole).exists();
        }
    }
}
