package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Output;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.plan.PlanRejectedException;
import dev.plinth.operation.plan.SavedPlan;
import dev.plinth.operation.plan.SavedPlanFile;
import dev.plinth.operation.plan.SavedPlanOperation;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan with a secret in it, on the real engine. */
class SavedPlanSecretsIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of());

    private static final String SECRET = "correct-horse-battery-staple";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @Test
    void noSecretIsInClearInASavedPlan() throws IOException {
        TestProject project = TestProject.in(folder);
        AtomicReference<String> description = new AtomicReference<>("One");
        Programs.Creation program = (context, config, settings) -> new Parameter(
                "token",
                ParameterArgs.builder()
                        .type("SecureString")
                        .description(description.get())
                        .value(Output.ofSecret(SECRET))
                        .build());
        Path file = folder.resolve("plan.json");
        SavedPlanOperation plans =
                new SavedPlanOperation(project.project(), "development", true, Optional.empty(), Clock.systemUTC());

        try (StackSession session = StackSession.open(
                project.project().running(Programs.creating(program)), "development", true, Progress.NONE)) {
            SavedPlan made =
                    plans.save(session, REQUEST, Duration.ofHours(1)).plan().orElseThrow();
            SavedPlanFile.write(file, made, Optional.empty());
            assertThat(Files.readString(file)).contains("ciphertext").doesNotContain(SECRET);

            SavedPlan read = SavedPlanFile.read(file, Optional.empty());
            assertThat(read).isEqualTo(made);
            OperationResult result = session.up(plans.ready(session, read, REQUEST));
            assertThat(result.succeeded()).as(result.problem()).isTrue();
            assertThat(session.state().toString()).contains("::token").doesNotContain(SECRET);

            // The program is another one now, in a way that no digest of the jar tells.
            description.set("Two");
            SavedPlan second =
                    plans.save(session, REQUEST, Duration.ofHours(1)).plan().orElseThrow();
            assertThat(second.enginePlan()).doesNotContain(SECRET);
            description.set("One");
            assertThatThrownBy(() -> plans.ready(session, second, REQUEST))
                    .isInstanceOf(PlanRejectedException.class)
                    .hasMessageContaining("::token, but a new preview differs");
        }
    }
}
