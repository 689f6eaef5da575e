package dev.plinth.operation.comment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.operation.comment.ServiceClient.Access;
import dev.plinth.operation.comment.ServiceClient.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The comments of a merge request on GitLab: <a href="https://docs.gitlab.com/api/notes/">notes</a>. */
public final class GitLabThread implements CommentThread {

    /** The notes API: "Limited to 1,000,000 characters". */
    static final int LIMIT = 1_000_000;

    private final ServiceClient client;
    private final String project;
    private final int mergeRequest;

    /**
     * A merge request's comments.
     *
     * @param api such as {@code https://gitlab.com/api/v4}
     * @param token of a user, project or group, never shown
     * @param project the project's id, or {@code GROUP/NAME}
     * @param mergeRequest its number within the project
     */
    public GitLabThread(URI api, String token, String project, int mergeRequest) {
        this(api, token, project, mergeRequest, ServiceClient::sleep);
    }

    GitLabThread(URI api, String token, String project, int mergeRequest, Consumer<Duration> sleep) {
        this.client = new ServiceClient(new Access("GitLab", api, Map.of("PRIVATE-TOKEN", token), token), sleep);
        this.project = project;
        this.mergeRequest = mergeRequest;
    }

    @Override
    public int limit() {
        return LIMIT;
    }

    @Override
    public String service() {
        return "GitLab";
    }

    @Override
    public List<Comment> own() {
        long user = user();
        return client.list(notes() + "?per_page=100", this::refused).stream()
                .filter(note -> !note.path("system").asBoolean())
                .filter(note -> note.path("author").path("id").asLong(-1) == user)
                .map(this::comment)
                .toList();
    }

    @Override
    public Comment create(String text) {
        Answer answer = client.send("POST", notes(), body(text));
        if (!answer.isGood()) {
            throw refused(answer);
        }
        return comment(answer.body());
    }

    @Override
    public boolean update(Comment comment, String text) {
        return change("PUT", comment, body(text));
    }

    @Override
    public void delete(Comment comment) {
        change("DELETE", comment, null);
    }

    private boolean change(String method, Comment comment, @Nullable ObjectNode body) {
        Answer answer = client.send(method, notes() + "/" + comment.id(), body);
        if (!answer.isGood() && answer.status() != 404) {
            throw refused(answer);
        }
        return answer.isGood();
    }

    private long user() {
        Answer answer = client.send("GET", "/user", null);
        if (!answer.isGood() || !answer.body().path("id").isIntegralNumber()) {
            throw refused(answer);
        }
        return answer.body().path("id").asLong();
    }

    private String notes() {
        return "/projects/" + URLEncoder.encode(project, StandardCharsets.UTF_8) + "/merge_requests/" + mergeRequest
                + "/notes";
    }

    private ServiceException refused(Answer answer) {
        String next =
                switch (answer.status()) {
                    case 401 -> "give a project access token in GITLAB_TOKEN; a job's own CI_JOB_TOKEN cannot comment";
                    case 403 -> "the token lacks the scope `api`, or its user the role of a Developer in the project";
                    case 404 -> "check --project-id and --merge-request, and that the token may read them";
                    default -> "see the message of GitLab above";
                };
        return new ServiceException(client.hidden("GitLab denies access to the comments of merge request "
                + mergeRequest + " of " + project + " (" + answer.message() + "); next: " + next));
    }

    private static ObjectNode body(String text) {
        return JsonNodeFactory.instance.objectNode().put("body", text);
    }

    private Comment comment(JsonNode node) {
        long id = node.path("id").asLong();
        return new Comment(
                id, node.path("body").asText(), "note " + id + " of merge request " + mergeRequest + " in " + project);
    }
}
