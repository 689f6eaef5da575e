package dev.plinth.cli.options;

import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.policy.Approvals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Permission to change a stack outside of its deployment windows, with the reason. */
public final class WindowOption {

    @Option(
            names = "--outside-window",
            paramLabel = "REASON",
            description =
                    "Update outside of the deployment windows, for a reason of at least 10 characters that is recorded in the "
                            + "stack's history.")
    @Nullable
    public String reason;

    /**
     * Returns the reason why the stack may not be changed at this time.
     *
     * @param arguments the stack; the simulator has no windows
     * @return empty when it may be, or a reason is given
     * @throws UsageException when the reason says nothing
     * @throws dev.plinth.settings.ConfigException when the stack's file has faults
     */
    public Optional<String> refusal(StackArguments arguments) {
        if (reason != null && reason.strip().length() < Approvals.REASON_CHARACTERS) {
            throw new UsageException("--outside-window is \"" + reason.strip() + "\"; allowed: "
                    + Approvals.REASON_CHARACTERS + " characters or more with the reason");
        }
        if (arguments.simulate || reason != null) {
            return Optional.empty();
        }
        StackDefinition definition = StackDefinition.read(arguments.project(), arguments.stack);
        if (!definition.placeholders().isEmpty()) {
            // It reaches no cloud at any time, and is refused for these once it is opened.
            return Optional.empty();
        }
        return definition
                .settings()
                .deployment()
                .refusal(arguments.clock().instant())
                .map(why -> why + "\nnext: wait for the window, or override it with --outside-window REASON");
    }

    /** Returns the text for the stack's history; empty without a reason. */
    public String note() {
        return reason == null ? "" : "outside of the deployment window: " + reason.strip();
    }
}
