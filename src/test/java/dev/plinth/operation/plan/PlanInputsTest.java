package dev.plinth.operation.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.Repository;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.Commit;
import dev.plinth.operation.Digests;
import dev.plinth.operation.GraphOperation;
import dev.plinth.operation.PolicyPack;
import dev.plinth.operation.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each part moves with what it stands for, and with nothing else. */
class PlanInputsTest {

    private static final String STATE =
            """
            {"version": 3, "deployment": {
              "manifest": {"time": "2026-03-01T10:00:00Z", "version": "v3.250.0"},
              "resources": [{"urn": "urn:1", "outputs": {"size": 1.0}}]}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private static void git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        assertThat(git.waitFor()).as(String.join(" ", arguments)).isZero();
    }

    @Test
    void theCommitIsGitsAndSaysWhetherTheWorkTreeIsDirty() throws Exception {
        git(folder, "init", "-q");
        assertThat(Commit.of(folder)).hasToString("no Git commit");

        Path file = folder.resolve("Pulumi.yaml");
        Files.writeString(file, "name: plinth\n");
        git(folder, "add", ".");
        git(folder, "commit", "-qm", "First");
        Commit clean = Commit.of(folder);
        assertThat(clean.id()).matches("[0-9a-f]{40}");
        assertThat(clean.isDirty()).isFalse();
        assertThat(clean).hasToString(clean.id());

        Files.writeString(folder.resolve("plan.json"), "{}");
        assertThat(Commit.of(folder)).as("a file that Git does not track").isEqualTo(clean);

        Files.writeString(file, "name: plinth\ndescription: edited\n");
        Commit edited = Commit.of(folder);
        assertThat(edited.isDirty()).isTrue();
        assertThat(edited.id()).isEqualTo(clean.id());
        assertThat(edited.toString()).startsWith(clean.id() + " with uncommitted changes (sha256:");

        Files.writeString(file, "name: plinth\ndescription: edited again\n");
        assertThat(Commit.of(folder)).isNotEqualTo(edited);

        git(folder, "commit", "-qam", "Second");
        assertThat(Commit.of(folder).id()).isNotEqualTo(clean.id());
        assertThat(Commit.of(folder).isDirty()).isFalse();
    }

    @Test
    void thePoliciesAreTheFilesTheLibrariesAndTheRules() throws IOException {
        Path own = Files.createDirectories(folder.resolve("project"));
        Path pack = Files.createDirectories(own.resolve("policies"));
        Files.writeString(pack.resolve("PulumiPolicy.yaml"), "runtime: plinth\n");
        Project project = new Project("plinth", own, MissingNode.getInstance(), Optional.empty());
        String before = PlanInputs.policies(project, List.of(), List.of());
        assertThat(before).matches("[1-9][0-9]+ rules, sha256:[0-9a-f]{64}");

        Files.createDirectories(pack.resolve("target"));
        Files.writeString(pack.resolve("target").resolve("build.log"), "built");
        assertThat(PlanInputs.policies(project, List.of(), List.of()))
                .as("what was built")
                .isEqualTo(before);

        Files.writeString(pack.resolve("PulumiPolicy.yaml"), "runtime: other\n");
        String edited = PlanInputs.policies(project, List.of(), List.of());
        assertThat(edited).isNotEqualTo(before);

        Files.writeString(own.resolve("policies").resolve("waivers.yaml"), "waivers: []\n");
        assertThat(PlanInputs.policies(project, List.of(), List.of()))
                .as("a waiver")
                .isNotEqualTo(edited);
    }

    @Test
    void thePoliciesAreThoseOfOtherPacksToo() throws IOException {
        Project project = new Project("plinth", folder.resolve("project"), MissingNode.getInstance(), Optional.empty());
        Path pack = Files.createDirectories(folder.resolve("pack"));
        Path configuration = folder.resolve("configuration.json");
        Files.writeString(pack.resolve("PulumiPolicy.yaml"), "runtime: nodejs\n");
        Files.writeString(configuration, "{}");
        Set<String> seen = new HashSet<>();
        PolicyPack configured = new PolicyPack(pack, Optional.of(configuration));

        assertThat(seen.add(PlanInputs.policies(project, List.of(), List.of()))).isTrue();
        assertThat(seen.add(PlanInputs.policies(project, List.of(), List.of(new PolicyPack(pack, Optional.empty())))))
                .isTrue();
        assertThat(seen.add(PlanInputs.policies(project, List.of(), List.of(configured))))
                .isTrue();
        Files.writeString(configuration, "{\"all\": \"advisory\"}");
        assertThat(seen.add(PlanInputs.policies(project, List.of(), List.of(configured))))
                .isTrue();
        Files.writeString(pack.resolve("index.js"), "// nothing");
        assertThat(seen.add(PlanInputs.policies(project, List.of(), List.of(configured))))
                .isTrue();
    }

    @Test
    void theCheckpointIsTheStateWithoutTheTimeOfTheLastCommand() throws JsonProcessingException {
        String before = checkpoint(STATE);

        assertThat(before).matches("sha256:[0-9a-f]{64}");
        assertThat(checkpoint(STATE.replace("10:00:00Z", "11:00:00Z"))).isEqualTo(before);
        assertThat(checkpoint(STATE.replace("1.0", "2.0"))).isNotEqualTo(before);
        assertThat(checkpoint(STATE.replace("urn:1", "urn:2"))).isNotEqualTo(before);
        assertThat(checkpoint(STATE.replace("\"resources\"", "\"pending_operations\": [{}], \"resources\"")))
                .isNotEqualTo(before);
    }

    private static String checkpoint(String state) throws JsonProcessingException {
        return PlanInputs.checkpoint(new ObjectMapper().readTree(state));
    }

    @Test
    void theProvidersAreThoseOfTheResourceGraphWithTheirVersions() {
        Project project = Repository.project();

        // Only the engine knows the version of a provider that the program makes itself.
        assertThat(PlanInputs.providers(GraphOperation.record(project, "staging")))
                .matches("aws of any version, cloudflare 6\\.\\d+\\.\\d+, docker 4\\.\\d+\\.\\d+");
        assertThat(PlanInputs.providers(new ResourceGraph("plinth", "staging", List.of())))
                .isEqualTo("none");
    }

    @Test
    void theProgramIsWhatRuns() {
        assertThat(Digests.ofProgram()).matches("sha256:[0-9a-f]{64}").isEqualTo(Digests.ofProgram());
    }

    @Test
    void aFoldersDigestIsOfItsFilesAndTheirNames() throws IOException {
        assertThat(Digests.ofFolder(folder.resolve("nowhere"), path -> true)).isEqualTo("absent");
        Files.writeString(folder.resolve("a"), "1");
        Files.writeString(folder.resolve("b"), "2");
        String before = Digests.ofFolder(folder, path -> true);
        assertThat(Digests.ofFolder(folder, path -> !path.endsWith("b"))).isNotEqualTo(before);

        Files.move(folder.resolve("b"), folder.resolve("c"));
        String renamed = Digests.ofFolder(folder, path -> true);
        assertThat(renamed).isNotEqualTo(before);

        Files.writeString(folder.resolve("c"), "3");
        assertThat(Digests.ofFolder(folder, path -> true)).isNotEqualTo(renamed);
        assertThat(Digests.ofFile(folder.resolve("a"))).isEqualTo(Digests.ofText("1"));
    }
}
