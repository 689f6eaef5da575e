package dev.plinth.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands in code blocks of all documents. Those that need no engine run; the README's others run in ReadmeIT. */
final class DocumentedCommandsTest {

    /** First words of lines that are no commands of Plinth. */
    private static final Set<String> OTHERS =
            Set.of("./mvnw", "aws", "cd", "curl", "docker", "jq", "mkdir", "openssl", "pulumi", "terraform", "tofu");

    /** Commands that need neither an engine nor a file that the reader has. */
    private static final Set<String> WITHOUT_ENGINE = Set.of("config", "cost", "diagram", "graph", "policy");

    /** Words of commands that need a file, a project or an account of the reader's. */
    private static final Set<String> READERS_OWN =
            Set.of("--file", "--since", "--baseline", "--project", "waive", "baseline", "dev");

    static List<DocumentedCommand> commands() throws IOException {
        return DocumentedCommand.all().stream()
                .filter(DocumentedCommand::isPlinth)
                .toList();
    }

    static List<DocumentedCommand> withoutEngine() throws IOException {
        return commands().stream()
                .filter(command -> WITHOUT_ENGINE.contains(command.arguments().get(0))
                        && command.arguments().stream().noneMatch(READERS_OWN::contains))
                .toList();
    }

    @Test
    void findsCommands() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(40);
        assertThat(withoutEngine()).hasSizeGreaterThan(8);
        assertThat(DocumentedCommand.of("README.md")).hasSizeGreaterThan(15);
    }

    @Test
    void otherLinesAreKnownCommands() throws IOException {
        assertThat(DocumentedCommand.all().stream().filter(command -> !command.isPlinth()))
                .allSatisfy(command -> assertThat(OTHERS)
                        .as(command.toString())
                        .contains(command.text().split(" ", 2)[0]));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsValid(DocumentedCommand command) {
        Terminal terminal =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, false);

        assertThatCode(() -> PlinthCommand.line(terminal, null)
                        .parseArgs(command.arguments().toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("withoutEngine")
    void commandsWithoutAnEngineRun(DocumentedCommand command, @TempDir Path folder) {
        Repository.copyProject(folder);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(command.arguments());
        int output = arguments.indexOf("--output") + 1;
        if (output > 0) {
            arguments.set(output, folder.resolve(arguments.get(output)).toString());
        }
        arguments.addAll(List.of("--project", folder.toString()));

        int exitCode = PlinthCommand.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err), false, false),
                new EnvironmentProgram(),
                arguments.toArray(String[]::new));

        // Placeholders are findings.
        int expected = arguments.get(0).equals("config") ? 1 : command.exitCode();
        assertThat(exitCode).as(err.toString()).isEqualTo(expected);
        assertThat(command.output()).as(out + err.toString()).allMatch((out + err.toString())::contains);
    }
}
