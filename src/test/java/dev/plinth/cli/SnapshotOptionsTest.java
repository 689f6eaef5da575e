package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with the options of snapshots shows before any engine is started. */
class SnapshotOptionsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private static void assertWrongUsage(Shell.Ran ran, String... parts) {
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(parts).doesNotContain("\tat ");
    }

    @Test
    void aSnapshotStandsAlone() {
        assertWrongUsage(
                Shell.run("preview", "staging", "--simulate", "--snapshot", "s.json"),
                "--snapshot and --simulate",
                "a snapshot needs no simulator");
        assertWrongUsage(
                Shell.run(
                        "preview",
                        "staging",
                        "--snapshot",
                        "s.json",
                        "--save",
                        folder.resolve("plan.json").toString()),
                "--snapshot and --save",
                "cannot be applied");
        assertWrongUsage(Shell.run("up", "staging", "--snapshot", "s.json"), "--snapshot", "no plan to apply");
    }

    @Test
    void aFileThatIsNoSnapshotIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("s.json"), "{\"format\": \"plinth-plan/1\"}");

        assertWrongUsage(
                Shell.run("preview", "staging", "--snapshot", file.toString()), file.toString(), "plinth-plan/1");
        assertWrongUsage(
                Shell.run(
                        "preview",
                        "staging",
                        "--snapshot",
                        folder.resolve("none.json").toString()),
                "cannot be read");
    }

    @Test
    void aSnapshotIsWrittenToAFileInAFolderThatIsThere() {
        for (Path file : new Path[] {folder.resolve("nowhere").resolve("s.json"), folder}) {
            assertWrongUsage(
                    Shell.run("snapshot", "staging", "--simulate", "--output", file.toString()),
                    "--output " + file,
                    "expected a path in an existing directory");
        }
        assertWrongUsage(Shell.run("snapshot", "staging", "--simulate"), "--output");
    }
}
