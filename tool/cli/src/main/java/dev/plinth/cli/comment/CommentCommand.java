package dev.plinth.cli.comment;

import dev.plinth.cli.options.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth comment}: carries a preview to where it is reviewed. */
@Command(
        name = "comment",
        description = "Post a preview's report as a comment on a pull request, or update the existing comment.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CommentGitHubCommand.class, CommentGitLabCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth comment github --file preview.md",
            "  plinth comment gitlab --file preview.md",
            "  plinth comment github --resolve development,staging"
        })
public final class CommentCommand {

    @Mixin
    CommonOptions common = new CommonOptions();

    private CommentCommand() {}
}
