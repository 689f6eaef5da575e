package {%package%};

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.testkit.RunOnSimulator;
import dev.plinth.testkit.SimulatedProject;
import dev.plinth.testkit.SimulatedStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the project's stacks on the simulator, each test in its own copy of the project. */
@RunOnSimulator(program = EnvironmentProgram.class, stack = "development")
class StacksTest {

    @ParameterizedTest
    @ValueSource(strings = {"development", "staging", "production"})
    void violatesNoPolicy(String stack, SimulatedProject project) {
        SimulatedProject.Result result = project.run("policy", "check", stack);

        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void isCreatedAndDestroyed(SimulatedStack stack) {
        stack.up();
        assertThat(stack.preview().isUnchanged()).isTrue();
        stack.destroy();
    }
}
