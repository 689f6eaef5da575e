package dev.plinth.cli.comment;

import dev.plinth.cli.options.CommonOptions;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.comment.CiEnvironment;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth comment gitlab}: a comment on a merge request on GitLab. */
@Command(
        name = "gitlab",
        description =
                "Comment on a merge request on GitLab. The token is read from GITLAB_TOKEN: of a project, a group or a user, "
                        + "with the scope api. In a merge request pipeline, all other options have defaults. One comment per stack, "
                        + "updated in place.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth comment gitlab --file preview.md",
            "  plinth comment gitlab --file preview.md --project-id acme/shop --merge-request 12",
            "  plinth comment gitlab --resolve development,staging   where they have a comment",
            "  plinth comment gitlab --failed staging"
        })
public final class CommentGitLabCommand implements Callable<Integer> {

    private final Terminal terminal;

    /** Environment variables of the CI; tests set their own. */
    Map<String, String> environment = System.getenv();

    @ArgGroup(multiplicity = "1")
    CommentText text = new CommentText();

    @Option(
            names = "--project-id",
            paramLabel = "ID",
            description = "The project on GitLab, by its id or as GROUP/NAME. Default: CI_PROJECT_ID.")
    @Nullable
    String projectId;

    @Option(
            names = "--merge-request",
            paramLabel = "NUMBER",
            description = "The merge request. Default: CI_MERGE_REQUEST_IID.")
    @Nullable
    String mergeRequest;

    @Mixin
    CommonOptions common = new CommonOptions();

    CommentGitLabCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return text.write(terminal, common, new CiEnvironment(environment).gitLab(projectId, mergeRequest));
    }
}
