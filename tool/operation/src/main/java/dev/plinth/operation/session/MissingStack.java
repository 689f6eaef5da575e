package dev.plinth.operation.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.engine.command.Engine;
import dev.plinth.policies.rule.Names;
import java.util.List;

/** The message for a stack that the backend does not have: the stacks that it has, and how to create this one. */
final class MissingStack {

    /** The engine reports it in its output only. */
    private static final String ENGINE_MESSAGE = "no stack named";

    private MissingStack() {}

    /**
     * Returns whether a command failed because the stack does not exist.
     *
     * @param output the engine's output
     */
    static boolean is(String output) {
        return output.contains(ENGINE_MESSAGE);
    }

    /**
     * Returns the message.
     *
     * @param engine the engine, which lists the stacks of the backend
     * @param stack the stack that does not exist
     */
    static String message(Engine engine, String stack) {
        List<String> stacks = stacks(engine);
        return "the backend has no stack " + stack + Names.suggestion(stack, stacks) + "\n  "
                + (stacks.isEmpty() ? "it has no stacks of this project" : "its stacks: " + String.join(", ", stacks))
                + "\nnext: `plinth stack init " + stack + "` creates the stack; `plinth login` changes the backend;"
                + " --simulate needs neither";
    }

    private static List<String> stacks(Engine engine) {
        Engine.Outcome listed = engine.cli(List.of("stack", "ls", "--json"));
        try {
            return listed.succeeded()
                    ? new ObjectMapper()
                            .readTree(listed.output())
                            .valueStream()
                            .map(stack -> stack.path("name").asText())
                            .sorted()
                            .toList()
                    : List.of();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }
}
