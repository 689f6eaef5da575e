package dev.plinth.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack file that asks for less than the policies demand. */
final class PolicyGateIT {

    private static final String RULE = "rds-backup-retention";

    private final TestProject project;

    PolicyGateIT(@TempDir Path folder) {
        project = TestProject.in(folder);
    }

    @BeforeEach
    void askForTooLittle() {
        project.edit("Pulumi.staging.yaml", "backupRetentionDays: 14", "backupRetentionDays: 1");
    }

    @Test
    void mandatoryViolationsBlockUpBeforeAnyCreation() {
        Run up = project.simulate("up", "staging", "--yes");

        assertThat(up.exitCode()).as(up.toString()).isEqualTo(1);
        assertThat(up.out())
                .contains("blocked  " + RULE)
                .contains("database-instance")
                .contains("backupRetentionPeriod")
                .contains("InstanceArgs.builder().backupRetentionPeriod(14)");
        assertThat(up.err()).contains("policies block this change (" + RULE + "); nothing was changed");
        assertThat(project.resources()).isEmpty();
        assertThat(project.state("staging")).doesNotContain("aws:");

        Run preview = project.simulate("preview", "staging", "--json");
        assertThat(preview.exitCode()).as(preview.toString()).isEqualTo(1);
        assertThat(violation(preview).path("enforcement").asText()).isEqualTo("mandatory");
        assertThat(violation(preview).path("urn").asText()).endsWith("::database-instance");
    }

    @Test
    void advisoryPoliciesOnlyWarn() {
        project.edit("Pulumi.staging.yaml", "enforcement: mandatory", "enforcement: advisory");

        Run preview = project.simulate("preview", "staging");

        assertThat(preview.exitCode()).as(preview.toString()).isZero();
        assertThat(preview.out()).contains("warning  " + RULE);
    }

    @Test
    void aWaiverAcceptsTheViolationAndStaysVisible() throws IOException {
        Path policies = Files.createDirectories(project.folder().resolve("policies"));
        Files.writeString(
                policies.resolve("waivers.yaml"),
                """
                waivers:
                  - rule: %s
                    urn: "urn:pulumi:staging::*::database-instance"
                    reason: The data is made anew every night
                    owner: platform@example.com
                    expires: %s
                """
                        .formatted(RULE, LocalDate.now(ZoneOffset.UTC).plusDays(30)));

        Run preview = project.simulate("preview", "staging", "--json");

        assertThat(preview.exitCode()).as(preview.toString()).isZero();
        JsonNode policy = preview.json().path("policy");
        assertThat(policy.path("violations"))
                .noneMatch(violation -> violation.path("enforcement").asText().equals("mandatory"));
        assertThat(policy.path("waived")).singleElement().satisfies(waived -> {
            assertThat(waived.path("rule").asText()).isEqualTo(RULE);
            assertThat(waived.path("owner").asText()).isEqualTo("platform@example.com");
        });
    }

    private static JsonNode violation(Run preview) {
        JsonNode violations = preview.json().path("policy").path("violations");
        // What is advisory follows.
        assertThat(violations)
                .filteredOn(violation -> violation.path("enforcement").asText().equals("mandatory"))
                .hasSize(1);
        assertThat(violations.get(0).path("rule").asText()).isEqualTo(RULE);
        return violations.get(0);
    }
}
