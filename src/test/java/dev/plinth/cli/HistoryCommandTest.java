package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.Repository;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Project;
import dev.plinth.operation.history.Author;
import dev.plinth.operation.history.RecordStores;
import dev.plinth.operation.history.UpdateHistory;
import dev.plinth.operation.history.UpdateRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plinth history} in the simulator, on updates that were recorded without an engine. */
class HistoryCommandTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @BeforeEach
    void setUp() throws IOException {
        Repository.copyProject(folder);
    }

    private Shell.Ran run(String... arguments) {
        List<String> line = new ArrayList<>(List.of("history", "staging", "--simulate"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--project", folder.toString()));
        return Shell.run(line.toArray(String[]::new));
    }

    private UpdateHistory history() {
        Project project = Project.read(folder, null);
        return new UpdateHistory(project, "staging", true, RecordStores.of(project, "staging", true, Map.of()));
    }

    private UpdateRecord begin(String verb, String change) throws IOException {
        return history()
                .begin(
                        new UpdateHistory.Start(
                                verb,
                                new Author("ada", Optional.of("https://ci.example.com/7")),
                                new Commit("0123456789012345678901234567890123456789", ""),
                                folder.resolve("Pulumi.staging.yaml"),
                                JsonNodeFactory.instance.objectNode(),
                                (ObjectNode) new ObjectMapper().readTree(change)),
                        NOON);
    }

    private void end(UpdateRecord begun, boolean succeeded) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.putObject("summary").put("update", 2);
        history().end(begun, succeeded, details, Clock.offset(NOON, Duration.ofSeconds(754)));
    }

    private void updates() throws IOException {
        end(
                begin(
                        "up",
                        """
                        {"plan": {"digest": "sha256:abc", "summary": {"replace": 1, "update": 2}},
                         "policy": {"evaluated": 900, "advisory": 4, "waived": 12, "approved": 1, "violated": ["rds-logs"]},
                         "approvals": [{"rule": "stateful-not-replaced", "urn": "urn:pulumi:s::p::t::cache", "who": "bob",
                                        "reason": "the cache holds no data"}],
                         "cost": {"currency": "USD", "before": 120.5, "after": 240.25}}
                        """),
                true);
        end(begin("destroy", "{}"), false);
        begin("unprotect", "{}");
    }

    @Test
    void listsTheLatestUpdatesFirst() throws IOException {
        updates();

        Shell.Ran ran = run();

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines())
                .containsExactly(
                        "3  unprotect not ended (running or killed)  2026-03-01T12:00:00Z · ada · 01234567",
                        "2  destroy failed  2026-03-01T12:00:00Z · ada · 01234567 · 12 min 34 s",
                        "1  up succeeded  2026-03-01T12:00:00Z · ada · 01234567 · 12 min 34 s",
                        "    1 replace, 2 update · policies: 4 advisory, 12 waived, 1 approved · USD 120.50 →"
                                + " 240.25/month",
                        "    approved: stateful-not-replaced on cache by bob: the cache holds no data");
    }

    @Test
    void limitsTheList() throws IOException {
        updates();

        Shell.Ran ran = run("--limit", "1");

        assertThat(ran.out())
                .contains("unprotect", "2 earlier updates; --limit 3 shows all")
                .doesNotContain("destroy");
        assertThat(run("--limit", "0").exitCode()).isEqualTo(2);
    }

    @Test
    void printsTheListAsJson() throws IOException {
        updates();

        var updates = run("--json").json().path("updates");

        assertThat(updates).extracting(update -> update.path("number").asInt()).containsExactly(3, 2, 1);
        assertThat(updates)
                .extracting(update -> update.path("result").asText())
                .containsExactly("BEGUN", "FAILED", "SUCCEEDED");
        var first = updates.get(2);
        assertThat(first.path("who").asText()).isEqualTo("ada");
        assertThat(first.path("seconds").asInt()).isEqualTo(754);
        assertThat(first.at("/plan/summary/update").asInt()).isEqualTo(2);
        assertThat(first.at("/approvals/0/who").asText()).isEqualTo("bob");
        assertThat(first.at("/cost/after").asDouble()).isEqualTo(240.25);
    }

    @Test
    void showsOneUpdateInFull() throws IOException {
        updates();

        Shell.Ran ran = run("1");

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .startsWith("update 1: up succeeded\n")
                .contains("CI run  https://ci.example.com/7")
                .contains("commit  0123456789012345678901234567890123456789")
                .contains("digest  sha256:abc")
                .contains("violated  rds-logs")
                .contains("done  2 update")
                .contains("cost  USD 120.50 → 240.25/month")
                .contains("000001/configuration.yaml")
                .contains("approved: stateful-not-replaced on cache by bob");
        assertThat(run("1", "--json").json().at("/policy/waived").asInt()).isEqualTo(12);
    }

    @Test
    void anUnknownUpdateIsWrongUsage() {
        Shell.Ran ran = run("4");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("update 4 of staging is not recorded; there are no recorded updates");
        assertThat(run().out()).isEqualTo("no recorded updates of staging\n");
        assertThat(run("--json").json().path("updates")).isEmpty();
    }

    @Test
    void recordsOfABackendWithoutAStoreAreMarked() throws IOException {
        Path settings = folder.resolve("Pulumi.yaml");
        Files.writeString(settings, Files.readString(settings) + "\nbackend: {url: \"gs://states\"}\n");

        Shell.Ran ran = Shell.run("history", "staging", "--project", folder.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).contains("These records are of this machine only").contains("not in gs://states");
    }
}
