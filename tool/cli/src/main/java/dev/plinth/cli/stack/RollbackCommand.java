package dev.plinth.cli.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.cli.options.ApprovalOptions;
import dev.plinth.cli.options.BaselineOption;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.PolicyPackOptions;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.ImageBuilds;
import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.Project;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.rollback.Irreversible;
import dev.plinth.operation.rollback.UpdateHistory;
import dev.plinth.operation.rollback.UpdateRecord;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.baseline.Baseline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth rollback}: returns a stack to the configuration of an earlier update. */
@Command(
        name = "rollback",
        description = {
            "Return a stack to the configuration of the update before the last one: preview it, say what has no way",
            "back, judge it by the policies, ask, and apply it. See docs/plans.md for what it can't bring back."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth rollback staging --simulate --list    the updates to choose from",
            "  plinth rollback production                   to the update before the last one",
            "  plinth rollback production --to 12 --json    to an update's number"
        })
public final class RollbackCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask. A violated policy still refuses the rollback.")
    boolean yes;

    @Option(names = "--list", description = "List the updates that were made on this machine, and change nothing.")
    boolean list;

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            description = "The update to return to. Default: the youngest that succeeded before the last one.")
    @Nullable
    Integer to;

    @Option(
            names = "--configuration-only",
            description =
                    "Return to the configuration alone, with the program as it is now, although another program made it.")
    boolean configurationOnly;

    @Mixin
    ApprovalOptions approvals = new ApprovalOptions();

    @Mixin
    BaselineOption baseline = new BaselineOption();

    @Mixin
    PolicyPackOptions packs = new PolicyPackOptions();

    RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Approvals approved = approvals.read(arguments.common.projectFolder(), arguments::rules);
        Baseline accepted = baseline.read(arguments::rules);
        List<PolicyPack> others = packs.read();
        Project project = arguments.project();
        UpdateHistory history = new UpdateHistory(project, arguments.stack, arguments.simulate);
        if (list) {
            return list(history.updates());
        }
        ResultText report = new ResultText(terminal);
        Optional<UpdateRecord> target = to == null ? history.previous() : history.find(to);
        if (target.isEmpty()) {
            return report.refused(arguments, noTarget(history));
        }
        UpdateRecord update = target.get();
        if (update.result() != UpdateRecord.Outcome.SUCCEEDED) {
            return report.refused(
                    arguments, "update " + update.number() + " did not succeed, so nothing is to be returned to");
        }
        boolean otherProgram = !update.program().equals(Digests.ofProgram(project));
        if (otherProgram && !configurationOnly) {
            return report.refused(arguments, otherProgram(update));
        }
        terminal.say("back to update " + update.number() + " of " + update.began() + ", made from " + update.commit());
        try (TerminalProgress progress = new TerminalProgress(terminal);
                StackSession session = StackSession.openWith(
                        project, arguments.stack, arguments.simulate, update.configuration(), progress)) {
            session.accept(accepted);
            session.judgeAlsoBy(others);
            Optional<Integer> refused = RecoverCommand.first(terminal, arguments, session, progress, yes);
            if (refused.isPresent()) {
                return refused.get();
            }
            StackSession.Preview preview = session.plan(approved);
            progress.end();
            Irreversible.of(preview).forEach(line -> terminal.say("no way back: " + line));
            warnOfSources(preview.change().after(), update.commit(), Commit.of(project.folder()));
            String question = yes ? null : "Type the stack's name to roll it back:";
            int exitCode = new Update(terminal, arguments, "rollback", question, arguments.command("rollback"))
                    .apply(session, progress, preview);
            if (exitCode == ExitCode.OK) {
                terminal.say(next(project, update));
            }
            return exitCode;
        }
    }

    private int list(List<UpdateRecord> updates) {
        if (arguments.common.json) {
            var document = JsonNodeFactory.instance.objectNode();
            var array = document.putArray("updates");
            updates.forEach(update -> array.add(update.toJson()));
            terminal.json(document);
        } else {
            updates.forEach(update -> terminal.out()
                    .println(update.number() + "  " + update.began() + "  " + update.verb() + "  "
                            + update.result().name().toLowerCase(java.util.Locale.ROOT) + "  " + update.commit()));
            if (updates.isEmpty()) {
                terminal.out().println("no update of " + arguments.stack + " is recorded here");
            }
        }
        return ExitCode.OK;
    }

    private String noTarget(UpdateHistory history) {
        return (to == null
                        ? "no update before the last one is recorded on this machine"
                        : "there is no update " + to + "; recorded are "
                                + history.updates().stream()
                                        .map(UpdateRecord::number)
                                        .toList())
                + "; nothing was changed\nnext: check out the commit to return to, and run `" + arguments.command("up")
                + "`";
    }

    private String otherProgram(UpdateRecord update) {
        String commit = update.commit().id();
        String way = commit.isEmpty()
                ? "Git did not know of that program, so it can't be named"
                : "`git checkout " + commit + "` and `" + arguments.command("up")
                        + "` return to program and configuration"
                        + (update.commit().isDirty() ? ", but for changes that were not committed" : "");
        return "update " + update.number() + " was made by another program, and the jar of now can't act as that one;"
                + " nothing was changed\nnext: " + way + "; `" + arguments.command("rollback") + " --to "
                + update.number() + " --configuration-only` returns to its configuration with the program of now";
    }

    /** An image that is built from a directory is built from what it holds now. */
    private void warnOfSources(ResourceGraph stack, Commit then, Commit now) {
        if (!then.equals(now)) {
            ImageBuilds.of(stack)
                    .forEach(image -> terminal.say("irreversible: " + image.name() + " is built from " + image.context()
                            + " as it is now, not as it was at " + then));
        }
    }

    private String next(Project project, UpdateRecord update) {
        Path folder = project.folder();
        return "next: Pulumi." + arguments.stack + ".yaml still says what was rolled back, so the next `"
                + arguments.command("up") + "` would do it again: take over "
                + folder.relativize(update.configuration());
    }
}
