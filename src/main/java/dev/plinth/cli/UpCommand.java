package dev.plinth.cli;

import dev.plinth.operation.Approvals;
import dev.plinth.operation.PolicyPack;
import dev.plinth.policies.baseline.Baseline;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth up}: previews, gates by the policies, asks, and applies that very plan. */
@Command(
        name = "up",
        description = "Preview, judge by the policies, ask, and apply exactly what was previewed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth up staging --simulate --yes     build staging in the embedded cloud",
            "  plinth up production                   ask before anything is changed",
            "  plinth up production --approve storage-not-shrunk@::database-instance --reason \"half is empty\""
        })
final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask. A violated policy still refuses the update.")
    boolean yes;

    @Mixin
    BaselineOption baseline = new BaselineOption();

    @Mixin
    ApprovalOptions approvals = new ApprovalOptions();

    @Mixin
    PolicyPackOptions packs = new PolicyPackOptions();

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String question = "Type the stack's name to apply this:";
        Baseline accepted = baseline.read(arguments::rules);
        Approvals approved = approvals.read(arguments.common.projectFolder(), arguments::rules);
        List<PolicyPack> others = packs.read();
        return Update.run(terminal, arguments, "up", yes ? null : question, approved, session -> {
            session.accept(accepted);
            session.judgeAlsoBy(others);
        });
    }
}
