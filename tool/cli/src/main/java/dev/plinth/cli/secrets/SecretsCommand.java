package dev.plinth.cli.secrets;

import dev.plinth.cli.options.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth secrets}: commands on the values of secrets. */
@Command(
        name = "secrets",
        description = "Set, list and rotate the secrets of plinth:managedSecrets. See docs/secrets.md.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SecretsListCommand.class, SecretsRotateCommand.class, SecretsSetCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth secrets list production",
            "  plinth secrets set production STRIPE_KEY < key.txt",
            "  plinth secrets rotate production SESSION_KEY --generate"
        })
public final class SecretsCommand {

    @Mixin
    CommonOptions common = new CommonOptions();
}
