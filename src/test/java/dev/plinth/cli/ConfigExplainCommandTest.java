package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigExplainCommandTest {

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void copyProject() {
        Repository.copyProject(folder);
    }

    private Shell.Ran explain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] command = new String[arguments.length + 4];
        command[0] = "config";
        command[1] = "explain";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        command[arguments.length + 2] = "--project";
        command[arguments.length + 3] = folder.toString();
        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false),
                new EnvironmentProgram(),
                command);
        return new Shell.Ran(exitCode, out.toString(), err.toString());
    }

    @Test
    void printsTypeUnitRangeDefaultAndTheValueOfEachStack() {
        Shell.Ran ran = explain("recovery.rpoMinutes");

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .startsWith("plinth:recovery.rpoMinutes\n")
                .contains("  type      whole number\n", "  unit      minutes\n", "  allowed   1 to 100000\n")
                .contains("  default   60\n", "  document  docs/configuration.md\n")
                .contains("development: plinth:recovery.rpoMinutes = ");
    }

    @Test
    void descriptionsComeFromTheSourcesOfTheProgram() throws IOException {
        Path sources = folder.resolve("src/main/java/dev/plinth/stack/config");
        Files.createDirectories(sources);
        Files.copy(
                Repository.root().resolve("src/main/java/dev/plinth/stack/config/NetworkConfig.java"),
                sources.resolve("NetworkConfig.java"));

        JsonNode document = new ObjectMapper()
                .readTree(explain("network.natStrategy", "--json").out());

        assertThat(document.path("key").asText()).isEqualTo("plinth:network.natStrategy");
        assertThat(document.path("allowed").asText()).isEqualTo("NONE, SINGLE, ONE_PER_ZONE");
        assertThat(document.path("description").asText()).isNotEmpty();
        assertThat(document.at("/values/production/plinth:network.natStrategy").asText())
                .isEqualTo("ONE_PER_ZONE");
    }

    @Test
    void aStarStandsForEachEntryOfAMap() {
        assertThat(explain("databases.*.engineVersion").out())
                .startsWith("plinth:databases.*.engineVersion\n")
                .contains("production: plinth:databases.database.engineVersion = ");
        assertThat(explain("databases").out()).contains("map by name", "engineVersion");
    }

    @Test
    void rejectsAnUnknownKeyWithASuggestion() {
        Shell.Ran ran = explain("recovery.rpoMinuts");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no rpoMinuts. Did you mean rpoMinutes?", "Expected one of rpoMinutes");
    }

    @Test
    void masksSecrets() throws IOException {
        Path file = folder.resolve("Pulumi.staging.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("  plinth:tags:\n", "  plinth:tags:\n    hidden: {secure: v1:abcdef}\n"));

        assertThat(explain("tags").out()).contains("[secret]").doesNotContain("v1:abcdef");
    }
}
