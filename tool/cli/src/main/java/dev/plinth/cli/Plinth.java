package dev.plinth.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.cli.launch.ProgramHandover;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.engine.program.InlineProgram;
import dev.plinth.engine.program.ProgramRun;
import dev.plinth.settings.ConfigException;
import dev.plinth.settings.StackFile;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackReader;
import java.util.Map;
import java.util.Set;

/** The entry point of a project's jar: the {@code plinth} command, or the project's program when the engine starts it. */
public final class Plinth {

    private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private Plinth() {}

    /**
     * Runs a command, or the program, and ends the process with its exit code. Returns only to a caller that runs commands
     * itself, see {@link ProgramHandover}.
     *
     * @param arguments the command line
     * @param program the project's program
     */
    public static void run(String[] arguments, StackProgram<?> program) {
        // The SDK blocks threads of the common pool, which has one thread on two cores. The pool reads this when it is
        // first used, so it must be set before anything else runs.
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, "8");
        }
        if (ProgramHandover.give((terminal, line) -> PlinthCommand.run(terminal, program, line))) {
            return;
        }
        boolean startedByEngine = System.getenv("PULUMI_MONITOR") != null;
        System.exit(startedByEngine ? runProgram(program) : PlinthCommand.run(program, arguments));
    }

    private static <C extends Record> int runProgram(StackProgram<C> program) {
        Map<String, String> variables = System.getenv();
        String project = variables.getOrDefault("PULUMI_PROJECT", "");
        String stack = variables.getOrDefault("PULUMI_STACK", "");
        Map<String, String> config = json(variables.getOrDefault("PULUMI_CONFIG", "{}"), new TypeReference<>() {});
        Set<String> secrets = json(variables.getOrDefault("PULUMI_CONFIG_SECRET_KEYS", "[]"), new TypeReference<>() {});
        try {
            StackFile file = StackFile.ofEngine(stack, config).withSecrets(secrets);
            StackReader.Content<C> content = StackReader.read(file, project, program);
            ProgramRun run = new ProgramRun(
                    variables.getOrDefault("PULUMI_ORGANIZATION", "organization"),
                    project,
                    stack,
                    Boolean.parseBoolean(variables.get("PULUMI_DRY_RUN")),
                    config,
                    secrets,
                    InlineProgram.monitorAt(variables.getOrDefault("PULUMI_MONITOR", "")),
                    InlineProgram.engineAt(variables.getOrDefault("PULUMI_ENGINE", "")));
            C configuration = content.configuration().orElseThrow();
            return new InlineProgram(context -> program.register(context, configuration, content.settings()))
                    .run(run)
                    .join()
                    .exitCode();
        } catch (ConfigException e) {
            // Standard error reaches the person as the program's output in the engine's own display.
            System.err.println("error: " + e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private static <T> T json(String text, TypeReference<T> type) {
        try {
            return new ObjectMapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the engine's configuration is not JSON", e);
        }
    }
}
