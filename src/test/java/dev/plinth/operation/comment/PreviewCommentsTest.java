package dev.plinth.operation.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.operation.comment.CommentServer.Fault;
import dev.plinth.operation.comment.PreviewComments.Notice;
import dev.plinth.operation.comment.PreviewComments.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewCommentsTest {

    private static final String TOKEN = "token-that-nobody-may-see";
    private static final PreviewMarker STAGING = PreviewMarker.of("shop", "staging");
    private static final String TEXT = STAGING.line() + "\n\n### change: two resources\n";

    private final CommentServer server = new CommentServer(TOKEN);
    private final List<Duration> waits = new ArrayList<>();

    private enum Service {
        GITHUB,
        GITLAB
    }

    private PreviewComments comments(Service service) {
        return comments(service, TOKEN);
    }

    private PreviewComments comments(Service service, String token) {
        return new PreviewComments(
                service == Service.GITHUB
                        ? new GitHubThread(
                                server.api(), server.api().resolve("/graphql"), token, "acme/shop", 7, waits::add)
                        : new GitLabThread(server.api(), token, "acme/shop", 7, waits::add));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void writesACommentOnceAndThenUpdatesIt(Service service) {
        assertThat(comments(service).post(STAGING, TEXT).outcome()).isEqualTo(Outcome.CREATED);
        assertThat(comments(service).post(STAGING, TEXT + "more").outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(server.texts().values()).containsExactly(TEXT + "more");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void leavesAnEqualCommentAlone(Service service) {
        server.write(CommentServer.BOT, TEXT.replace("\n", "\r\n").strip());

        assertThat(comments(service).post(STAGING, TEXT).outcome()).isEqualTo(Outcome.UNCHANGED);

        assertThat(server.requests())
                .noneMatch(request -> request.matches("(PATCH|PUT|DELETE) .*|POST .*(comments|notes)"));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void findsItsCommentOnTheThirdPage(Service service) {
        for (int i = 0; i < 210; i++) {
            server.write("somebody", "comment " + i);
        }
        long own = server.write(CommentServer.BOT, TEXT);
        server.write("somebody", "the last word");

        comments(service).post(STAGING, TEXT + "more");

        assertThat(server.texts()).hasSize(212).containsEntry(own, TEXT + "more");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void leavesOtherPeoplesCommentsAlone(Service service) {
        long forged = server.write("somebody", STAGING.line() + "\n\nnothing to see");
        long quoted = server.write(CommentServer.BOT, "> " + TEXT);
        long second = server.write(CommentServer.BOT, "as above:\n" + TEXT);

        comments(service).post(STAGING, TEXT);

        assertThat(server.texts())
                .hasSize(4)
                .containsEntry(forged, STAGING.line() + "\n\nnothing to see")
                .containsEntry(quoted, "> " + TEXT)
                .containsEntry(second, "as above:\n" + TEXT)
                .containsValue(TEXT);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void keepsTheStacksApart(Service service) {
        PreviewMarker longer = PreviewMarker.of("shop", "staging-2");
        PreviewMarker other = PreviewMarker.of("shop2", "staging");

        comments(service).post(longer, longer.line() + "\nlonger");
        comments(service).post(other, other.line() + "\nother");
        comments(service).post(STAGING, TEXT);
        comments(service).post(STAGING, TEXT + "more");

        assertThat(server.texts().values())
                .containsExactly(longer.line() + "\nlonger", other.line() + "\nother", TEXT + "more");
    }

    @Test
    void takesNoNoteOfGitLabsOwnForAComment() {
        server.writeSystemNote(TEXT);

        assertThat(comments(Service.GITLAB).post(STAGING, TEXT).outcome()).isEqualTo(Outcome.CREATED);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void leavesOneOfTwoThatWereWrittenAtTheSameTime(Service service) {
        server.afterCreating(() -> server.write(CommentServer.BOT, TEXT + "of the other run"));

        comments(service).post(STAGING, TEXT);

        assertThat(server.texts().values()).containsExactly(TEXT);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void keepsTheOldestOfSeveral(Service service) {
        long oldest = server.write(CommentServer.BOT, TEXT + "old");
        server.write(CommentServer.BOT, TEXT + "older");
        server.write(CommentServer.BOT, TEXT);

        comments(service).post(STAGING, TEXT);

        assertThat(server.texts()).containsOnly(Map.entry(oldest, TEXT));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void recreatesACommentThatWasDeletedInTheMeantime(Service service) {
        server.write(CommentServer.BOT, TEXT + "old");
        server.fail(new Fault(service == Service.GITHUB ? "PATCH" : "PUT", 404, Map.of(), "{}"));

        assertThat(comments(service).post(STAGING, TEXT).outcome()).isEqualTo(Outcome.UPDATED);

        assertThat(server.texts().values()).containsExactly(TEXT);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void saysThatAStackIsNoLongerAffectedWhereThereIsAComment(Service service) {
        long own = server.write(CommentServer.BOT, TEXT);

        assertThat(comments(service)
                        .replace("shop", "staging", Notice.UNAFFECTED)
                        .outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(comments(service)
                        .replace("shop", "staging", Notice.UNAFFECTED)
                        .outcome())
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(comments(service)
                        .replace("shop", "production", Notice.FAILED)
                        .outcome())
                .isEqualTo(Outcome.ABSENT);

        assertThat(server.texts()).containsOnlyKeys(own);
        assertThat(server.texts().get(own))
                .startsWith(STAGING.line() + "\n\n### staging: no longer affected")
                .doesNotContain("two resources");
        assertThat(comments(service).post(STAGING, TEXT).outcome()).isEqualTo(Outcome.UPDATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void triesAgainWhatPasses(int status) {
        server.fail(new Fault("GET", status, Map.of(), "a proxy's page"));
        server.fail(new Fault("GET", status, Map.of("Retry-After", "7"), "{}"));

        comments(Service.GITHUB).post(STAGING, TEXT);

        assertThat(server.texts().values()).containsExactly(TEXT);
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(7));
    }

    @Test
    void waitsForGitHubsLimitsThatCome403() {
        server.fail(new Fault("GET", 403, Map.of("Retry-After", "3"), "{\"message\": \"secondary rate limit\"}"));
        server.fail(
                new Fault("GET", 403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1000000000"), "{}"));

        comments(Service.GITHUB).post(STAGING, TEXT);

        assertThat(waits).containsExactly(Duration.ofSeconds(3), Duration.ZERO);
    }

    @Test
    void givesUpWhenItIsToWaitTooLong() {
        server.fail(new Fault("GET", 429, Map.of("Retry-After", "3600"), "{}"));

        assertThatThrownBy(() -> comments(Service.GITLAB).post(STAGING, TEXT))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("429")
                .hasMessageContaining("wait 3600 seconds")
                .hasMessageContaining("next: ");
        assertThat(waits).isEmpty();
    }

    @Test
    void givesUpAfterFiveTimes() {
        for (int i = 0; i < 5; i++) {
            server.fail(new Fault("GET", 503, Map.of(), "{}"));
        }

        assertThatThrownBy(() -> comments(Service.GITHUB).post(STAGING, TEXT))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("503")
                .hasMessageContaining("5 times");
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L);
    }

    /** A creation that was answered with a failure may have happened all the same. */
    @Test
    void leavesOneWhenACreationHappenedTwice() {
        server.fail(new Fault("POST", 200, Map.of(), "{\"data\": {\"viewer\": {\"login\": \"github-actions[bot]\"}}}"));
        server.fail(new Fault("POST", 502, Map.of(), ""));
        server.afterCreating(() -> server.write(CommentServer.BOT, TEXT));

        comments(Service.GITHUB).post(STAGING, TEXT);

        assertThat(server.texts().values()).containsExactly(TEXT);
    }

    @Test
    void givesTheReasonWhenTheServerIsGone() {
        PreviewComments comments = comments(Service.GITLAB);
        server.close();

        assertThatThrownBy(() -> comments.post(STAGING, TEXT))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("next: ");
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, GET, 403, permissions: pull-requests: write",
        "GITHUB, GET, 404, check --repository and --pull-request",
        "GITHUB, GET, 301, a moved repository",
        "GITHUB, POST, 403, permissions: pull-requests: write",
        "GITLAB, GET, 401, CI_JOB_TOKEN cannot comment",
        "GITLAB, GET, 403, the scope `api`",
        "GITLAB, POST, 403, the role of a Developer",
        "GITLAB, POST, 400, the message of GitLab",
    })
    void reportsTheNextStepForAnErrorResponse(Service service, String method, int status, String next) {
        server.fail(new Fault(
                method,
                status,
                Map.of("Location", "http://elsewhere.example/"),
                "{\"message\": \"no, not with " + TOKEN + "\"}"));

        assertThatThrownBy(() -> comments(service).post(STAGING, TEXT))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining(status + ": no, not with ***")
                .hasMessageContaining(next)
                .hasMessageNotContaining(TOKEN);
        assertThat(server.texts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void saysThatTheTokenIsWrong(Service service) {
        assertThatThrownBy(() -> comments(service, "another").post(STAGING, TEXT))
                .hasMessageContaining("401: Bad credentials")
                .hasMessageContaining(service == Service.GITHUB ? "GITHUB_TOKEN" : "GITLAB_TOKEN")
                .hasMessageNotContaining("another");
    }

    @Test
    void saysWhenGitHubDoesNotTellWhoseTokenItIs() {
        server.fail(new Fault("POST", 200, Map.of(), "{\"errors\": [{\"message\": \"Resource not accessible\"}]}"));

        assertThatThrownBy(() -> comments(Service.GITHUB).post(STAGING, TEXT))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("Resource not accessible");
    }

    @Test
    void sendsTheTokenOnlyToTheService() {
        server.fail(new Fault("GET", 200, Map.of("Link", "<http://127.0.0.2:1/comments?page=2>; rel=\"next\""), "[]"));

        assertThatThrownBy(() -> comments(Service.GITHUB).post(STAGING, TEXT))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("127.0.0.2, which is not sent the token");
    }
}
