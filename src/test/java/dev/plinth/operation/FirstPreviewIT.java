package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.lifecycle.TestProject;
import dev.plinth.model.Urns;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.PolicyReport;
import dev.plinth.policies.rule.Severity;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first preview of a stack decides the rules on documents that contain identifiers of new resources. */
final class FirstPreviewIT {

    private static Preview preview;
    private static OperationResult update;
    private static TestProject project;

    @BeforeAll
    static void previewOnce(@TempDir Path folder) {
        project = TestProject.in(folder);
        Project running =
                project.project().running(Programs.creating((context, config, settings) -> OpenResources.create()));
        try (StackSession session = StackSession.open(running, "staging", true, Progress.NONE)) {
            preview = session.preview(
                    PreviewRequest.DEFAULT.withSections(Set.of()).keepingPlan());
            update = session.up(preview);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "iam-no-star-star, everything",
        "iam-no-service-star, service",
        "iam-no-not-action-allow, not-action",
        "iam-pass-role-scoped, pass-role",
        "iam-no-privilege-escalation, escalation",
        "iam-assume-role-scoped, assume-role",
        "iam-trust-scoped, trusting",
        "oidc-github-scoped, deploying",
        "s3-policy-not-public, bucket-policy",
        "sns-private-encrypted, topic-policy",
        "sqs-policy-not-public, queue-policy",
        "kms-policy-safe, key-policy",
        "ecr-policy-not-public, repository-policy",
        "secret-policy-not-public, secret-policy",
        "efs-policy-not-public, files-policy",
        "backup-vault-policy-not-public, vault-policy",
        "event-bus-not-public, bus-policy",
        "dynamodb-policy-not-public, table-policy",
        "logs-policy-not-public, logs-policy",
        "ecs-not-privileged, privileged",
        "ecs-no-secret-env, password",
        "ecs-no-added-capabilities, capabilities",
        "rds-snapshot-not-public, shared-snapshot",
        "ami-not-public, public-image",
        "sg-no-admin-from-ipv4-world, open-group",
        "lambda-not-public, public-function",
    })
    void blocks(String rule, String resource) {
        assertThat(preview.policy().report().violations())
                .filteredOn(violation -> violation.rule().equals(rule))
                .filteredOn(violation -> PolicyReport.stops(violation.enforcement()))
                .extracting(violation -> Urns.name(violation.urn()))
                .contains(resource);
    }

    @Test
    void decidesAllRulesOfHighSeverity() {
        assertThat(preview.policy().report().unknown())
                .filteredOn(result -> result.severity().compareTo(Severity.HIGH) <= 0)
                .isEmpty();
    }

    @Test
    void quotesNoStandIn() {
        assertThat(preview.policy().report().violations())
                .noneSatisfy(violation -> assertThat(violation.message()).contains("arn:aws:s3:::store-"));
    }

    @Test
    void beginsNoUpdate() {
        assertThat(update.succeeded()).isFalse();
        assertThat(update.problem()).contains("nothing was changed");
        assertThat(project.resources()).isEmpty();
    }
}
