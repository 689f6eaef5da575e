package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

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

    @Test
    void readsTheProjectThatShips() {
        Project project = Repository.project();

        assertThat(project.name()).isEqualTo("plinth");
        assertThat(Files.exists(Project.policyPack().resolve("PulumiPolicy.yaml")))
                .isTrue();
        assertThat(Project.engine().cached().getFileName()).hasToString("pulumi");
    }

    @Test
    void findsItsWaiversInItsOwnDirectory(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: shop\nruntime: nodejs\n");

        Project project = Project.read(folder, null);

        assertThat(project.name()).isEqualTo("shop");
        assertThat(project.program()).isEmpty();
        assertThat(project.waivers()).isEqualTo(folder.resolve(Path.of("policies", "waivers.yaml")));
        assertThat(Project.policyPack().resolve("plugin").resolve("pulumi-analyzer-policy-plinth"))
                .isExecutable();
    }

    @Test
    void readsTheConfigurationThatPulumiYamlGivesToEveryStack(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                """
                name: shop
                runtime: yaml
                config:
                  size: {type: integer, default: 3}
                  aws:region: eu-west-1
                  zones: {value: [a, b]}
                  domain: {type: string}
                """);

        assertThat(Project.read(folder, null).defaults())
                .containsOnly(
                        entry("shop:size", "3"),
                        entry("aws:region", "eu-west-1"),
                        entry("shop:zones", "[\"a\",\"b\"]"));
    }

    @Test
    void hasTheProgramInThisJvmOnlyWherePulumiYamlNamesIt(@TempDir Path folder) throws IOException {
        EnvironmentProgram program = new EnvironmentProgram();
        assertThat(Repository.project().program()).isPresent();
        for (String runtime : new String[] {
            "runtime: java",
            "runtime: nodejs",
            "runtime: {name: java, options: {binary: target/shop.jar}}",
            "runtime: {name: java, options: {binary: " + folder + "}}"
        }) {
            Files.writeString(folder.resolve("Pulumi.yaml"), "name: plinth\n" + runtime + "\n");

            assertThat(Project.read(folder, program).program()).as(runtime).isEmpty();
        }
    }

    @Test
    void rejectsADirectoryWithoutAProject(@TempDir Path folder) {
        assertThatThrownBy(() -> Project.read(folder, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder + ": 1 fault")
                .hasMessageContaining("Pulumi.yaml does not exist there")
                .hasMessageContaining("--project DIR");
    }

    @ParameterizedTest
    @CsvSource({"'runtime: java', name is missing", "'name: \"\"', name is missing", "'name: [', the file is not YAML"})
    void rejectsAFileWithoutAName(String text, String problem, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), text);

        assertThatThrownBy(() -> Project.read(folder, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }
}
