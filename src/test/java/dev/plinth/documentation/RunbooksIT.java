package dev.plinth.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.stack.EnvironmentProgram;
import dev.plinth.testkit.SimulatedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of all runbooks in their order on the real engine and the simulator, with the smallest stack. */
final class RunbooksIT {

    private static final String STACK = "development";

    /** Options with a file, which the test puts into the project. */
    private static final Set<String> FILES = Set.of("--report", "--save", "--plan", "--output");

    @Test
    void everyCommandRunsAndPrintsWhatItsStepExpects(@TempDir Path folder) throws IOException {
        Repository.copyProject(Files.createDirectory(folder.resolve("original")));
        SimulatedProject project =
                SimulatedProject.copy(folder.resolve("original"), folder.resolve("copy"), new EnvironmentProgram());

        for (Runbook runbook : Runbook.ALL) {
            if (runbook.name().equals("rollback.md")) {
                failedChange(project);
            }
            for (DocumentedCommand command : runbook.commands()) {
                SimulatedProject.Result result = project.run(arguments(command, project.directory()));

                assertThat(result.exitCode()).as(command + "\n" + result).isEqualTo(command.exitCode());
                assertThat(command.output())
                        .map(text -> text.replace("production", STACK))
                        .as(command + "\n" + result)
                        .allMatch((result.out() + result.err())::contains);
            }
        }
    }

    private static String[] arguments(DocumentedCommand command, Path folder) {
        List<String> arguments = new ArrayList<>();
        for (String argument : command.arguments()) {
            boolean file = !arguments.isEmpty() && FILES.contains(arguments.get(arguments.size() - 1));
            String stack = argument.equals("production") ? STACK : argument;
            arguments.add(file ? folder.resolve(argument).toString() : stack);
        }
        return arguments.toArray(String[]::new);
    }

    /** An update that the next runbook returns from. */
    private static void failedChange(SimulatedProject project) throws IOException {
        Path file = project.directory().resolve("Pulumi." + STACK + ".yaml");
        Files.writeString(
                file, Files.readString(file).replace("  plinth:tags:\n", "  plinth:tags:\n    release: failed\n"));
        SimulatedProject.Result up = project.run("up", STACK, "--yes");
        assertThat(up.exitCode()).as(up.toString()).isZero();
    }
}
