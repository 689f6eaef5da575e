package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Repository;
import dev.plinth.operation.Project;
import dev.plinth.operation.policy.WaiverOperation;
import dev.plinth.policies.waiver.Waiver;
import dev.plinth.policies.waiver.WaiverFile;
import dev.plinth.settings.ConfigException;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyWaiveCommandTest {

    private static final String HEAD = "# Ours.\nwaivers: []\n";
    private static final String DATABASE = "urn:pulumi:staging::*::database-instance";

    private final Path folder;
    private final Path file;

    PolicyWaiveCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Repository.copyProject(folder);
        Path staging = folder.resolve("Pulumi.staging.yaml");
        Files.writeString(
                staging, Files.readString(staging).replace("backupRetentionDays: 14", "backupRetentionDays: 1"));
        file = Files.createDirectories(folder.resolve("policies")).resolve(WaiverFile.NAME);
        Files.writeString(file, HEAD);
    }

    private Waiver add(String rule, String urn, String reason, int days, boolean force) {
        return new WaiverOperation(Project.read(folder, new EnvironmentProgram()), LocalDate.now(ZoneOffset.UTC))
                .add(rule, urn, reason, "platform", days, force);
    }

    private String refusal(String rule, String urn, String reason, int days) throws IOException {
        try {
            add(rule, urn, reason, days, false);
        } catch (ConfigException e) {
            assertThat(Files.readString(file)).isEqualTo(HEAD);
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("the waiver was added");
    }

    @Test
    void addsAWaiverThatCoversAViolation() throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Waiver waiver = add("rds-backup-retention", DATABASE, "The data is made anew", 30, false);

        assertThat(waiver.expires()).isEqualTo(today.plusDays(30));
        assertThat(Files.readString(file)).startsWith("# Ours.\nwaivers:\n  - rule: rds-backup-retention\n");
        assertThat(WaiverFile.read(file, today)).containsExactly(waiver);
        // What is waived already is no violation any more.
        assertThat(catchAgain()).contains("covers no violation of rds-backup-retention that no waiver covers yet");
    }

    private String catchAgain() {
        try {
            add("rds-backup-retention", "*::database-instance", "The data is made anew", 30, false);
            return "";
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void rejectsAnUnwaivableViolationWithAllFaults() throws IOException {
        assertThat(refusal("rds-backup-retentoin", " ", "short", 91))
                .contains("RULE is \"rds-backup-retentoin\": unknown rule; did you mean rds-backup-retention?")
                .contains("URN is \" \"")
                .contains("--reason is \"short\"; allowed: a text of at least 10 characters")
                .contains("--days is \"91\"; allowed: 1 to 90");
        assertThat(refusal("rds-not-public", "*", "It is only for a day", 1))
                .contains("RULE is \"rds-not-public\", which cannot be waived");
    }

    @Test
    void rejectsAWaiverWithoutAViolationUnlessForced() throws IOException {
        assertThat(refusal("rds-backup-retention", "urn:pulumi:staging::*::other", "The data is made anew", 30))
                .contains("covers no violation of rds-backup-retention")
                .contains("in staging;")
                .contains("--force");
        add("rds-backup-retention", "urn:pulumi:staging::*::other", "The data is made anew", 30, true);
        assertThat(Files.readString(file)).contains("urn: \"urn:pulumi:staging::*::other\"");
    }

    @Test
    void theCommandAsksForReasonAndOwner() {
        Shell.Ran ran = Shell.run("policy", "waive", "rds-multi-az", "*", "--project", folder.toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("--reason").contains("--owner");
        Shell.Ran unknown = Shell.run(
                "policy",
                "waive",
                "rds-nothing",
                "*",
                "--reason",
                "Long enough",
                "--owner",
                "me",
                "--project",
                folder.toString());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("RULE is \"rds-nothing\"");
    }
}
