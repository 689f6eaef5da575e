package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.preview.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replacement of a bucket: blocked until it has a backup with a passed restore test, and an approval. */
final class RecoveryGuardIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of("guards"));

    private static final Approvals APPROVED = Approvals.parse(
            List.of("stateful-not-replaced@::files"),
            "the objects are copied to the new bucket",
            "Ada",
            RuleCatalogue.set());

    private final TestProject project;

    RecoveryGuardIT(@TempDir Path folder) {
        project = TestProject.in(folder);
        // A bare bucket breaks rules that are no matter here.
        project.edit("Pulumi.staging.yaml", "    enforcement: mandatory\n", "    enforcement: advisory\n");
    }

    private StackSession open(String bucket) {
        Programs.Creation program = (context, config, settings) ->
                new BucketV2("files", BucketV2Args.builder().bucket(bucket).build());
        StackSession session = StackSession.open(
                project.project().running(Programs.creating(program)), "staging", true, Progress.NONE);
        return session;
    }

    private static List<String> findings(Preview preview) {
        return preview.sections().stream()
                .flatMap(section -> section.findings().stream())
                .map(Section.Finding::message)
                .toList();
    }

    @Test
    void aBucketIsReplacedOnlyWithEvidence() {
        try (StackSession session = open("plinth-files-one")) {
            Preview first = session.preview(REQUEST.keepingPlan());
            assertThat(findings(first)).isEmpty();
            assertThat(session.up(first).succeeded()).isTrue();
        }

        try (StackSession session = open("plinth-files-two")) {
            Preview bare = session.preview(REQUEST.withApprovals(APPROVED).keepingPlan());
            assertThat(findings(bare))
                    .containsExactly("files cannot be replaced: no recovery point; no passed restore test");
            assertThat(bare.isBlocking()).isTrue();
            assertThat(session.up(bare).succeeded()).isFalse();
        }
        assertThat(project.run("simulator", "restore-test", "staging").exitCode())
                .as("nothing to restore")
                .isEqualTo(2);
        assertThat(project.run("simulator", "backup", "staging").exitCode()).isZero();
        assertThat(project.run("simulator", "restore-test", "staging", "--failed")
                        .exitCode())
                .isZero();

        try (StackSession session = open("plinth-files-two")) {
            assertThat(findings(session.preview(REQUEST.withApprovals(APPROVED))))
                    .containsExactly("files cannot be replaced: no passed restore test");
        }
        assertThat(project.run("simulator", "restore-test", "staging").exitCode())
                .isZero();

        try (StackSession session = open("plinth-files-two")) {
            assertThat(findings(session.preview(REQUEST))).containsExactly("files cannot be replaced: not approved");
            Preview proven = session.preview(REQUEST.withApprovals(APPROVED).keepingPlan());
            assertThat(findings(proven)).isEmpty();
            JsonNode step = proven.toJson().path("guards").get(0);
            assertThat(step.path("reversibility").asText()).isEqualTo("irreversible");
            assertThat(step.path("refused").asBoolean()).isFalse();
            OperationResult replaced = session.up(proven);
            assertThat(replaced.succeeded()).as(replaced.problem()).isTrue();
        }

        // What came in its place has no backup of its own yet.
        try (StackSession session = open("plinth-files-three")) {
            assertThat(findings(session.preview(REQUEST.withApprovals(APPROVED))))
                    .containsExactly("files cannot be replaced: no recovery point; no passed restore test");
        }
    }
}
