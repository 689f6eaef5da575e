package dev.plinth.engine.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.engine.EngineException;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.engine.program.Program;
import dev.plinth.operation.SimulatedProvider;
import dev.plinth.settings.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

    private final Path project;

    ProgramsTest(@TempDir Path project) {
        this.project = project;
    }

    private Program of(String settings) {
        ExternalStack.write(project, "Pulumi.yaml", settings);
        Map<String, String> empty = Map.of(
                "PATH", project.toString(), "HOME", project.resolve("home").toString());
        return Programs.of(project, ExternalStack.hosts(empty), true, SchemaSource.NONE);
    }

    @Test
    void theProgramsPlaceComesFromMain() {
        ExternalStack.write(project, "infra/app.py", "");
        ExternalStack.write(project, "Pulumi.yaml", "name: shop\nruntime: python\nmain: infra\n");
        ProjectProgram directory = ProjectProgram.read(project);
        ExternalStack.write(project, "Pulumi.yaml", "name: shop\nruntime: python\nmain: infra/app.py\n");
        ProjectProgram file = ProjectProgram.read(project);

        assertThat(directory.directory()).isEqualTo(project.resolve("infra"));
        assertThat(directory.entryPoint()).isEqualTo(".");
        assertThat(file.directory()).isEqualTo(project.resolve("infra"));
        assertThat(file.entryPoint()).isEqualTo("app.py");
        assertThat(file.root()).isEqualTo(project);
    }

    @Test
    void faultsOfTheProjectFileAreTold() {
        assertThatThrownBy(() -> of("name: shop\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("runtime is missing");
        assertThatThrownBy(() -> of("name: shop\nruntime: nodejs\nmain: nowhere\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("main is nowhere, which does not exist");
        assertThatThrownBy(() -> of("name: ]\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> ProjectProgram.read(project.resolve("empty")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Pulumi.yaml does not exist");
    }

    @Test
    void withoutHostAndLauncherTheErrorNamesBoth() {
        assertThatThrownBy(() -> of("name: shop\nruntime: nodejs\n"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("pulumi-language-nodejs")
                .hasMessageContaining("`node` on the PATH is needed");
        assertThatThrownBy(() -> of("name: shop\nruntime: python\n"))
                .hasMessageContaining("pulumi-language-python")
                .hasMessageContaining("`python3` on the PATH is needed");
        assertThatThrownBy(() -> of("name: shop\nruntime: {name: python, options: {toolchain: poetry}}\n"))
                .hasMessageContaining("toolchains pip and uv");
        assertThatThrownBy(() -> of("name: shop\nruntime: {name: python, options: {virtualenv: venv}}\n"))
                .hasMessageContaining(project.resolve("venv") + " does not exist")
                .hasMessageContaining("python3 -m venv");
        assertThatThrownBy(() -> of("name: shop\nruntime: java\n"))
                .hasMessageContaining("pulumi-language-java")
                .hasMessageContaining("pom.xml");
        assertThatThrownBy(() -> of("name: shop\nruntime: dotnet\n")).hasMessageContaining("pulumi-language-dotnet");
    }

    @Test
    void aMissingJarIsAnErrorOfTheRun() {
        Program program = of("name: shop\nruntime: {name: java, options: {binary: target/shop.jar}}\n");

        assertThatThrownBy(() -> new GraphRecorder("shop", "test", new SimulatedProvider("eu-central-1"))
                        .record(program, Map.of(), Set.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(project.resolve("target/shop.jar") + " does not exist; build it");
    }
}
