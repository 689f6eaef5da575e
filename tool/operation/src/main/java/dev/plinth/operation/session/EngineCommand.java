package dev.plinth.operation.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command for the engine.
 *
 * @param name the engine's command, such as {@code preview}
 * @param arguments its arguments, without those that every command takes
 * @param request the options of the preview or update, for a command that runs the policies
 * @param total the number of steps, 0 when unknown
 */
record EngineCommand(String name, List<String> arguments, Optional<PreviewRequest> request, int total) {

    private static final String PREVIEW_ONLY = "--preview-only";

    /** Copies the arguments. */
    EngineCommand {
        arguments = List.copyOf(arguments);
    }

    /** Returns a command that runs no policies. */
    static EngineCommand of(String name, String... arguments) {
        return new EngineCommand(name, List.of(arguments), Optional.empty(), 0);
    }

    /** Returns a comparison of the state with the cloud. */
    static EngineCommand comparison() {
        return of("refresh", PREVIEW_ONLY);
    }

    /** Returns an update of the state from the cloud. */
    static EngineCommand refresh() {
        return of("refresh", "--yes", "--skip-preview");
    }

    /** Returns this command with an option for each of some resources. */
    EngineCommand with(String option, List<String> urns) {
        List<String> all = new ArrayList<>(arguments);
        urns.forEach(urn -> all.addAll(List.of(option, urn)));
        return new EngineCommand(name, all, request, total);
    }

    /** Returns whether the command changes the stack or its state. */
    boolean isChanging() {
        return !name.equals("preview") && !arguments.contains(PREVIEW_ONLY);
    }
}
