package dev.plinth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.Pulumi;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.config.ConfigException;
import dev.plinth.config.StackConfigReader;
import dev.plinth.stack.Environment;
import java.util.Map;

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
        // The SDK's runner busy-waits on one thread of the common pool; on two cores the program would never end. The
        // pool
        // reads this when it is first used, so it must be set before anything else runs.
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
        String stack = System.getenv().getOrDefault("PULUMI_STACK", "");
        try {
            var config = StackConfigReader.fromEngine(stack, engineConfig());
            Pulumi.run(context -> Environment.create(context, config));
        } catch (ConfigException | InvalidArgumentsException e) {
            // Standard error reaches the person as the program's output in the engine's own display.
            System.err.println("error: " + e.getMessage());
            System.exit(2);
        }
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
