package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.Repository;
import dev.plinth.operation.AffectedStacks.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffectedStacksTest {

    private static final String[] ALL = {"development", "production", "staging"};

    private static Set<String> touchedBy(String... files) {
        return AffectedStacks.of(Repository.project(), List.of(files)).keySet();
    }

    @Test
    void aStacksFileTouchesThatStack() {
        assertThat(AffectedStacks.of(Repository.project(), List.of("Pulumi.staging.yaml")))
                .containsExactlyEntriesOf(new java.util.TreeMap<>(
                        java.util.Map.of("staging", List.of(new Reason("Pulumi.staging.yaml", "its configuration")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs/policies.md",
                "README.md",
                "bench/run",
                "policies/src/test/java/dev/plinth/policies/ArchitectureTest.java",
                "src/test/java/dev/plinth/Repository.java",
                ".github/workflows/preview.yml",
                "action.yml"
            })
    void filesOutsideStacksTouchNone(String file) {
        assertThat(touchedBy(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pulumi.yaml",
                "pom.xml",
                "src/main/java/dev/plinth/stack/Environment.java",
                "components/src/main/java/dev/plinth/components/PolicyDocument.java",
                "policies/waivers.yaml",
                "a-file-that-nobody-knows"
            })
    void sharedFilesTouchAllStacks(String file) {
        assertThat(touchedBy(file)).containsExactly(ALL);
    }

    @Test
    void theToolIsInNoStackWhereTheProjectHoldsIt(@TempDir Path folder) throws IOException {
        Repository.copyProject(folder);
        String simulator = "tool/simulator/src/main/java/dev/plinth/simulator/Simulator.java";
        assertThat(AffectedStacks.of(Repository.project(folder), List.of(simulator)))
                .hasSize(ALL.length);

        Files.createDirectories(folder.resolve("tool/cli"));
        Files.createFile(folder.resolve("tool/cli/pom.xml"));
        assertThat(AffectedStacks.of(Repository.project(folder), List.of(simulator)))
                .isEmpty();
        assertThat(AffectedStacks.of(
                        Repository.project(folder),
                        List.of("tool/settings/src/main/java/dev/plinth/settings/Key.java")))
                .hasSize(ALL.length);
    }

    @Test
    void aComponentTouchesTheStacksThatUseIt() {
        assertThat(touchedBy("components/src/main/java/dev/plinth/components/database/PostgresDatabase.java"))
                .containsExactly(ALL);
        assertThat(touchedBy("components/src/main/java/dev/plinth/components/policy/Waiver.java"))
                .isEmpty();
    }

    @Test
    void aServiceTouchesTheStacksThatBuildIt() {
        assertThat(touchedBy("services/api/Dockerfile")).isNotEmpty();
        // Nobody can tell what it is for.
        assertThat(touchedBy("services/of-nobody/Dockerfile")).containsExactly(ALL);
    }

    @Test
    void readsChangedFilesFromGit(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: shop\n");
        Files.writeString(folder.resolve("kept"), "same");
        git(folder, "init", "-q", "-b", "main");
        commit(folder);
        git(folder, "checkout", "-q", "-b", "feature");
        Files.writeString(folder.resolve("committed"), "new");
        commit(folder);
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: shop2\n");
        Files.writeString(folder.resolve("untracked"), "new");
        Project project = new Project("shop", folder, MissingNode.getInstance(), Optional.empty());

        assertThat(AffectedStacks.changedSince(project, "main"))
                .contains(List.of("Pulumi.yaml", "committed", "untracked"));
        assertThat(AffectedStacks.changedSince(project, "no-such-revision")).isEmpty();
    }

    private static void commit(Path folder) {
        git(folder, "add", "-A");
        git(folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-q", "-m", "A change");
    }

    private static void git(Path folder, String... arguments) {
        assertThat(Git.answer(folder, arguments))
                .as(String.join(" ", arguments))
                .isPresent();
    }
}
