package dev.plinth.cli.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.UsageException;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.AffectedStacks;
import dev.plinth.operation.AffectedStacks.Reason;
import dev.plinth.operation.Project;
import dev.plinth.settings.StackFile;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth affected}: which stacks a change of files can touch. */
@Command(
        name = "affected",
        description =
                "List the stacks affected by the files changed since a revision, one per line: by configuration, components, "
                        + "images and stack references. For CI, to preview only these. No engine needed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth affected                          since origin/main, uncommitted files included",
            "  plinth affected --since HEAD~1 --json    with the reasons",
            "  plinth affected --json --no-reasons      {\"stacks\": [{\"stack\": …}], \"unaffected\": […]}"
        })
public final class AffectedCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--since",
            paramLabel = "REVISION",
            defaultValue = "origin/main",
            description = "The branch, tag or commit to compare with. Default: ${DEFAULT-VALUE}.")
    String since = "";

    @Option(names = "--no-reasons", description = "Omit the reasons from --json, for a CI matrix.")
    boolean noReasons;

    @Mixin
    CommonOptions common = new CommonOptions();

    AffectedCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = common.project();
        List<String> files = AffectedStacks.changedSince(project, since)
                .orElseThrow(() -> new UsageException("--since: unknown revision " + since + " in " + project.folder()
                        + "; in CI, fetch the full history first"));
        SortedMap<String, List<Reason>> stacks = AffectedStacks.of(project, files);
        if (common.json) {
            terminal.json(toJson(stacks, StackFile.stacks(project.folder())));
        } else {
            stacks.keySet().forEach(terminal.out()::println);
            stacks.forEach((stack, reasons) -> terminal.say(
                    stack + ": " + reasons.get(0).file() + ", " + reasons.get(0).why()
                            + (reasons.size() > 1 ? " (and " + (reasons.size() - 1) + " more)" : "")));
            terminal.say("changed files: " + files.size() + "; affected stacks: " + stacks.size());
        }
        return ExitCode.OK;
    }

    private ObjectNode toJson(SortedMap<String, List<Reason>> stacks, List<String> all) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode array = document.putArray("stacks");
        stacks.forEach((stack, reasons) -> {
            ObjectNode entry = array.addObject().put("stack", stack);
            if (!noReasons) {
                ArrayNode list = entry.putArray("reasons");
                reasons.forEach(
                        reason -> list.addObject().put("file", reason.file()).put("why", reason.why()));
            }
        });
        ArrayNode unaffected = document.putArray("unaffected");
        all.stream().filter(stack -> !stacks.containsKey(stack)).forEach(unaffected::add);
        return document;
    }
}
