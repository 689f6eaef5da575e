package dev.plinth.cli.options;

import dev.plinth.operation.Git;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.policies.rule.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Approvals of a change, with their reason and the name of the approver. */
public final class ApprovalOptions {

    @Option(
            names = "--approve",
            paramLabel = "RULE@URN",
            description = "Approve a change that a rule blocks. The end of the URN is enough if it is unique, such "
                    + "as stateful-not-deleted@::database-instance. Repeatable.")
    public List<String> approve = new ArrayList<>();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Reason for the approval, at least 10 characters; recorded in the stack's history.")
    @Nullable
    public String reason;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the approver. Default: git's user.name, else the operating system's user.")
    @Nullable
    public String name;

    /**
     * Reads the options.
     *
     * @param folder the project's, for git
     * @param rules gets the stack's rules
     * @throws UsageException when a reason or a name approves nothing
     */
    public Approvals read(Path folder, Supplier<RuleSet> rules) {
        if (approve.isEmpty()) {
            if (reason != null || name != null) {
                throw new UsageException("--reason and --name require --approve RULE@URN");
            }
            return Approvals.NONE;
        }
        return Approvals.parse(approve, reason == null ? "" : reason, name == null ? user(folder) : name, rules.get());
    }

    private static String user(Path folder) {
        // Without git, or a name in it, the system's user has to do.
        return Git.answer(folder, "config", "user.name")
                .map(String::strip)
                .filter(answer -> !answer.isEmpty())
                .orElse(System.getProperty("user.name", ""));
    }
}
