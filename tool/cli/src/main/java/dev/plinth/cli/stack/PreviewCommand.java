package dev.plinth.cli.stack;

import dev.plinth.cli.options.ApprovalOptions;
import dev.plinth.cli.options.BaselineOption;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.PolicyPackOptions;
import dev.plinth.cli.options.ReportOption;
import dev.plinth.cli.options.SaveOption;
import dev.plinth.cli.options.SectionsOption;
import dev.plinth.cli.options.SnapshotOption;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.TargetOptions;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.cli.text.PreviewText;
import dev.plinth.operation.plan.SavedPlanOperation;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.PreviewableStack;
import dev.plinth.operation.session.StackSession;
import dev.plinth.preview.PreviewReport;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth preview}: what an update would change, and what the policies say to it. */
@Command(
        name = "preview",
        description = "Preview an update: its steps, policy results and sections (see --sections). "
                + "With --file, preview a plan of Terraform, OpenTofu or Pulumi; this needs no project, credentials or network. "
                + "Nothing is changed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth preview staging --simulate          in the simulator",
            "  plinth preview staging --simulate --watch   again on each save",
            "  plinth preview production --baseline baseline.json",
            "  plinth preview production --json           for a script; exit 1 when a policy is violated",
            "  plinth preview production --policy-pack ../team-policies",
            "  plinth preview production --approve stateful-not-replaced@::uploads-bucket --reason \"it is empty\"",
            "  plinth preview production --snapshot production.json   without any credentials",
            "  plinth preview production --full | less     every step, row and source",
            "  plinth preview production --sections none   steps and policies alone",
            "  plinth preview production --report preview.html --report policies.sarif",
            "  plinth preview production --save plan.json --expires-in 4h   for `plinth up --plan plan.json`",
            "  plinth preview --file - < plan.json         a plan, as `terraform show -json` prints it",
            "  plinth preview --file plan.json --tier staging --report preview.md --report preview.html",
            "  pulumi preview --json --show-sames > preview.json && plinth preview --file preview.json"
        })
public final class PreviewCommand implements Callable<Integer> {

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    PreviewSource source = new PreviewSource();

    @Option(
            names = "--simulate",
            description = "Use the simulator, with its state under .plinth/. Needs no network, credentials or login.")
    boolean simulate;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    BaselineOption baseline = new BaselineOption();

    @Mixin
    ApprovalOptions approvals = new ApprovalOptions();

    @Mixin
    SectionsOption sections = new SectionsOption();

    @Mixin
    TargetOptions targets = new TargetOptions();

    @Mixin
    PolicyPackOptions packs = new PolicyPackOptions();

    @Mixin
    ReportOption reports = new ReportOption();

    @Mixin
    SnapshotOption snapshot = new SnapshotOption();

    @Mixin
    SaveOption save = new SaveOption();

    @Option(
            names = "--watch",
            description = "Preview again on each change of the program, the stack files or the waivers.")
    boolean watch;

    @Option(
            names = "--full",
            description = "Show every step, violation and row; by default, similar entries are collapsed.")
    boolean full;

    PreviewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        reports.check();
        return source.plan == null ? previewStack(source.stack()) : previewFile(source.plan);
    }

    private int previewFile(PreviewSource.PlanFile plan) {
        PreviewSource.PlanFile.check(
                Objects.requireNonNull(common.command).commandLine().getParseResult());
        PreviewReport report = plan.preview(common, baseline, approvals, sections);
        if (common.json) {
            terminal.json(report.toJson());
        } else {
            new PreviewText(terminal, full).print(report);
        }
        report.approval().ifPresent(command -> terminal.say("next: change the program, or approve with\n  " + command));
        reports.write(terminal, report);
        return report.isBlocking() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private int previewStack(String stack) {
        StackArguments arguments = StackArguments.of(stack, simulate, common);
        PreviewRequest request = PreviewRequest.DEFAULT
                .withBaseline(baseline.read(arguments::rules))
                .withApprovals(approvals.read(arguments.common.projectFolder(), arguments::rules))
                .withPacks(packs.read())
                .withTargets(targets.read())
                .withSections(sections.keys());
        save.check();
        snapshot.check(arguments, save);
        if (save.isRequested() && request.targets().isLimited()) {
            throw new UsageException("--save: a saved plan is of the whole stack; leave out --target and --exclude");
        }
        SavedPlanOperation.Saved saved = preview(arguments, request);
        Preview preview = saved.preview();
        if (arguments.common.json) {
            terminal.json(preview.toJson());
        } else {
            new PreviewText(terminal, full).print(preview.report());
        }
        preview.approval(arguments.command("preview") + snapshot.words())
                .ifPresent(command -> terminal.say("next: change the program, or approve with\n  " + command));
        reports.write(terminal, preview.report());
        save.write(terminal, arguments, saved);
        return preview.isBlocking() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private SavedPlanOperation.Saved preview(StackArguments arguments, PreviewRequest request) {
        try (TerminalProgress progress = new TerminalProgress(terminal)) {
            if (save.isRequested()) {
                try (StackSession session = arguments.open(progress)) {
                    return arguments.plans(baseline).save(session, request, save.validity());
                }
            }
            try (PreviewableStack stack = snapshot.open(arguments, progress)) {
                return new SavedPlanOperation.Saved(stack.preview(request), Optional.empty());
            }
        }
    }
}
