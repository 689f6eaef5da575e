package dev.plinth.operation;

import dev.plinth.engine.Engine;
import dev.plinth.plan.EngineEvents;
import java.util.LinkedHashSet;
import java.util.Set;

/** Words an engine's failure: the resource, the cause and the next step, without the engine's noise. */
final class FailureReport {

    /** The exit code of a process that was killed: 128 and the number of SIGKILL. */
    private static final int KILLED = 128 + 9;

    private FailureReport() {}

    /**
     * Words a failure.
     *
     * @param operation what was tried
     * @param stack the stack's name
     * @param simulated whether the embedded cloud answered, which the proposed commands then say too
     * @param outcome how the engine ended; what it printed is used where no event tells a cause
     * @param events the events of the failed command
     */
    static String of(String operation, String stack, boolean simulated, Engine.Outcome outcome, EngineEvents events) {
        String output = outcome.output();
        Set<String> causes = new LinkedHashSet<>();
        for (EngineEvents.Diagnostic diagnostic : events.diagnostics()) {
            String message = withoutStackTrace(diagnostic.message());
            // What was cancelled because of another resource's failure is no cause.
            boolean consequence = message.equals("update failed")
                    || message.equals("preview failed")
                    || message.contains("context canceled");
            if (!consequence && !message.isBlank()) {
                String name = diagnostic.urn().substring(diagnostic.urn().lastIndexOf("::") + 1);
                causes.add(
                        diagnostic.urn().isEmpty() || diagnostic.urn().contains("pulumi:pulumi:Stack")
                                ? message
                                : type(diagnostic.urn()) + " " + name.replaceFirst("^:", "") + ": " + message);
            }
        }
        if (causes.isEmpty()) {
            output.lines().filter(line -> line.startsWith("error:")).forEach(causes::add);
        }
        if (causes.isEmpty()) {
            // What an engine printed before it was killed is its progress, and no cause.
            causes.add(
                    outcome.exitCode() == KILLED
                            ? "the engine was killed (exit code " + outcome.exitCode() + ")"
                            : output);
        }
        return "the " + operation + " of " + stack + " failed:\n  " + String.join("\n  ", causes) + "\n"
                + next(operation, simulated ? stack + " --simulate" : stack, output);
    }

    private static String next(String operation, String arguments, String output) {
        if (output.contains("the stack is currently locked")) {
            return "next: another run holds the stack; wait for it, or if it was killed run `plinth doctor`, which "
                    + "removes its lock";
        }
        return operation.equals("preview")
                ? "next: mend the cause and preview again; nothing was changed"
                : "next: mend the cause and run the same command again; what was done already is kept, and `plinth refresh "
                        + arguments + " --preview-only` shows whether the cloud agrees";
    }

    private static String type(String urn) {
        String qualified = urn.split("::", -1)[2];
        return qualified.substring(qualified.lastIndexOf('$') + 1);
    }

    private static String withoutStackTrace(String message) {
        StringBuilder kept = new StringBuilder();
        message.lines()
                .filter(line -> !line.strip().startsWith("at ") && !line.strip().startsWith("Stack trace:"))
                .forEach(line -> kept.append(kept.isEmpty() ? "" : "\n  ").append(line));
        return kept.toString();
    }
}
