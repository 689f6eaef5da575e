package dev.plinth.cli.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.options.ExitCode;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.Project;
import dev.plinth.operation.policy.WaiverOperation;
import dev.plinth.policies.waiver.Waiver;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth policy waive}: accepts a violation for a while. */
@Command(
        name = "waive",
        description =
                "Add a waiver, which accepts a violation for a limited time, to policies/waivers.yaml. Rejects unknown rules, "
                        + "rules that cannot be waived, and waivers that cover no violation of the stack's program. Waivers of rules on "
                        + "changes are not checked.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth policy waive rds-multi-az '*::database' --reason 'One zone for now' --owner ops --days 9",
            "  plinth policy waive alb-waf '*::gateway' --reason 'The firewall comes later' --owner web --force"
        })
final class PolicyWaiveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "RULE",
            completionCandidates = RuleNames.Ids.class,
            description = "The rule's id, as `plinth policy list` shows it.")
    String rule = "";

    @Parameters(
            index = "1",
            paramLabel = "URN",
            description = "The resource's URN; * stands for any characters, ? for one.")
    String urn = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why the violation is acceptable, in 10 characters or more.")
    String reason = "";

    @Option(names = "--owner", required = true, paramLabel = "NAME", description = "Person or team responsible.")
    String owner = "";

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "Validity in days, 1 to 90. Default: ${DEFAULT-VALUE}.")
    int days;

    @Option(names = "--force", description = "Add the waiver even if it covers no current violation.")
    boolean force;

    @Mixin
    CommonOptions common = new CommonOptions();

    PolicyWaiveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Project project = common.project();
        Waiver waiver = new WaiverOperation(project, common.today()).add(rule, urn, reason, owner, days, force);
        if (common.json) {
            terminal.json(JsonNodeFactory.instance
                    .objectNode()
                    .put("rule", waiver.rule())
                    .put("urn", waiver.urn())
                    .put("reason", waiver.reason())
                    .put("owner", waiver.owner())
                    .put("expires", waiver.expires().toString()));
        } else {
            terminal.out().println("waived " + waiver.rule() + " for " + waiver.urn() + " until " + waiver.expires());
        }
        return ExitCode.OK;
    }
}
