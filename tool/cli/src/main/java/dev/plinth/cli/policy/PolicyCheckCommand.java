package dev.plinth.cli.policy;

import dev.plinth.cli.options.BaselineOption;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.ListText;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.report.ReportFormat;
import dev.plinth.policies.report.TableReport;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth policy check}. */
@Command(
        name = "check",
        description =
                "Check a stack against the policies: its program's resources, or a file of Terraform, OpenTofu or Pulumi. "
                        + "It needs no engine. Exit 1 when a mandatory rule is violated.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth policy check production",
            "  plinth policy check production --format sarif > policies.sarif",
            "  plinth policy check production --format markdown >> \"$GITHUB_STEP_SUMMARY\"",
            "  plinth policy check production --baseline baseline.json",
            "  pulumi stack export -s production > state.json && plinth policy check --file state.json",
            "  plinth policy check --file plan.json --tier production --strict"
        })
final class PolicyCheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    PolicySource source = new PolicySource();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Output format: ${COMPLETION-CANDIDATES}. Default: table, and json with --json.")
    @Nullable
    ReportFormat format;

    @Option(names = "--strict", description = "Exit 2 when no rule applies to any resource of the file.")
    boolean strict;

    @Mixin
    BaselineOption baseline = new BaselineOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    PolicyCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PolicyReport judged = source.judge(common, terminal);
        PolicyReport report = judged.accepting(baseline.read(judged::catalogue));
        ReportFormat chosen = format;
        if (chosen == null) {
            chosen = common.json ? ReportFormat.JSON : ReportFormat.TABLE;
        }
        if (chosen == ReportFormat.GITHUB) {
            terminal.commands(chosen.render(report).stripTrailing());
        } else if (chosen == ReportFormat.TABLE && terminal.isTerminal()) {
            table(report);
        } else {
            terminal.out().println(chosen.render(report).stripTrailing());
        }
        if (strict && report.isNothingJudged()) {
            terminal.say("error: no rule applies to any resource of the file (--strict)");
            return ExitCode.USAGE;
        }
        return report.isBlocking() ? ExitCode.FINDINGS : ExitCode.OK;
    }

    /** Prints the table in the width of the terminal. */
    private void table(PolicyReport report) {
        List<List<String>> rows = TableReport.rows(report);
        ListText text = new ListText(terminal);
        if (rows.size() > 1) {
            text.table(rows.get(0), rows.subList(1, rows.size()));
            terminal.out().println();
        }
        TableReport.notes(report).forEach(text::entry);
    }
}
