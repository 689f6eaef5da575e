package dev.plinth.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the README in their order, on the real engine and the simulator, in a fresh project. */
final class ReadmeIT {

    /** Commands that do not run here, with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "./mvnw verify", "runs this test",
            "./plinth policy check --file plan.json", "needs a plan of the reader's",
            "pulumi preview -s staging --policy-pack policies", "needs Pulumi and an account",
            "pulumi up -s staging --policy-pack policies", "needs Pulumi and an account");

    /** Options with a file, which the test puts into the project. */
    private static final Set<String> FILES = Set.of("--report", "--save", "--plan", "--output", "--snapshot");

    @Test
    void everyCommandRuns(@TempDir Path folder) throws IOException {
        copyProject(folder);
        List<String> excepted = new ArrayList<>();
        for (DocumentedCommand command : DocumentedCommand.of("README.md")) {
            if (EXCEPTIONS.containsKey(command.text())) {
                excepted.add(command.text());
                continue;
            }
            List<String> arguments = new ArrayList<>(command.arguments());
            for (int i = 1; i < arguments.size(); i++) {
                if (FILES.contains(arguments.get(i - 1))) {
                    arguments.set(i, folder.resolve(arguments.get(i)).toString());
                }
            }
            if (!arguments.get(0).startsWith("-")) {
                arguments.addAll(List.of("--project", folder.toString()));
            }
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int exitCode = PlinthCommand.run(
                    new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false),
                    new EnvironmentProgram(),
                    arguments.toArray(String[]::new));

            assertThat(exitCode).as(command + "\n" + out + err).isEqualTo(command.exitCode());
        }
        assertThat(new HashSet<>(excepted))
                .as("exceptions that are still there")
                .isEqualTo(EXCEPTIONS.keySet());
    }

    /** The files of the repository's own stacks, with the program of this test's class path. */
    private static void copyProject(Path folder) throws IOException {
        Repository.copyProject(folder);
        try (Stream<Path> files = Files.list(Repository.root())) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("Pulumi\\..+\\.yaml"))
                    .toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
