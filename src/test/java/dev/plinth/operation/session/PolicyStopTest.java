package dev.plinth.operation.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.TimedStep;
import dev.plinth.policies.PolicyReport.Violation;
import dev.plinth.policies.rule.Enforcement;
import dev.plinth.policies.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyStopTest {

    private static final Violation OPEN = new Violation(
            "s3-policy-not-public",
            Severity.CRITICAL,
            Enforcement.MANDATORY,
            "urn:pulumi:staging::shop::aws:s3/bucketPolicy:BucketPolicy::assets",
            "policy allows everyone\nName the principals.");

    private static TimedStep step(String name) {
        return new TimedStep(
                "urn:pulumi:staging::shop::aws:s3/bucket:Bucket::" + name,
                "aws:s3/bucket:Bucket",
                Operation.CREATE,
                List.of(),
                Duration.ZERO,
                Duration.ZERO);
    }

    @Test
    void namesViolationsCompletedStepsAndNextStep() {
        List<TimedStep> done =
                IntStream.range(0, 7).mapToObj(i -> step("bucket-" + i)).toList();
        assertThat(new PolicyStop("staging", true, List.of(OPEN, OPEN), done, 12).problem())
                .isEqualTo(
                        """
                        policies stopped the update of staging (s3-policy-not-public); completed 7 of 12 steps: 7 create
                          s3-policy-not-public  assets: policy allows everyone
                        completed last: bucket-2, bucket-3, bucket-4, bucket-5, bucket-6 and 2 before
                        next: fix the program and run `plinth up staging --simulate` again; completed steps are kept. \
                        `plinth destroy staging --simulate` deletes them""");
    }

    @Test
    void namesNoStepWhereNoneWasCompleted() {
        assertThat(new PolicyStop("staging", false, List.of(OPEN), List.of(), 12).problem())
                .contains("completed 0 of 12 steps\n")
                .doesNotContain("completed last");
    }
}
