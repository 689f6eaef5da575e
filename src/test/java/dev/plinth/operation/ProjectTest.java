package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Repository;
import dev.plinth.settings.ConfigException;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectTest {

    private static final Path HOME = Path.of("/opt/plinth");

    @Test
    void readsTheProjectThatShips() {
        Project project = Repository.project();

        assertThat(project.name()).isEqualTo("plinth");
        assertThat(Files.exists(project.policyPack().resolve("PulumiPolicy.yaml")))
                .isTrue();
        assertThat(project.engine().cached().getFileName()).hasToString("pulumi");
    }

    @Test
    void findsThePolicyPackInPlinthsOwnFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: shop\nruntime: java\n");

        Project project = Project.read(folder, HOME, null);

        assertThat(project.name()).isEqualTo("shop");
        assertThat(project.program()).isEmpty();
        assertThat(project.policyPack().toString())
                .isEqualTo(HOME.resolve("policies").toString());
    }

    @Test
    void hasTheProgramInThisJvmOnlyWherePulumiYamlNamesIt(@TempDir Path folder) throws IOException {
        EnvironmentProgram program = new EnvironmentProgram();
        assertThat(Repository.project().program()).isPresent();
        for (String runtime : new String[] {
            "runtime: java",
            "runtime: nodejs",
            "runtime: {name: java, options: {binary: target/shop.jar}}",
            "runtime: {name: java, options: {binary: " + HOME + "}}"
        }) {
            Files.writeString(folder.resolve("Pulumi.yaml"), "name: plinth\n" + runtime + "\n");

            assertThat(Project.read(folder, HOME, program).program())
                    .as(runtime)
                    .isEmpty();
        }
    }

    @Test
    void refusesAFolderWithoutAProject(@TempDir Path folder) {
        assertThatThrownBy(() -> Project.read(folder, HOME, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(folder.resolve("Pulumi.yaml").toString())
                .hasMessageContaining("name is missing")
                .hasMessageContaining("is " + folder + " the directory of a project?");
    }

    @ParameterizedTest
    @CsvSource({"'runtime: java', name is missing", "'name: \"\"', name is missing", "'name: [', the file is not YAML"})
    void refusesAFileWithoutAName(String text, String problem, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), text);

        assertThatThrownBy(() -> Project.read(folder, HOME, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }
}
