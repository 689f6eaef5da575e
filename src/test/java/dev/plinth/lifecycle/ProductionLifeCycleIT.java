package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Production, which refuses to go; each test goes on where the one before stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ProductionLifeCycleIT {

    private TestProject project;

    @BeforeAll
    void copy(@TempDir Path folder) {
        project = TestProject.in(folder);
    }

    @Test
    @Order(1)
    void upBuildsEverything() {
        Run up = project.simulate("up", "production", "--yes", "--json");

        assertThat(up.exitCode()).as(up.toString()).isZero();
        assertThat(up.json().path("result").asText()).isEqualTo("succeeded");
        assertThat(up.json().path("summary").path("create").asInt()).isGreaterThanOrEqualTo(180);
    }

    @Test
    @Order(2)
    void previewOfTheSameProgramChangesNothing() {
        Run preview = project.simulate("preview", "production", "--json");

        assertThat(preview.exitCode()).as(preview.toString()).isZero();
        assertThat(preview.json().path("steps"))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(step.path("op").asText()).as(step.toString()).isEqualTo("same"));
        assertThat(preview.json().path("policy").path("violations"))
                .noneMatch(violation -> violation.path("enforcement").asText().equals("mandatory"));
    }

    @Test
    @Order(3)
    void destroyIsBlockedAndDeletesNothing() {
        JsonNode before = project.resources();
        String state = project.state("production");

        Run destroy = project.simulate("destroy", "production", "--yes", "--json");

        assertThat(destroy.exitCode()).as(destroy.toString()).isEqualTo(1);
        assertThat(destroy.json().path("result").asText()).isEqualTo("refused");
        assertThat(destroy.err())
                .contains("database-instance is protected by Pulumi (protect)")
                .contains("database-instance has deletionProtection")
                .contains("has enableDeletionProtection")
                .contains("plinth unprotect production --simulate");
        assertThat(project.resources()).isEqualTo(before);
        assertThat(project.state("production")).isEqualTo(state);
    }

    @Test
    @Order(4)
    void unprotectLiftsProtectionAndThenDestroyLeavesBackupsAndTheirKeysAlone() {
        Run unprotect = project.simulate("unprotect", "production", "--yes");
        assertThat(unprotect.exitCode()).as(unprotect.toString()).isZero();

        Run destroy = project.simulate("destroy", "production", "--yes", "--json");

        assertThat(destroy.exitCode()).as(destroy.toString()).isZero();
        // What a lost database is restored from outlives the stack.
        assertThat(project.resources())
                .extracting(resource -> resource.path("type").asText())
                .containsOnly(TestProject.RETAINED);
    }
}
