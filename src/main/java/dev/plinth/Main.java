package dev.plinth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.config.ConfigException;
import dev.plinth.config.StackConfig;
import dev.plinth.config.StackConfigReader;
import dev.plinth.engine.InlineProgram;
import dev.plinth.engine.ProgramRun;
import dev.plinth.stack.Environment;
import java.util.Map;
import java.util.Set;

/**
 * The jar's entry point. Started by Pulumi's language host it runs the program of a stack; started by a person it is the
 * {@code plinth} command.
 */
public final class Main {

    private Main() {}

    /**
     * Runs the program or a command, and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        // The SDK blocks threads of the common pool, which has one thread on two cores. The pool reads this when it is
        // first used, so it must be set before anything else runs.
        if (System.getProperty("java.util.concurrent.ForkJoinPool.common.parallelism") == null) {
            System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "8");
        }
        if (System.getenv("PULUMI_MONITOR") != null) {
            runProgram();
        } else {
            System.exit(PlinthCommand.run(arguments));
        }
    }

    private static void runProgram() {
        Map<String, String> variables = System.getenv();
        String stack = variables.getOrDefault("PULUMI_STACK", "");
        Map<String, String> settings = engineConfig();
        int exitCode;
        try {
            StackConfig config = StackConfigReader.fromEngine(stack, settings);
            InlineProgram program = new InlineProgram(context -> Environment.create(context, config));
            ProgramRun run = new ProgramRun(
                    variables.getOrDefault("PULUMI_ORGANIZATION", "organization"),
                    variables.getOrDefault("PULUMI_PROJECT", ""),
                    stack,
                    Boolean.parseBoolean(variables.get("PULUMI_DRY_RUN")),
                    settings,
                    Set.of(),
                    InlineProgram.monitorAt(variables.getOrDefault("PULUMI_MONITOR", "")),
                    InlineProgram.engineAt(variables.getOrDefault("PULUMI_ENGINE", "")));
            exitCode = program.run(run).join().exitCode();
        } catch (ConfigException | InvalidArgumentsException e) {
            // Standard error reaches the person as the program's output in the engine's own display.
            System.err.println("error: " + e.getMessage());
            exitCode = 2;
        }
        System.exit(exitCode);
    }

    private static Map<String, String> engineConfig() {
        try {
            return new ObjectMapper()
                    .readValue(System.getenv().getOrDefault("PULUMI_CONFIG", "{}"), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the engine's PULUMI_CONFIG is not a JSON object", e);
        }
    }
}
