package dev.plinth.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.ApprovalOptions;
import dev.plinth.cli.options.BaselineOption;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.PolicyPackOptions;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.operation.StackDefinition;
import dev.plinth.operation.history.UpdateRecord;
import dev.plinth.operation.rollback.RollbackOperation;
import dev.plinth.operation.rollback.RollbackRejectedException;
import dev.plinth.operation.rollback.RollbackTimeline;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth rollback}: returns a stack to the configuration of an earlier update. */
@Command(
        name = "rollback",
        description =
                "Return a stack to the configuration of an earlier update: preview, list irreversible effects, check against "
                        + "policies, ask, and apply. See docs/plans.md for its limits.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth rollback staging --simulate --list    the updates to choose from",
            "  plinth rollback production --timeline        the longest time of each phase",
            "  plinth rollback production                   to the update before the last one",
            "  plinth rollback production --to 12 --json    to an update's number"
        })
public final class RollbackCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Option(
            names = {"-y", "--yes"},
            description = "Skip the confirmation. Policy violations still block the rollback.")
    boolean yes;

    @Option(names = "--list", description = "List the updates to choose from.")
    boolean list;

    @Option(
            names = "--timeline",
            description =
                    "Print the longest time of each phase of a rollback by the stack's alarms and deployments, and its limit. "
                            + "Exit 1 if a limit is exceeded.")
    boolean timeline;

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            description = "The update to return to. Default: the latest successful one before the last update.")
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
        if (timeline) {
            return timeline();
        }
        PreviewRequest request = PreviewRequest.DEFAULT
                .keepingPlan()
                .withApprovals(approvals.read(arguments.common.projectFolder(), arguments::rules))
                .withBaseline(baseline.read(arguments::rules))
                .withPacks(packs.read());
        RollbackOperation rollback = RollbackOperation.of(arguments.project(), arguments.stack, arguments.simulate);
        if (list) {
            return list(rollback.updates());
        }
        UpdateRecord update;
        try {
            update = rollback.target(Optional.ofNullable(to), configurationOnly);
        } catch (RollbackRejectedException e) {
            return new ResultText(terminal).refused(arguments, String.valueOf(e.getMessage()));
        }
        terminal.say("rolling back to update " + update.number() + " of " + update.began() + ", made from "
                + update.commit());
        int exitCode = new RecoveredStack(terminal, arguments, yes)
                .run(
                        progress -> arguments
                                .sessions(progress)
                                .open(
                                        arguments.stack,
                                        arguments.simulate,
                                        rollback.history().configuration(update)),
                        (session, progress) -> {
                            Preview preview = session.preview(request);
                            progress.end();
                            rollback.limits(update, preview).forEach(line -> terminal.say("irreversible: " + line));
                            return dialog().apply(session, progress, preview);
                        });
        if (exitCode == ExitCode.OK) {
            terminal.say(rollback.next(update));
        }
        return exitCode;
    }

    private UpdateDialog dialog() {
        return new UpdateDialog(
                terminal,
                arguments,
                "rollback",
                yes ? null : "Roll back " + arguments.stack + "?",
                arguments.command("rollback"));
    }

    private int timeline() {
        List<RollbackTimeline.Entry> entries = RollbackTimeline.of(
                StackDefinition.read(arguments.project(), arguments.stack).record());
        if (arguments.common.json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode().put("stack", arguments.stack);
            ArrayNode array = document.putArray("phases");
            entries.forEach(entry -> {
                ObjectNode phase = array.addObject()
                        .put("subject", entry.subject())
                        .put("phase", entry.phase().name().toLowerCase(Locale.ROOT))
                        .put("limitSeconds", entry.phase().limit().toSeconds())
                        .put("missed", entry.isMissed())
                        .put("basis", entry.basis());
                entry.time().ifPresent(time -> phase.put("seconds", time.toSeconds()));
            });
            terminal.json(document);
        } else {
            new ListText(terminal)
                    .table(
                            List.of("subject", "phase", "time", "limit", "basis"),
                            entries.stream().map(RollbackCommand::row).toList());
        }
        return entries.stream().anyMatch(RollbackTimeline.Entry::isMissed) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static List<String> row(RollbackTimeline.Entry entry) {
        return List.of(
                entry.subject(),
                entry.phase().name().toLowerCase(Locale.ROOT),
                entry.time().map(RollbackCommand::shown).orElse("by hand") + (entry.isMissed() ? " (too long)" : ""),
                shown(entry.phase().limit()),
                entry.basis());
    }

    private static String shown(Duration time) {
        return time.toSecondsPart() == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private int list(List<UpdateRecord> updates) {
        if (arguments.common.json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            ArrayNode array = document.putArray("updates");
            updates.forEach(update -> array.add(update.toJson()));
            terminal.json(document);
        } else {
            updates.forEach(update -> terminal.out()
                    .println(update.number() + "  " + update.began() + "  " + update.verb() + "  "
                            + update.result().name().toLowerCase(Locale.ROOT) + "  " + update.commit()));
            if (updates.isEmpty()) {
                terminal.out().println("no recorded updates of " + arguments.stack);
            }
        }
        return ExitCode.OK;
    }
}
