package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.options.SaveOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the options of saved plans and rollbacks shows before any engine is started. */
class SavedPlanOptionsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private static void assertWrongUsage(Shell.Ran ran, String... parts) {
        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(parts).doesNotContain("\tat ");
    }

    @Test
    void expiryBelongsToAPlanThatIsSaved() {
        assertWrongUsage(Shell.run("preview", "staging", "--expires-in", "4h"), "--expires-in", "requires --save FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "h", "0h", "-1h", "1.5h", "4 h", "31d", "721h", "99999d", "1w"})
    void rejectsAnInvalidDuration(String time) {
        Shell.Ran ran = Shell.run(
                "preview", "staging", "--save", folder.resolve("plan.json").toString(), "--expires-in", time);

        assertWrongUsage(ran, "--expires-in " + time, "30m, 4h or 7d");
    }

    @ParameterizedTest
    @CsvSource({"1m, PT1M", "4h, PT4H", "7d, PT168H", "30d, PT720H", "720h, PT720H"})
    void aTimeIsRead(String time, Duration validity) {
        SaveOption option = new SaveOption();
        option.expiresIn = time;

        assertThat(option.validity()).isEqualTo(validity);
    }

    @Test
    void aPlanLivesADayByDefault() {
        assertThat(new SaveOption().validity()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aPlanIsSavedToAFileInAFolderThatIsThere() {
        for (Path file : new Path[] {folder.resolve("nowhere").resolve("plan.json"), folder}) {
            assertWrongUsage(
                    Shell.run("preview", "staging", "--save", file.toString()),
                    file.toString(),
                    "expected a path in an existing directory");
        }
    }

    @Test
    void rejectsAFileThatIsNotAPlan() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.json"), "{\"format\": \"other\"}");

        assertWrongUsage(Shell.run("up", "staging", "--plan", file.toString()), file.toString(), "format is \"other\"");
        assertWrongUsage(
                Shell.run("up", "staging", "--plan", folder.resolve("none.json").toString()), "cannot be read");
    }

    @Test
    void aRollbackNeedsAnUpdateThatIsRecorded() throws IOException {
        Repository.copyProject(folder);
        String project = folder.toString();

        Shell.Ran rollback = Shell.run("rollback", "staging", "--simulate", "--project", project);
        assertThat(rollback.exitCode()).as(rollback.toString()).isEqualTo(1);
        assertThat(rollback.err())
                .contains("blocked: no earlier update is recorded;")
                .contains("`plinth up staging --simulate`");

        Shell.Ran list = Shell.run("rollback", "staging", "--simulate", "--list", "--project", project);
        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).contains("no recorded updates of staging");
        assertThat(Shell.run("rollback", "staging", "--list", "--json", "--project", project)
                        .json()
                        .path("updates"))
                .isEmpty();
    }
}
