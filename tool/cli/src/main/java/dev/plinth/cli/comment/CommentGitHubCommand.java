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

/** {@code plinth comment github}: a comment on a pull request on GitHub. */
@Command(
        name = "github",
        description =
                "Comment on a pull request on GitHub. The token is read from GITHUB_TOKEN, and needs `pull-requests: write`. "
                        + "In a workflow on pull_request, all other options have defaults. One comment per stack, updated in place.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  plinth comment github --file preview.md",
            "  plinth comment github --file preview.md --repository acme/shop --pull-request 12",
            "  plinth comment github --resolve development,staging   where they have a comment",
            "  plinth comment github --failed staging"
        })
public final class CommentGitHubCommand implements Callable<Integer> {

    private final Terminal terminal;

    /** Environment variables of the CI; tests set their own. */
    Map<String, String> environment = System.getenv();

    @ArgGroup(multiplicity = "1")
    CommentText text = new CommentText();

    @Option(
            names = "--repository",
            paramLabel = "OWNER/NAME",
            description = "The repository. Default: GITHUB_REPOSITORY.")
    @Nullable
    String repository;

    @Option(
            names = "--pull-request",
            paramLabel = "NUMBER",
            description = "The pull request. Default: the one of the event in GITHUB_EVENT_PATH.")
    @Nullable
    String pullRequest;

    @Mixin
    CommonOptions common = new CommonOptions();

    CommentGitHubCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return text.write(terminal, common, new CiEnvironment(environment).gitHub(repository, pullRequest));
    }
}
