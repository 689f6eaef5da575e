package {%package%};

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.cli.SimulatedProject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the project's stacks on the simulator, in a copy of the project. */
class StacksTest {

    private SimulatedProject project;

    @BeforeEach
    void copy(@TempDir Path directory) {
        project = SimulatedProject.copy(Path.of(""), directory, new EnvironmentProgram());
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "staging", "production"})
    void violatesNoPolicy(String stack) {
        succeeds("policy", "check", stack);
    }

    @Test
    void comesUpWithoutFurtherChangesAndGoesDown() {
        succeeds("up", "development", "--yes");
        assertThat(succeeds("preview", "development", "--json"))
                .containsPattern("\"summary\" : \\{\\s*\"same\" : \\d+\\s*}");
        succeeds("destroy", "development", "--yes");
    }

    private String succeeds(String... command) {
        SimulatedProject.Result result = project.run(command);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result.out();
    }
}
