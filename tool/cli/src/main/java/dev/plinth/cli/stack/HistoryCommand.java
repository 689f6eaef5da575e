package dev.plinth.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackArguments;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.HistoryText;
import dev.plinth.operation.Project;
import dev.plinth.operation.history.RecordStores;
import dev.plinth.operation.history.UpdateHistory;
import dev.plinth.operation.history.UpdateRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth history}: shows the updates of a stack. */
@Command(
        name = "history",
        description =
                "Show the updates of a stack: author, commit, plan, policy results, approvals, cost and duration. The records "
                        + "are kept with the state. See docs/history.md.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth history production              the latest updates",
            "  plinth history production 12           one update in full",
            "  plinth history staging --simulate --json"
        })
public final class HistoryCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    StackArguments arguments = new StackArguments();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NUMBER",
            description = "The update to show in full. Default: a list, the latest first.")
    @Nullable
    Integer number;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "Number of updates in the list. Default: ${DEFAULT-VALUE}.")
    int limit;

    HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageException("--limit is " + limit + "; expected 1 or more");
        }
        Project project = arguments.project();
        UpdateHistory history = new UpdateHistory(
                project,
                arguments.stack,
                arguments.simulate,
                RecordStores.of(project, arguments.stack, arguments.simulate, System.getenv()));
        List<UpdateRecord> updates = new ArrayList<>(history.updates());
        Collections.reverse(updates);
        return number == null ? list(history, updates) : show(history, updates, number);
    }

    private int list(UpdateHistory history, List<UpdateRecord> updates) {
        List<UpdateRecord> shown = updates.subList(0, Math.min(limit, updates.size()));
        if (arguments.common.json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            ArrayNode array = document.putArray("updates");
            shown.forEach(update -> array.add(update.toJson()));
            terminal.json(document);
        } else {
            HistoryText text = new HistoryText(terminal);
            shown.forEach(text::entry);
            if (updates.isEmpty()) {
                terminal.out().println("no recorded updates of " + arguments.stack);
            } else if (shown.size() < updates.size()) {
                terminal.out()
                        .println((updates.size() - shown.size()) + " earlier updates; --limit " + updates.size()
                                + " shows all");
            }
        }
        if (!history.limit().isEmpty()) {
            terminal.say(history.limit());
        }
        return ExitCode.OK;
    }

    private int show(UpdateHistory history, List<UpdateRecord> updates, int wanted) {
        UpdateRecord update = updates.stream()
                .filter(each -> each.number() == wanted)
                .findFirst()
                .orElseThrow(() -> new UsageException("update " + wanted + " of " + arguments.stack
                        + " is not recorded; "
                        + (updates.isEmpty()
                                ? "there are no recorded updates"
                                : "expected a number from `" + arguments.command("history") + "`")));
        if (arguments.common.json) {
            terminal.json(update.toJson());
        } else {
            Path project = arguments.common.projectFolder();
            Path configuration = history.configuration(update);
            new HistoryText(terminal)
                    .full(
                            update,
                            configuration.startsWith(project) ? project.relativize(configuration) : configuration);
        }
        return ExitCode.OK;
    }
}
