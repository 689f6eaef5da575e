package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.s3.Bucket;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.DeploymentInstance;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update whose program makes a document in the update that it makes in no preview. */
final class PolicyStopIT {

    @Test
    void namesTheCompletedStepsOfAnUpdateThatAPolicyStops(@TempDir Path folder) {
        TestProject project = TestProject.in(folder);
        project.edit(
                "Pulumi.staging.yaml",
                "enforcement: mandatory",
                "enforcement: advisory\n    rules: {s3-policy-not-public: mandatory}");
        Project running = project.project().running(Programs.creating((context, config, settings) -> create()));
        try (StackSession session = StackSession.open(running, "staging", true, Progress.NONE)) {
            Preview preview = session.preview(
                    PreviewRequest.DEFAULT.withSections(Set.of()).keepingPlan());
            assertThat(preview.policy().report().violations())
                    .noneMatch(violation -> violation.rule().equals("s3-policy-not-public"));
            assertThat(preview.isBlocking()).as(preview.refusal()).isFalse();

            OperationResult update = session.up(preview);

            assertThat(update.isStoppedByPolicies()).as(update.problem()).isTrue();
            assertThat(update.problem())
                    .contains("policies stopped the update of staging (s3-policy-not-public)")
                    .contains("completed last: ", "assets")
                    .contains("next: fix the program and run `plinth up staging --simulate` again");
        }
    }

    private static void create() {
        DeploymentInstance deployment = Deployment.getInstance();
        Bucket bucket = new Bucket("assets");
        new BucketPolicy(
                "assets-policy",
                BucketPolicyArgs.builder()
                        .bucket(bucket.id())
                        .policy(bucket.arn()
                                .applyValue(arn -> "{\"Statement\":[{\"Effect\":\""
                                        + (deployment.isDryRun() ? "Deny" : "Allow")
                                        + "\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"" + arn
                                        + "/*\"}]}"))
                        .build());
    }
}
