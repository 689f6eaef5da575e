package dev.plinth.cli.backend;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.process.ChildProcess;
import dev.plinth.operation.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** A command of the engine with the arguments as typed, for machines without {@code pulumi} on the PATH. */
abstract class EngineCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final List<String> command;

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description =
                    "The project's directory. Default: the nearest one upwards from the current directory that has a"
                            + " Pulumi.yaml.")
    @Nullable
    Path project;

    @Option(names = "--errors", description = "Show stack traces.")
    boolean errors;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Unmatched
    List<String> arguments = new ArrayList<>();

    /**
     * Creates the command.
     *
     * @param command the words of the engine's command
     */
    EngineCommand(Terminal terminal, String... command) {
        this.terminal = terminal;
        this.command = List.of(command);
    }

    @Override
    public Integer call() {
        CommonOptions common = new CommonOptions();
        common.project = project;
        List<String> line = new ArrayList<>();
        try (TerminalProgress progress = new TerminalProgress(terminal)) {
            line.add(Project.engine().obtain(progress.ofCompiling()).path().toString());
        }
        line.addAll(command);
        line.addAll(arguments);
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        try {
            int code = terminal.interactive()
                    ? converse(line, common.projectFolder(), environment)
                    : print(line, common.projectFolder(), environment);
            return code == 0 ? ExitCode.OK : ExitCode.FAILURE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILURE;
        }
    }

    /** Leaves the terminal to the engine, which asks for a token or a passphrase. */
    private static int converse(List<String> line, Path folder, Map<String, String> environment)
            throws InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).inheritIO();
        builder.environment().putAll(environment);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new EngineException("the engine " + line.get(0) + " cannot be started: " + e.getMessage(), e);
        }
    }

    private int print(List<String> line, Path folder, Map<String, String> environment) throws InterruptedException {
        try (ChildProcess child =
                ChildProcess.start(line, folder, environment, terminal.out()::println, terminal.err()::println)) {
            return child.waitFor();
        }
    }
}
