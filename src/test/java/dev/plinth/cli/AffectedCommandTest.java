package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.operation.Git;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AffectedCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path project;

    /** A branch on which staging's file was changed. */
    @BeforeEach
    void setUp() throws IOException {
        Repository.copyProject(project);
        git("init", "-q", "-b", "main");
        git("add", "-A");
        git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "All there is");
        Path staging = project.resolve("Pulumi.staging.yaml");
        Files.writeString(staging, Files.readString(staging) + "# changed\n");
    }

    private void git(String... arguments) {
        assertThat(Git.answer(project, arguments)).isPresent();
    }

    private Shell.Ran affected(String... options) {
        List<String> line = new ArrayList<>(List.of("affected", "--project", project.toString()));
        line.addAll(List.of(options));
        return Shell.run(line.toArray(String[]::new));
    }

    @Test
    void listsTheStacksAndWhy() {
        Shell.Ran ran = affected("--since", "main");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualToIgnoringNewLines("staging");
        assertThat(ran.err())
                .contains("staging: Pulumi.staging.yaml, ")
                .contains("changed files: 1; affected stacks: 1");
    }

    @Test
    void namesInJsonAlsoThoseThatAreNotAffected() {
        JsonNode document = affected("--since", "main", "--json").json();

        assertThat(document.path("stacks")).singleElement().satisfies(stack -> {
            assertThat(stack.path("stack").asText()).isEqualTo("staging");
            assertThat(stack.at("/reasons/0/file").asText()).isEqualTo("Pulumi.staging.yaml");
        });
        assertThat(document.path("unaffected"))
                .extracting(JsonNode::asText)
                .containsExactly("development", "production");
    }

    @Test
    void leavesTheReasonsOut() {
        assertThat(affected("--since", "main", "--json", "--no-reasons").json().toString())
                .isEqualTo("{\"stacks\":[{\"stack\":\"staging\"}],\"unaffected\":[\"development\",\"production\"]}");
    }

    @Test
    void rejectsAnUnknownRevision() {
        Shell.Ran ran = affected("--since", "elsewhere");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--since: unknown revision elsewhere");
    }
}
