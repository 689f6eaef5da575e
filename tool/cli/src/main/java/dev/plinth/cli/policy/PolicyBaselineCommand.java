package dev.plinth.cli.policy;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.baseline.Baseline;
import dev.plinth.policies.baseline.BaselineFile;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth policy baseline}. */
@Command(
        name = "baseline",
        description =
                "Print the current violations as a baseline, in JSON: with --baseline, only new violations block a change. "
                        + "Violations that cannot be waived are left out, and listed on standard error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth policy baseline production > baseline.json",
            "  plinth policy check production --baseline baseline.json"
        })
final class PolicyBaselineCommand implements Callable<Integer> {

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    PolicySource source = new PolicySource();

    @Mixin
    CommonOptions common = new CommonOptions();

    PolicyBaselineCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PolicyReport report = source.judge(common, terminal);
        Baseline baseline = new Baseline(report.violations().stream()
                .flatMap(violation -> Baseline.entriesFor(report.catalogue(), violation.occurrence()))
                .toList());
        terminal.out().println(BaselineFile.write(baseline).stripTrailing());
        List<PolicyReport.Violation> left = report.accepting(baseline).violations();
        left.forEach(violation -> terminal.say("cannot be accepted: " + violation.rule() + " " + violation.urn()));
        terminal.say(report.violations().size() - left.size() + " violations accepted, " + left.size() + " to fix");
        return ExitCode.OK;
    }
}
