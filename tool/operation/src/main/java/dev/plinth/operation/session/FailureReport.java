package dev.plinth.operation.session;

import dev.plinth.engine.command.Engine;
import dev.plinth.engine.command.EngineEvents;
import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.policy.PackEvents;
import java.util.LinkedHashSet;
import java.util.List;
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
     * @param simulated whether the simulator replaces the cloud, which the proposed commands then say too
     * @param outcome how the engine ended; what it printed is used where no event tells a cause
     * @param events the events of the failed command
     * @param packs the policy packs that judged beside Plinth's own
     */
    static String of(
            String operation,
            String stack,
            boolean simulated,
            Engine.Outcome outcome,
            EngineEvents events,
            List<PolicyPack> packs) {
        String arguments = simulated ? stack + " --simulate" : stack;
        if (outcome.ending() == Engine.Ending.INTERRUPTION && events.failed().isEmpty()) {
            return "the " + operation + " of " + stack
                    + " was interrupted: operations in progress were completed, and no others were started\n"
                    + next(operation, arguments, "");
        }
        if (outcome.ending() == Engine.Ending.SILENCE) {
            return "the " + operation + " of " + stack + " was stopped: nothing happened for "
                    + Engine.silence().toSeconds() + " s\n  " + suspects(packs) + "\n" + next(operation, arguments, "");
        }
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
                + mention(packs, causes)
                + next(operation, arguments, output);
    }

    private static String suspects(List<PolicyPack> packs) {
        return switch (packs.size()) {
            case 0 -> "the engine, a provider or the program is waiting";
            case 1 -> "the policy pack " + PackEvents.folders(packs) + " does not answer: fix it, or leave it out";
            default ->
                "one of the policy packs does not answer; use one at a time to see which: " + PackEvents.folders(packs);
        };
    }

    /** The engine does not always say which pack failed. */
    private static String mention(List<PolicyPack> packs, Set<String> causes) {
        String all = String.join("\n", causes);
        boolean named =
                packs.stream().anyMatch(pack -> all.contains(pack.folder().toString()));
        return packs.isEmpty() || named ? "" : "  (policy packs also run: " + PackEvents.folders(packs) + ")\n";
    }

    private static String next(String operation, String arguments, String output) {
        if (output.contains("the stack is currently locked")) {
            return "next: another run holds the stack; wait for it, or if it was killed run `plinth doctor`, which "
                    + "removes its lock";
        }
        if (output.contains("failed to load checkpoint")) {
            return "next: `plinth recover " + arguments
                    + "` restores the latest valid state of a file backend; with another"
                    + " backend, restore an earlier version of the state's object";
        }
        return operation.equals("preview")
                ? "next: fix the cause and preview again; nothing was changed"
                : "next: fix the cause and run the same command again; completed steps are kept, and `plinth refresh "
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
