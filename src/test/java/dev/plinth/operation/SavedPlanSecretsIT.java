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
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.session.StackSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan with a secret in it, on the real engine. */
class SavedPlanSecretsIT {

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
        SavedPlanOperation capsules = new SavedPlanOperation(
                project.project(), "development", true, Optional.empty(), List.of(), Clock.systemUTC());

        try (StackSession session = StackSession.open(
                project.project().running(Programs.creating(program)), "development", true, Progress.NONE)) {
            session.tell(Set.of());
            SavedPlan made = capsules.make(session, Approvals.NONE, Duration.ofHours(1))
                    .capsule()
                    .orElseThrow();
            SavedPlanFile.write(file, made, Optional.empty());
            assertThat(Files.readString(file)).contains("ciphertext").doesNotContain(SECRET);

            SavedPlan read = SavedPlanFile.read(file, Optional.empty());
            assertThat(read).isEqualTo(made);
            StackSession.Result result = session.up(capsules.ready(session, read));
            assertThat(result.succeeded()).as(result.problem()).isTrue();
            assertThat(session.state().toString()).contains("::token").doesNotContain(SECRET);

            // The program is another one now, in a way that no digest of the jar tells.
            description.set("Two");
            SavedPlan second = capsules.make(session, Approvals.NONE, Duration.ofHours(1))
                    .capsule()
                    .orElseThrow();
            assertThat(second.enginePlan()).doesNotContain(SECRET);
            description.set("One");
            assertThatThrownBy(() -> capsules.ready(session, second))
                    .isInstanceOf(PlanRejectedException.class)
                    .hasMessageContaining("::token, and a preview of now plans something else");
        }
    }
}
