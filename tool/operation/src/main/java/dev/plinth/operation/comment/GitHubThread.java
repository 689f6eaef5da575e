package dev.plinth.operation.comment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.operation.comment.ServiceClient.Access;
import dev.plinth.operation.comment.ServiceClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The comments of a pull request on GitHub, or GitHub Enterprise Server.
 *
 * <p>Who the token is comes from GraphQL: a workflow's own token can't ask the REST API for its user. The rest is REST: <a
 * href="https://docs.github.com/en/rest/issues/comments">issue comments</a>.
 */
public final class GitHubThread implements CommentThread {

    /** GitHub refuses a longer comment: "Body is too long (maximum is 65536 characters)". */
    static final int LIMIT = 65_536;

    private final ServiceClient client;
    private final URI graphql;
    private final String repository;
    private final String pullRequest;

    /**
     * A pull request's comments.
     *
     * @param api such as {@code https://api.github.com}
     * @param graphql such as {@code https://api.github.com/graphql}
     * @param token never shown
     * @param repository {@code OWNER/NAME}
     * @param pullRequest its number
     */
    public GitHubThread(URI api, URI graphql, String token, String repository, int pullRequest) {
        this(api, graphql, token, repository, pullRequest, ServiceClient::sleep);
    }

    GitHubThread(URI api, URI graphql, String token, String repository, int pullRequest, Consumer<Duration> sleep) {
        this.client = new ServiceClient(
                new Access(
                        "GitHub",
                        api,
                        Map.of(
                                "Authorization", "Bearer " + token,
                                "Accept", "application/vnd.github+json",
                                "X-GitHub-Api-Version", "2022-11-28"),
                        token),
                sleep);
        this.graphql = graphql;
        this.repository = repository;
        this.pullRequest = String.valueOf(pullRequest);
    }

    @Override
    public int limit() {
        return LIMIT;
    }

    @Override
    public String service() {
        return "GitHub";
    }

    @Override
    public List<Comment> own() {
        String login = login();
        return client
                .list("/repos/" + repository + "/issues/" + pullRequest + "/comments?per_page=100", this::refused)
                .stream()
                .filter(comment -> comment.path("user").path("login").asText().equals(login))
                .map(GitHubThread::comment)
                .toList();
    }

    @Override
    public Comment create(String text) {
        Answer answer =
                client.send("POST", "/repos/" + repository + "/issues/" + pullRequest + "/comments", body(text));
        if (!answer.isGood()) {
            throw refused(answer);
        }
        return comment(answer.body());
    }

    @Override
    public boolean update(Comment comment, String text) {
        return change("PATCH", comment, body(text));
    }

    @Override
    public void delete(Comment comment) {
        change("DELETE", comment, null);
    }

    private boolean change(String method, Comment comment, @Nullable ObjectNode body) {
        Answer answer = client.send(method, "/repos/" + repository + "/issues/comments/" + comment.id(), body);
        if (!answer.isGood() && answer.status() != 404) {
            throw refused(answer);
        }
        return answer.isGood();
    }

    /** Such as {@code github-actions[bot]} for a workflow's own token. */
    private String login() {
        ObjectNode query = JsonNodeFactory.instance.objectNode().put("query", "{ viewer { login } }");
        Answer answer = client.send("POST", graphql, query);
        JsonNode login = answer.body().path("data").path("viewer").path("login");
        if (!answer.isGood()) {
            throw refused(answer);
        }
        if (!login.isTextual()) {
            throw new ServiceException(client.hidden("GitHub does not name the owner of GITHUB_TOKEN: "
                    + answer.body().path("errors").path(0).path("message").asText("it answers without a login")
                    + "; next: give a workflow's own token, or one of a user or an app"));
        }
        return login.textValue();
    }

    private ServiceException refused(Answer answer) {
        String where = "pull request " + pullRequest + " of " + repository;
        String next =
                switch (answer.status()) {
                    case 401 -> "give a valid token in GITHUB_TOKEN, in a workflow ${{ github.token }}";
                    case 403 ->
                        "the token lacks the permission to write comments: give the job `permissions: "
                                + "pull-requests: write`; the token of a pull request from a fork cannot have it";
                    case 404 -> "check --repository and --pull-request, and that the token may read them";
                    case 410, 422 -> "check whether the pull request is locked, and see the message of GitHub above";
                    default -> "see the message of GitHub above; a moved repository has a different name";
                };
        return new ServiceException(client.hidden(
                "GitHub denies access to the comments of " + where + " (" + answer.message() + "); next: " + next));
    }

    private static ObjectNode body(String text) {
        return JsonNodeFactory.instance.objectNode().put("body", text);
    }

    private static Comment comment(JsonNode node) {
        return new Comment(
                node.path("id").asLong(),
                node.path("body").asText(),
                node.path("html_url").asText());
    }
}
