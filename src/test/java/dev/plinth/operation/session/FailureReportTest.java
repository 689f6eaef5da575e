package dev.plinth.operation.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.engine.command.Engine;
import dev.plinth.engine.command.EngineEvents;
import dev.plinth.operation.PolicyPack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureReportTest {

    private static final String BUCKET =
            "urn:pulumi:staging::shop::plinth:storage:ObjectStorage$aws:s3/bucketV2:BucketV2::assets-bucket";

    private final EngineEvents events = new EngineEvents(step -> {}, step -> {});

    private void error(String urn, String message) {
        var event = new ObjectMapper().createObjectNode();
        event.putObject("diagnosticEvent")
                .put("urn", urn)
                .put("severity", "error")
                .put("message", message);
        events.accept(event);
    }

    private String report(String operation, String output) {
        return FailureReport.of(
                operation,
                "staging",
                true,
                new Engine.Outcome(255, output, null, Duration.ZERO, Engine.Ending.ITS_OWN),
                events,
                List.of());
    }

    @Test
    void namesResourceCauseAndNextStepOnce() {
        error(BUCKET, "creating S3 Bucket: BucketAlreadyExists");
        error(BUCKET, "creating S3 Bucket: BucketAlreadyExists");
        error("urn:pulumi:staging::shop::pulumi:pulumi:Stack::shop-staging", "update failed");

        assertThat(report("update", "error: update failed"))
                .startsWith(
                        """
                        the update of staging failed:
                          aws:s3/bucketV2:BucketV2 assets-bucket: creating S3 Bucket: BucketAlreadyExists
                        next: fix the cause and run the same command again; completed steps are kept""")
                .contains("`plinth refresh staging");
    }

    @Test
    void saysThatAPreviewChangedNothing() {
        error("", "no such region");

        assertThat(report("preview", ""))
                .isEqualTo(
                        """
                        the preview of staging failed:
                          no such region
                        next: fix the cause and preview again; nothing was changed""");
    }

    @Test
    void namesThePacksThatMayHaveKeptTheEngineWaiting() {
        PolicyPack one = new PolicyPack(Path.of("/packs/one"), Optional.empty());
        PolicyPack other = new PolicyPack(Path.of("/packs/other"), Optional.empty());

        assertThat(stopped(List.of(one)))
                .isEqualTo(
                        """
                        the preview of staging was stopped: nothing happened for 300 s
                          the policy pack /packs/one does not answer: fix it, or leave it out
                        next: fix the cause and preview again; nothing was changed""");
        assertThat(stopped(List.of(one, other))).contains("one at a time", "/packs/one, /packs/other");
        assertThat(stopped(List.of()))
                .contains("a provider or the program is waiting")
                .doesNotContain("policy pack");
    }

    private String stopped(List<PolicyPack> packs) {
        return FailureReport.of(
                "preview",
                "staging",
                true,
                new Engine.Outcome(255, "", null, Duration.ZERO, Engine.Ending.SILENCE),
                events,
                packs);
    }

    @Test
    void namesThePacksWhereTheEngineDoesNot() {
        PolicyPack pack = new PolicyPack(Path.of("/packs/one"), Optional.empty());
        Engine.Outcome outcome =
                new Engine.Outcome(255, "error: no such table", null, Duration.ZERO, Engine.Ending.ITS_OWN);

        assertThat(FailureReport.of("preview", "staging", true, outcome, events, List.of(pack)))
                .contains("error: no such table\n  (policy packs also run: /packs/one)\nnext: ");
    }

    @Test
    void dropsStackTraces() {
        error("", "boom\nStack trace:\n\tat dev.plinth.Main.main(Main.java:1)\n  at other\nsecond line");

        assertThat(report("preview", "")).contains("boom\n  second line").doesNotContain("at dev.", "Stack trace");
    }

    @Test
    void fallsBackToWhatTheEnginePrinted() {
        assertThat(report("update", "Updating\nerror: could not decrypt\nmore"))
                .contains("failed:\n  error: could not decrypt\nnext:");
        assertThat(report("update", "killed")).contains("failed:\n  killed\nnext:");
    }

    @Test
    void reportsTheNextStepForALock() {
        assertThat(report("update", "error: the stack is currently locked by 1 lock(s)."))
                .contains("the stack is currently locked")
                .contains("next: another run holds the stack; wait for it, or if it was killed run `plinth doctor`");
    }

    @Test
    void saysThatAnInterruptionIsNoSuccess() {
        Engine.Outcome outcome = new Engine.Outcome(0, "", null, Duration.ZERO, Engine.Ending.INTERRUPTION);

        assertThat(outcome.succeeded()).isFalse();
        assertThat(FailureReport.of("update", "staging", true, outcome, events, List.of()))
                .startsWith("the update of staging was interrupted: operations in progress were completed")
                .contains("next: ");
    }
}
