package dev.plinth.operation.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.operation.AwsCommand;
import dev.plinth.preview.RecoveryEvidence.RecoveryPoint;
import dev.plinth.preview.RecoveryEvidence.RestoreTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsEvidenceTest {

    private static final GraphResource DATABASE = new GraphResource(
            "urn:pulumi:test::shop::aws:rds/instance:Instance::database",
            "aws:rds/instance:Instance",
            "database",
            null,
            "",
            List.of(),
            new TreeMap<>(),
            PropertyValue.ObjectValue.EMPTY,
            (PropertyValue.ObjectValue)
                    PropertyValue.of(Map.of("arn", "arn:aws:rds:eu-central-1:123456789012:db:shop")),
            false,
            true);

    private final Path folder;

    AwsEvidenceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private AwsEvidence evidence(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("aws.sh"), script);
        return new AwsEvidence(new AwsCommand(List.of("sh", file.toString()), folder), Map.of(), Clock.systemUTC());
    }

    @Test
    void readsRecoveryPointsAndValidatedRestores() throws IOException {
        AwsEvidence evidence = evidence(
                """
                case "$*" in
                *"--region eu-central-1"*) ;;
                *) exit 9 ;;
                esac
                case "$2" in
                list-recovery-points-by-resource)
                  echo '{"RecoveryPoints": [{"Status": "COMPLETED", "CreationDate": "2026-06-01T03:00:00+00:00"},
                                            {"Status": "EXPIRED", "CreationDate": "2026-06-02T03:00:00+00:00"}]}' ;;
                describe-db-instances)
                  echo '{"DBInstances": [{"LatestRestorableTime": 1780315200.5}]}' ;;
                list-restore-jobs-by-protected-resource)
                  echo '{"RestoreJobs": [
                    {"Status": "COMPLETED", "ValidationStatus": "SUCCESSFUL", "CompletionDate": "2026-06-01T06:00:00+02:00"},
                    {"Status": "COMPLETED", "CompletionDate": "2026-06-03T06:00:00+02:00"},
                    {"Status": "COMPLETED", "ValidationStatus": "TIMED_OUT", "CompletionDate": "2026-06-04T06:00:00+02:00"},
                    {"Status": "COMPLETED", "ValidationStatus": "FAILED", "CompletionDate": "2026-06-05T06:00:00+02:00"},
                    {"Status": "FAILED", "CompletionDate": "2026-06-06T06:00:00+02:00"}]}' ;;
                esac
                """);

        assertThat(evidence.recoveryPoints(DATABASE))
                .containsExactly(
                        new RecoveryPoint(Instant.parse("2026-06-01T03:00:00Z"), "AWS Backup"),
                        new RecoveryPoint(Instant.parse("2026-06-01T12:00:00.500Z"), "RDS's automated backups"));
        assertThat(evidence.restoreTests(DATABASE))
                .containsExactly(
                        new RestoreTest(Instant.parse("2026-06-01T04:00:00Z"), true, true, "AWS Backup"),
                        new RestoreTest(Instant.parse("2026-06-03T04:00:00Z"), true, false, "AWS Backup"),
                        new RestoreTest(Instant.parse("2026-06-04T04:00:00Z"), true, false, "AWS Backup"),
                        new RestoreTest(Instant.parse("2026-06-05T04:00:00Z"), false, false, "AWS Backup"),
                        new RestoreTest(Instant.parse("2026-06-06T04:00:00Z"), false, false, "AWS Backup"));
        assertThat(evidence.gap()).isEmpty();
    }

    @Test
    void saysWhyItKnowsNothing() throws IOException {
        AwsEvidence refused = evidence("exit 254");
        AwsEvidence absent =
                new AwsEvidence(new AwsCommand(List.of("no-such-command"), folder), Map.of(), Clock.systemUTC());

        assertThat(refused.recoveryPoints(DATABASE)).isEmpty();
        assertThat(refused.gap()).hasValueSatisfying(gap -> assertThat(gap).contains("ended with exit code 254"));
        assertThat(absent.restoreTests(DATABASE)).isEmpty();
        assertThat(absent.gap())
                .contains("`no-such-command backup list-restore-jobs-by-protected-resource` cannot be run");
    }
}
