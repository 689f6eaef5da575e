package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.cli.options.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plinth reachability} as a person types it. */
class ReachabilityCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private static Shell.Ran reachability(String... options) {
        List<String> line = new ArrayList<>(List.of("reachability"));
        line.addAll(List.of(options));
        line.addAll(List.of("--project", Repository.fixtures().toString()));
        return Shell.run(line.toArray(String[]::new));
    }

    @Test
    void listsWhoCanReadAStoreThatDoesNotExistYet() {
        Shell.Ran ran = reachability("production", "--who-can", "read", "--resource", "uploads");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("read on 2 data stores: 1 principal\n")
                .contains("api-task-role  api-task-policy", "no principal: uploads-replica-bucket");
    }

    @Test
    void printsJson() {
        Shell.Ran ran = reachability("production", "--who-can", "decrypt", "--resource", "uploads-key", "--json");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.json().path("access"))
                .extracting(node -> node.path("principal").asText())
                .containsExactly("api-task-role", "uploads-replication-role");
    }

    @Test
    void readsAnExportedStack() throws Exception {
        Path file = folder.resolve("graph.json");
        Shell.Ran graph = Shell.run(
                "graph", "development", "--project", Repository.fixtures().toString(), "--json");
        Files.writeString(file, graph.out());

        Shell.Ran ran = reachability("--file", file.toString(), "--who-can", "read");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("unknown policies");
    }

    @Test
    void rejectsAnUnknownOperationAndAnUnknownStore() {
        Shell.Ran operation = reachability("development", "--who-can", "open");
        Shell.Ran store = reachability("development", "--who-can", "read", "--resource", "nothing");

        assertThat(operation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(operation.err()).contains("unknown operation \"open\"; expected read, list");
        assertThat(store.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(store.err()).contains("unknown data store \"nothing\"");
    }
}
