package dev.plinth.cli;

import dev.plinth.cli.backend.LoginCommand;
import dev.plinth.cli.backend.LogoutCommand;
import dev.plinth.cli.backend.StackCommand;
import dev.plinth.cli.comment.CommentCommand;
import dev.plinth.cli.graph.AffectedCommand;
import dev.plinth.cli.graph.CostCommand;
import dev.plinth.cli.graph.DiagramCommand;
import dev.plinth.cli.graph.ExportCommand;
import dev.plinth.cli.graph.GraphCommand;
import dev.plinth.cli.graph.ReachabilityCommand;
import dev.plinth.cli.launch.DaemonCommand;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.PlinthVersion;
import dev.plinth.cli.options.RootCommand;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.policy.PolicyCommand;
import dev.plinth.cli.secrets.SecretsCommand;
import dev.plinth.cli.setup.CompletionCommand;
import dev.plinth.cli.setup.ConfigCommand;
import dev.plinth.cli.setup.DoctorCommand;
import dev.plinth.cli.setup.NewCommand;
import dev.plinth.cli.simulator.SimulatorCommand;
import dev.plinth.cli.stack.DestroyCommand;
import dev.plinth.cli.stack.HistoryCommand;
import dev.plinth.cli.stack.OutputsCommand;
import dev.plinth.cli.stack.PreviewCommand;
import dev.plinth.cli.stack.RecoverCommand;
import dev.plinth.cli.stack.RefreshCommand;
import dev.plinth.cli.stack.RollbackCommand;
import dev.plinth.cli.stack.SnapshotCommand;
import dev.plinth.cli.stack.StatusCommand;
import dev.plinth.cli.stack.UnprotectCommand;
import dev.plinth.cli.stack.UpCommand;
import dev.plinth.cli.stack.VerifyCommand;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.engine.EngineException;
import dev.plinth.engine.binary.PulumiBinary;
import dev.plinth.operation.comment.ServiceException;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackProgram;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code plinth}, under which all others stand. */
@Command(
        name = "plinth",
        description = "Production environments from typed Java components on Pulumi.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:Success, no issues.",
            " 1:A policy violation, a blocked change, drift, or a failed check.",
            " 2:Wrong usage or configuration.",
            " 3:Failure of the engine, a provider, the cloud or a service, or of writing the output.",
            " 141:The output is a pipe whose reader has ended, and the command succeeded."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth up staging --simulate       create staging in the simulator, without an account",
            "  plinth preview production          preview changes of production",
            "  plinth policy check production     check production against policies, without an engine",
            "  source <(plinth completion bash)   complete commands in this shell"
        })
public final class PlinthCommand implements RootCommand {

