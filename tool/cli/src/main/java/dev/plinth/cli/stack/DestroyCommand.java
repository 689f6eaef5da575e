package dev.plinth.cli.stack;

import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.ReportOption;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.TargetOptions;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.terminal.TerminalProgress;
import dev.plinth.cli.text.DestroyText;
import dev.plinth.operation.rollback.RecordedUpdate;
import dev.plinth.operation.session.DestroyPlan;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.StackSession;
import dev.plinth.operation.session.Targets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth destroy}: deletes everything in a stack, unless something in it is protected. */
@Command(
        name = "destroy",
        description =
                "Delete all resources of a stack, or the given ones. The plan is shown first: the data stores with what remains "
                        + "of them, the cost, and the resources that cannot be deleted. Any of those blocks the command.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth destroy staging --simulate --yes",
            "  plinth destroy production --preview-only        show the plan",
            "  plinth destroy staging --target web-service     delete one resource",
            "  plinth destroy staging --exclude uploads-bucket   and what it depends on",
            "  plinth unprotect production --simulate && plinth destroy production --simulate"
        })
public final class DestroyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Skip the confirmation. Protected resources still stop the command.")
    boolean yes;

    @Option(names = "--preview-only", description = "Show the plan and delete nothing; exit 1 when it is blocked.")
    boolean previewOnly;

    @Option(names = "--full", description = "Show every deletion; by default, similar ones are collapsed.")
    boolean full;

    @Mixin
    TargetOptions targets = new TargetOptions();

    @Mixin
    ReportOption reports = new ReportOption();

    DestroyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Targets limits = targets.read();
        reports.check();
        return new RecoveredStack(terminal, arguments, yes)
                .run((session, progress) ->
                        destroy(session, progress, session.planDestroy(limits, arguments.command("unprotect"))));
    }

    private int destroy(StackSession session, TerminalProgress progress, DestroyPlan plan) {
        progress.end();
        ResultText text = new ResultText(terminal);
        reports.write(terminal, plan.report());
        if (!arguments.common.json) {
            new DestroyText(terminal, full).print(plan.report());
        } else if (previewOnly) {
            terminal.json(plan.report().toJson());
        }
        if (plan.isBlocking()) {
            String why = String.join("\n", plan.obstacles());
            if (previewOnly) {
                terminal.say("blocked: " + why);
                return ExitCode.FINDINGS;
            }
            return text.refused(arguments, why);
        }
        if (previewOnly) {
            return ExitCode.OK;
        }
        boolean byName = session.definition().settings().isProduction();
        String question = "Delete " + plan.deletions() + (plan.deletions() == 1 ? " resource of " : " resources of ")
                + arguments.stack + "?";
        if (!yes
                && !new Confirmation(terminal, arguments, byName)
                        .isGiven(question, plan.report(), () -> new DestroyText(terminal, true).print(plan.report()))) {
            return text.refused(arguments, ResultText.NOT_CONFIRMED);
        }
        OperationResult result = new RecordedUpdate(
                        arguments.project(),
                        arguments.stack,
                        arguments.simulate,
                        "destroy",
                        progress,
                        arguments.clock())
                .destroy(session, plan);
        progress.end();
        return text.result("destroy", arguments, result);
    }
}
