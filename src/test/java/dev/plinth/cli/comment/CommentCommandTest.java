package dev.plinth.cli.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.PlinthCommand;
import dev.plinth.cli.Shell;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.operation.comment.CommentServer;
import dev.plinth.operation.comment.PreviewMarker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommentCommandTest {

    private static final String TOKEN = "token-that-nobody-may-see";
    private static final String TEXT = PreviewMarker.of("plinth", "staging").line() + "\n\n### change\n";

    private final Path folder;
    private final CommentServer server = new CommentServer(TOKEN);

    CommentCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> environment(String service) throws IOException {
        Path event = Files.writeString(folder.resolve("event.json"), "{\"pull_request\": {\"number\": 7}}");
        return service.equals("github")
                ? Map.of(
                        "GITHUB_TOKEN",
                        TOKEN,
                        "GITHUB_API_URL",
                        server.api().toString(),
                        "GITHUB_REPOSITORY",
                        "acme/shop",
                        "GITHUB_EVENT_PATH",
                        event.toString())
                : Map.of(
                        "GITLAB_TOKEN",
                        TOKEN,
                        "CI_API_V4_URL",
                        server.api().toString(),
                        "CI_PROJECT_ID",
                        "acme/shop",
                        "CI_MERGE_REQUEST_IID",
                        "7");
    }

    private static Shell.Ran run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = PlinthCommand.line(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false), null);
        CommandLine comment = Objects.requireNonNull(line.getSubcommands().get("comment"));
        CommandLine command = Objects.requireNonNull(comment.getSubcommands().get(arguments[1]));
        if (command.getCommand() instanceof CommentGitHubCommand gitHub) {
            gitHub.environment = environment;
        } else if (command.getCommand() instanceof CommentGitLabCommand gitLab) {
            gitLab.environment = environment;
        }
        int exitCode = line.execute(arguments);
        assertThat(out + "" + err).doesNotContain(TOKEN);
        return new Shell.Ran(exitCode, out.toString(), err.toString());
    }

    private String report() throws IOException {
        return Files.writeString(folder.resolve("preview.md"), TEXT).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "gitlab"})
    void commentsWithWhatTheCiProvides(String service) throws IOException {
        Shell.Ran first = run(environment(service), "comment", service, "--file", report());
        Shell.Ran second = run(environment(service), "comment", service, "--file", report(), "--json");

        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).contains("preview.md: commented, see ").contains("1001");
        assertThat(first.out()).isEmpty();
        assertThat(second.exitCode()).isZero();
        assertThat(second.json().at("/comments/0/outcome").asText()).isEqualTo("unchanged");
        assertThat(server.texts().values()).containsExactly(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"github, --repository, --pull-request", "gitlab, --project-id, --merge-request"})
    void optionsGoBeforeTheEnvironment(String service, String project, String number) throws IOException {
        Shell.Ran ran =
                run(environment(service), "comment", service, "--file", report(), project, "acme/shop", number, "8");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("404", number, "next: ").doesNotContain("bug in Plinth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "gitlab"})
    void saysInEveryStacksCommentThatItIsNoLongerAffected(String service) throws IOException {
        run(environment(service), "comment", service, "--file", report());

        Shell.Ran ran = run(
                environment(service),
                "comment",
                service,
                "--resolve",
                "staging,production",
                "--project",
                Repository.root().toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("staging: comment updated, see ").contains("production: no comment needed");
        assertThat(server.texts().values()).singleElement().asString().contains("no longer affected");

        String root = Repository.root().toString();
        Shell.Ran failed = run(environment(service), "comment", service, "--failed", "staging", "--project", root);

        assertThat(failed.exitCode()).isZero();
        assertThat(server.texts().values()).singleElement().asString().contains("### staging: the preview failed");
    }

    @ParameterizedTest
    @CsvSource({"github, 65536", "gitlab, 1000000"})
    void rejectsATextThatIsTooLongForTheService(String service, int limit) throws IOException {
        Path longest = Files.writeString(folder.resolve("longest.md"), TEXT + "x".repeat(limit - TEXT.length()));
        Path longer = Files.writeString(folder.resolve("longer.md"), TEXT + "x".repeat(limit + 1 - TEXT.length()));

        assertThat(run(environment(service), "comment", service, "--file", longest.toString())
                        .exitCode())
                .isZero();
        Shell.Ran refused = run(environment(service), "comment", service, "--file", longer.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("longer.md has " + (limit + 1) + " characters", "allows " + limit);
    }

    @Test
    void rejectsAFileThatIsNotAReport() throws IOException {
        Path other = Files.writeString(folder.resolve("other.md"), "# Hello");

        Shell.Ran ran = run(environment("github"), "comment", "github", "--file", other.toString());
        Shell.Ran absent = run(environment("github"), "comment", "github", "--file", folder + "/absent.md");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("other.md does not begin with the line <!-- plinth preview PROJECT/STACK -->");
        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.err()).contains("absent.md cannot be read");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void reportsAllMissingValuesAtOnce() throws IOException {
        Shell.Ran gitHub = run(Map.of(), "comment", "github", "--file", report());
        Shell.Ran gitLab = run(Map.of(), "comment", "gitlab", "--file", report());

        assertThat(List.of(gitHub.exitCode(), gitLab.exitCode())).containsOnly(2);
        assertThat(gitHub.err())
                .contains("3 faults", "GITHUB_TOKEN is not set", "--repository is not given", "--pull-request is not");
        assertThat(gitLab.err())
                .contains("3 faults", "GITLAB_TOKEN is not set", "--project-id is not given", "--merge-request is not");
    }

    @Test
    void reportsAllInvalidValuesAtOnce() throws IOException {
        Map<String, String> wrong = new HashMap<>(environment("github"));
        wrong.put("GITHUB_TOKEN", "line\nbreak");
        wrong.put("GITHUB_API_URL", "http://api.example.com");

        Shell.Ran ran =
                run(wrong, "comment", "github", "--file", report(), "--repository", "../..", "--pull-request", "seven");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .contains("GITHUB_TOKEN holds what no token does")
                .contains("GITHUB_API_URL is \"http://api.example.com\"; allowed: an address that begins with https://")
                .contains("--pull-request is \"seven\"")
                .doesNotContain("break");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--file a.md --resolve staging"})
    void takesExactlyOneOfFileAndResolve(String options) {
        Shell.Ran ran = run(Map.of(), ("comment github " + options).strip().split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--file").contains("--resolve");
    }
}