    /** The commands, in the order in which the help lists them. */
    private static final List<Class<?>> COMMANDS = List.of(
            NewCommand.class,
            PreviewCommand.class,
            UpCommand.class,
            VerifyCommand.class,
            StatusCommand.class,
            RollbackCommand.class,
            HistoryCommand.class,
            RefreshCommand.class,
            DestroyCommand.class,
            RecoverCommand.class,
            UnprotectCommand.class,
            OutputsCommand.class,
            AffectedCommand.class,
            CommentCommand.class,
            GraphCommand.class,
            CostCommand.class,
            DiagramCommand.class,
            ReachabilityCommand.class,
            ExportCommand.class,
            SnapshotCommand.class,
            PolicyCommand.class,
            ConfigCommand.class,
            SecretsCommand.class,
            DoctorCommand.class,
            DaemonCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            StackCommand.class,
            SimulatorCommand.class,
            CompletionCommand.class,
            AutoComplete.GenerateCompletion.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = "--no-daemon",
            hidden = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Run the command in a separate process.")
    boolean noDaemon;

    private static final int MEBIBYTE = 1 << 20;

    @Option(names = "--version", versionHelp = true, description = "Show Plinth's version and its engine's.")
    boolean version;

    private final @Nullable StackProgram<?> program;

    private final Clock clock = Clock.systemUTC();

    private PlinthCommand(@Nullable StackProgram<?> program) {
        this.program = program;
    }

    /**
     * Runs a command with the process's own streams.
     *
     * @param program the program in this JVM
     * @param arguments the command line
     * @return the exit code
     */
    static int run(StackProgram<?> program, String... arguments) {
        return run(Terminal.system(System.getenv()), program, arguments);
    }

    /**
     * Runs a command with given streams.
     *
     * @param terminal where it prints
     * @param program the program in this JVM
     * @param arguments the command line
     * @return the exit code
     */
    public static int run(Terminal terminal, @Nullable StackProgram<?> program, String... arguments) {
        return ExitCode.of(terminal, execute(terminal, program, arguments));
    }

    private static int execute(Terminal terminal, @Nullable StackProgram<?> program, String... arguments) {
        try {
            return line(terminal, program, arguments).execute(arguments);
        } catch (OutOfMemoryError e) {
            // What was read is garbage by now, so that there is memory for the message.
            terminal.say("error: out of memory: a file or the stack is too large for "
                    + Runtime.getRuntime().maxMemory() / MEBIBYTE
                    + " MiB\nnext: use a smaller file, or increase the heap: java -Xmx4g -jar JAR");
            return ExitCode.FAILURE;
        }
    }

    /**
     * The command with its subcommands.
     *
     * @param arguments the command line: where it begins with a subcommand, only that one is made, since reading the options of
     *     all takes a fifth of a second
     */
    public static CommandLine line(Terminal terminal, @Nullable StackProgram<?> program, String... arguments) {
        CommandLine.IFactory factory = new TerminalFactory(terminal);
        CommandLine line = new CommandLine(new PlinthCommand(program), factory);
        String first = arguments.length == 0 ? "" : arguments[0];
        // The completion script names all of them.
        List<Class<?>> called = COMMANDS.stream()
                .filter(command -> command != AutoComplete.GenerateCompletion.class
                        && command != CompletionCommand.class
                        && command.getAnnotation(Command.class).name().equals(first))
                .toList();
        for (Class<?> command : called.isEmpty() ? COMMANDS : called) {
            line.addSubcommand(new CommandLine(command, factory));
        }
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // An option that takes @FILE reads the file itself, as one value.
        line.setExpandAtFiles(false);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(terminal.width());
        HelpLayout.apply(line);
        CommandLine completion = line.getSubcommands().get("generate-completion");
        if (completion != null) {
            completion
                    .getCommandSpec()
                    .usageMessage()
                    .hidden(true)
                    .description("Print a script that completes commands and options in bash and zsh.")
                    .footerHeading("%nExamples:%n")
                    .footer("  source <(plinth generate-completion)");
        }
        line.getCommandSpec().versionProvider(() ->
                new String[] {"plinth " + PlinthVersion.current(), "engine " + PulumiBinary.VERSION});
        line.setExecutionStrategy(parsed -> {
            try {
                return WatchedCommand.of(parsed)
                        .map(watched -> watched.run(terminal, program))
                        .orElseGet(() -> new CommandLine.RunLast().execute(parsed));
            } catch (ConfigException | UsageException | UncheckedIOException e) {
                throw new CommandLine.ExecutionException(line, e.getMessage(), e);
            }
        });
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            terminal.say("error: " + message(exception));
            if (parsed.subcommands().stream()
                    .flatMap(sub -> Stream.iterate(sub, s -> s != null, s -> s.subcommand()))
                    .anyMatch(sub -> sub.hasMatchedOption("--errors"))) {
                exception.printStackTrace(terminal.err());
            }
            return exitCode(exception);
        });
        line.setExitCodeExceptionMapper(exception -> ExitCode.USAGE);
        return line;
    }

    @Override
    public @Nullable StackProgram<?> program() {
        return program;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    private static String message(Exception exception) {
        if (exception instanceof EngineException
                || exception instanceof ServiceException
                || exception instanceof ConfigException
                || exception instanceof UsageException
                || exception instanceof UncheckedIOException) {
            return String.valueOf(exception.getMessage());
        }
        return exception + "; this is a bug in Plinth: run the command again with --errors and report its output";
    }

    private static int exitCode(Exception exception) {
        boolean usage = exception instanceof ConfigException || exception instanceof UsageException;
        return usage ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    /** Makes commands, and hands the terminal to those that take one. */
    private record TerminalFactory(Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Terminal.class) {
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(terminal));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
