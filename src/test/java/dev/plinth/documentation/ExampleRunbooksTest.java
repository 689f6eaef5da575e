package dev.plinth.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.examples.Example;
import dev.plinth.testkit.SimulatedProject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runbook of each example: its sections, and its commands. Those that need no engine are run. */
final class ExampleRunbooksTest {

    static List<Example> examples() {
        return Example.all().stream()
                .filter(example -> Files.exists(Repository.root().resolve(document(example))))
                .toList();
    }

    @Test
    void fourSystemsHaveARunbook() {
        assertThat(examples())
                .extracting(Example::name)
                .contains("deployment-guide", "pourtrait", "printvision", "sveltekit");
    }

    private static String document(Example example) {
        return "examples/" + example.name() + "/RUNBOOK.md";
    }

    @ParameterizedTest
    @MethodSource("examples")
    void hasEachPhaseAndTheEscalationMatrix(Example example) throws IOException {
        assertThat(Files.readString(Repository.root().resolve(document(example))))
                .containsSubsequence(
                        "## Before",
                        "## Go-live",
                        "## After",
                        "## Rollback",
                        "## Incident",
                        "| 1 | 0 to 30 minutes |",
                        "| 2 | 30 to 60 minutes |",
                        "| 3 | 60 to 120 minutes |",
                        "| 4 | from 120 minutes |",
                        "## Disaster recovery");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyCommandExists(Example example) throws IOException {
        Terminal nowhere =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, false);
        List<DocumentedCommand> commands = DocumentedCommand.of(document(example));

        assertThat(commands).hasSizeGreaterThan(8).allMatch(DocumentedCommand::isPlinth);
        for (DocumentedCommand command : commands) {
            String[] arguments = command.arguments().toArray(String[]::new);
            assertThatCode(() -> PlinthCommand.line(nowhere, null).parseArgs(arguments))
                    .as(command.toString())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void commandsWithoutAnEnginePrintTheExpectedOutput(Example example, @TempDir Path folder) throws IOException {
        SimulatedProject project =
                SimulatedProject.copy(example.folder(), folder.resolve(example.name()), example.program());
        List<DocumentedCommand> offline = DocumentedCommand.of(document(example)).stream()
                .filter(command -> command.text().matches(".* (policy|config) check .*|.*--timeline"))
                .toList();

        assertThat(offline).hasSize(3);
        for (DocumentedCommand command : offline) {
            SimulatedProject.Result result = project.run(command.arguments().toArray(String[]::new));

            assertThat(result.exitCode()).as(command + "\n" + result).isEqualTo(command.exitCode());
            assertThat(command.output())
                    .as(command + "\n" + result)
                    .isNotEmpty()
                    .allMatch((result.out() + result.err())::contains);
        }
    }
}
