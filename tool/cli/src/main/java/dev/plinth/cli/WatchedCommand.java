package dev.plinth.cli;

import dev.plinth.cli.launch.ProgramWatch;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.engine.InterruptionException;
import dev.plinth.settings.StackProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command with {@code --watch}: the same command line without that option, which runs again on each change.
 *
 * @param arguments the command line without the option
 * @param project the project's directory
 * @param written files that the command writes
 */
record WatchedCommand(List<String> arguments, Path project, Set<Path> written) {

    private static final String WATCH = "--watch";

    /** Options whose output is for a script, or of one preview only. */
    private static final List<String> EXCLUDED = List.of("--json", "--save", "--file");

    /** Returns the command if the line has the option, and asks for no help. */
    static Optional<WatchedCommand> of(ParseResult line) {
        ParseResult parsed = line.subcommand();
        // `status --watch` repeats in one process, without compiling.
        if (parsed == null
                || !parsed.commandSpec().name().equals("preview")
                || !parsed.hasMatchedOption(WATCH)
                || parsed.isUsageHelpRequested()) {
            return Optional.empty();
        }
        EXCLUDED.stream().filter(parsed::hasMatchedOption).findFirst().ifPresent(option -> {
            throw new UsageException(WATCH + " and " + option + " cannot be combined");
        });
        CommonOptions common = new CommonOptions();
        common.project = parsed.matchedOptionValue("--project", (Path) null);
        OptionSpec report = parsed.matchedOption("--report");
        return Optional.of(new WatchedCommand(
                line.originalArgs().stream()
                        .filter(argument -> !argument.equals(WATCH))
                        .toList(),
                common.projectFolder(),
                report == null
                        ? Set.of()
                        : report.stringValues().stream()
                                .map(file -> Path.of(file).toAbsolutePath().normalize())
                                .collect(Collectors.toSet())));
    }

    /**
     * Runs the command until a person interrupts it.
     *
     * @return the exit code
     */
    int run(Terminal terminal, @Nullable StackProgram<?> first) {
        String[] line = arguments.toArray(String[]::new);
        return new ProgramWatch(terminal, project, written).run(first, program -> {
            boolean[] interrupted = {false};
            CommandLine command = PlinthCommand.line(terminal, program, line);
            CommandLine.IExecutionExceptionHandler handler = command.getExecutionExceptionHandler();
            command.setExecutionExceptionHandler((exception, failed, parsed) -> {
                interrupted[0] = exception instanceof InterruptionException;
                return handler.handleExecutionException(exception, failed, parsed);
            });
            command.execute(line);
            return !interrupted[0];
        });
    }
}
