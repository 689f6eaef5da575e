package dev.plinth.cli.stack;

import dev.plinth.cli.options.ApprovalOptions;
import dev.plinth.cli.options.BaselineOption;
import dev.plinth.cli.options.PolicyPackOptions;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.TargetOptions;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.options.WindowOption;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.operation.plan.PlanKey;
import dev.plinth.operation.plan.PlanRejectedException;
import dev.plinth.operation.plan.SavedPlan;
import dev.plinth.operation.plan.SavedPlanFile;
import dev.plinth.operation.plan.SavedPlanOperation;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth up}: previews, gates by the policies, asks, and applies that very plan. */
@Command(
        name = "up",
        description =
                "Preview an update, check it against policies, ask for confirmation, and apply exactly that plan.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth up staging --simulate --yes     create staging in the simulator",
            "  plinth up production                   ask before anything is changed",
            "  plinth up production --approve storage-not-shrunk@::database-instance --reason \"half is empty\"",
            "  plinth up staging --target web-service --target-dependents   change one service only",
            "  plinth up production --plan plan.json  apply what `plinth preview production --save` saved",
            "  plinth up production --outside-window \"ticket 4711: checkout is down\""
        })
public final class UpCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Skip the confirmation. Policy violations still block the update.")
    boolean yes;

    @Mixin
    BaselineOption baseline = new BaselineOption();

    @Mixin
    ApprovalOptions approvals = new ApprovalOptions();

    @Mixin
    TargetOptions targets = new TargetOptions();

    @Mixin
    PolicyPackOptions packs = new PolicyPackOptions();

    @Mixin
    WindowOption window = new WindowOption();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "Apply a plan saved by `plinth preview STACK --save FILE`, including its approvals. Fails if the plan "
                            + "has expired, was edited or is out of date. See docs/plans.md.")
    @Nullable
    Path plan;

    @Option(names = "--snapshot", paramLabel = "FILE", hidden = true)
    @Nullable
    Path snapshot;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (snapshot != null) {
            throw new UsageException(
                    "--snapshot: only previews are made against a snapshot; there is no plan to apply. Use `"
                            + arguments.command("up") + "`");
        }
        PreviewRequest request = PreviewRequest.DEFAULT
                .keepingPlan()
                .withBaseline(baseline.read(arguments::rules))
                .withApprovals(approvals.read(arguments.common.projectFolder(), arguments::rules))
                .withPacks(packs.read())
                .withTargets(targets.read())
                .withNote(window.note());
        Optional<String> closed = window.refusal(arguments);
        if (closed.isPresent()) {
            return new ResultText(terminal).refused(arguments, closed.get());
        }
        if (plan != null) {
            if (request.targets().isLimited()) {
                throw new UsageException("--target, --exclude: a saved plan is applied whole");
            }
            if (!request.approvals().requests().isEmpty()) {
                throw new UsageException("--approve: a saved plan holds its own approvals; approve with `"
                        + arguments.command("preview") + " --save " + plan + " --approve …`");
            }
            return applySaved(plan, request);
        }
        return new RecoveredStack(terminal, arguments, yes).run((session, progress) -> dialog(arguments.command("up"))
                .apply(session, progress, session.preview(request)));
    }

    private UpdateDialog dialog(String approving) {
        return new UpdateDialog(
                terminal, arguments, "up", yes ? null : "Apply this to " + arguments.stack + "?", approving);
    }

    private int applySaved(Path file, PreviewRequest request) {
        String again = arguments.command("preview") + " --save " + file;
        try {
            Optional<PlanKey> key = PlanKey.of(System.getenv());
            SavedPlanOperation plans = arguments.plans(baseline);
            SavedPlan saved = SavedPlanFile.read(file, key);
            plans.checkFor(saved);
            terminal.say(
                    key.isPresent()
                            ? file + " has a valid signature"
                            : file + ": digest matches; the plan is unsigned, so tampering cannot be ruled out");
            try (TerminalProgress progress = new TerminalProgress(terminal);
                    StackSession session = arguments.open(progress)) {
                return dialog(again).apply(session, progress, plans.ready(session, saved, request));
            }
        } catch (PlanRejectedException e) {
            return new ResultText(terminal)
                    .refused(arguments, e.getMessage() + "\nnext: run `" + again + "` for a new plan");
        }
    }
}
