package dev.plinth.cli.graph;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.options.StackCandidates;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.SectionText;
import dev.plinth.operation.Project;
import dev.plinth.operation.StackDefinition;
import dev.plinth.preview.Section;
import dev.plinth.preview.cost.CostBreakdown;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth cost}: what a stack costs a month, found by running its program with no engine. */
@Command(
        name = "cost",
        description =
                "Print a stack's monthly cost by resource, at list prices and the usage in plinth:cost. It needs no engine, no "
                        + "cloud and no network. For the cost of a change, see `plinth preview STACK`.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth cost production                  a table; exit 1 above a budget that blocks",
            "  plinth cost production --json           for a script, with the names of Infracost's JSON",
            "  plinth cost production --json | jq -r .totalMonthlyCost"
        })
public final class CostCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "STACK",
            completionCandidates = StackCandidates.class,
            description = "The stack, such as staging.")
    String stack = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Output format: table, the default, or json, which is the same as --json.")
    Format format = Format.TABLE;

    @Mixin
    CommonOptions common = new CommonOptions();

    /** Output formats. */
    enum Format {
        TABLE,
        JSON
    }

    CostCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = common.project();
        StackDefinition definition = StackDefinition.read(project, stack);
        CostBreakdown breakdown = new CostBreakdown(definition.settings(), definition.record(), common.today());
        if (common.json || format == Format.JSON) {
            terminal.json(breakdown.toJson());
        } else {
            terminal.out().println(stack + ": " + breakdown.summary());
            SectionText.folded(terminal).print(breakdown.blocks());
        }
        Optional<Section.Finding> finding = breakdown.finding();
        finding.ifPresent(each -> terminal.say("blocked: " + each.message() + "\nnext: " + each.remedy()));
        return finding.isPresent() ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
