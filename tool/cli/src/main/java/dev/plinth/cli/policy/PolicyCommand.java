package dev.plinth.cli.policy;

import dev.plinth.cli.options.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth policy}: the rules, and what they say to a stack without an engine. */
@Command(
        name = "policy",
        description = "List and explain policies, and check stacks and files against them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PolicyListCommand.class,
            PolicyExplainCommand.class,
            PolicyCheckCommand.class,
            PolicyBaselineCommand.class,
            PolicyWaiveCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth policy list --severity critical",
            "  plinth policy explain rds-encrypted",
            "  plinth policy check production --format sarif > policies.sarif",
            "  plinth policy baseline production > baseline.json"
        })
public final class PolicyCommand {

    @Mixin
    CommonOptions common = new CommonOptions();

    private PolicyCommand() {}
}
