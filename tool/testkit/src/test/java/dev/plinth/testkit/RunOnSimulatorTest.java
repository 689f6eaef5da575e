package dev.plinth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.pulumi.Context;
import dev.plinth.settings.StackProgram;
import dev.plinth.settings.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The extension, as far as it needs no engine; {@code ShopStackTest} runs one. */
class RunOnSimulatorTest {

    private static final String PROJECT = "src/test/resources/shop";

    /** A program that registers nothing. */
    static final class EmptyProgram implements StackProgram<EmptyProgram.Config> {

        record Config() {}

        @Override
        public Class<Config> configuration() {
            return Config.class;
        }

        @Override
        public void create(Context context, Config configuration, StackSettings settings) {}
    }

    /** Run by {@link #givesEachTestItsOwnCopyAndDeletesIt}, and by no build. */
    @RunOnSimulator(program = EmptyProgram.class, stack = "development", project = PROJECT)
    static class Sample {

        static final List<Path> COPIES = new ArrayList<>();
        static final List<String> STACKS = new ArrayList<>();

        @Test
        void first(SimulatedStack stack, SimulatedProject project) {
            assertThat(stack.project()).isSameAs(project);
            assertThat(project.directory().resolve("Pulumi.development.yaml")).isRegularFile();
            COPIES.add(project.directory());
            STACKS.add(stack.name());
        }

        @Test
        @RunOnSimulator(stack = "production", project = PROJECT)
        void second(SimulatedStack stack) {
            COPIES.add(stack.project().directory());
            STACKS.add(stack.name());
        }
    }

    @Test
    void givesEachTestItsOwnCopyAndDeletesIt() {
        List<TestExecutionResult> results = new ArrayList<>();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(Sample.class))
                                .build(),
                        new TestExecutionListener() {
                            @Override
                            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                results.add(result);
                            }
                        });

        assertThat(results)
                .allSatisfy(result -> assertThat(result.getStatus()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL));
        assertThat(Sample.STACKS).containsExactlyInAnyOrder("development", "production");
        assertThat(Sample.COPIES).doesNotHaveDuplicates().hasSize(2).allSatisfy(copy -> assertThat(copy)
                .doesNotExist());
    }

    @Test
    void isSkippedWithAReasonWithoutPulumiAndGo(@TempDir Path empty) throws IOException {
        ConditionEvaluationResult skipped = condition(empty);
        assertThat(skipped.isDisabled()).isTrue();
        assertThat(skipped.getReason()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("no Pulumi engine", "install pulumi", "or Go"));

        Path go = Files.createFile(empty.resolve("go"));
        assertThat(go.toFile().setExecutable(true)).isTrue();
        assertThat(condition(empty).isDisabled()).isFalse();
    }

    private static ConditionEvaluationResult condition(Path path) {
        Map<String, String> environment =
                Map.of("PATH", path.toString(), "HOME", path.toString(), "XDG_CACHE_HOME", path.toString());
        return new SimulatorExtension(environment).evaluateExecutionCondition(mock());
    }

    @Test
    void rejectsAProjectWithoutAJarForTheProgram(@TempDir Path project, @TempDir Path copy) throws IOException {
        Files.writeString(project.resolve("Pulumi.yaml"), "name: shop\nruntime: yaml\n");

        assertThatThrownBy(() -> SimulatedProject.copy(project, copy, new EmptyProgram()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no runtime.options.binary");
    }

    @Test
    void failsWithTheOutputOfTheCommand(@TempDir Path copy) {
        SimulatedProject project = SimulatedProject.copy(Path.of(PROJECT), copy, new EmptyProgram());

        assertThatThrownBy(() -> new SimulatedStack(project, "nowhere").outputs())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("plinth outputs nowhere --json exited with 2")
                .hasMessageContaining("nowhere");
    }
}
