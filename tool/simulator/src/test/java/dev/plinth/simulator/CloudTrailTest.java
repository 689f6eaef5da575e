package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trails of CloudTrail. */
class CloudTrailTest {

    private static final String TRAIL = "aws:cloudtrail/trail:Trail";
    private static final String ARN = "arn:aws:cloudtrail:eu-central-1:123456789012:trail/audit";

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        cloud.create("aws:s3/bucketV2:BucketV2", "trail", Map.of("bucket", "trail-logs"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private void allow(String trailArn) {
        cloud.create(
                "aws:s3/bucketPolicy:BucketPolicy",
                "trail",
                Map.of(
                        "bucket",
                        "trail-logs",
                        "policy",
                        """
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:GetBucketAcl",
                           "Resource": "arn:aws:s3:::trail-logs", "Condition": {"StringEquals": {"aws:SourceArn": "%1$s"}}},
                          {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:PutObject",
                           "Resource": "arn:aws:s3:::trail-logs/*", "Condition": {"StringEquals": {"aws:SourceArn": "%1$s"}}}]}
                        """
                                .formatted(trailArn)));
    }

    private static Map<String, Object> trail(Map<String, Object> more) {
        Map<String, Object> inputs = new HashMap<>(Map.of("name", "audit", "s3BucketName", "trail-logs"));
        inputs.putAll(more);
        return inputs;
    }

    @Test
    void createsATrailThatMayWriteToItsBucket() {
        allow(ARN);

        Made made = cloud.create(TRAIL, "audit", trail(Map.of("isMultiRegionTrail", true)));

        assertThat(made.id()).isEqualTo(ARN);
        assertThat(made.text("arn")).isEqualTo(ARN);
        assertThat(made.text("homeRegion")).isEqualTo("eu-central-1");
    }

    @Test
    void rejectsABucketWithoutAPolicyForTheTrail() {
        assertThat(refusal(() -> cloud.create(TRAIL, "audit", trail(Map.of()))))
                .contains("InsufficientS3BucketPolicyException", "s3:GetBucketAcl");
    }

    @Test
    void rejectsABucketWhosePolicyNamesAnotherTrail() {
        allow(ARN + "-2");

        assertThat(refusal(() -> cloud.create(TRAIL, "audit", trail(Map.of()))))
                .contains("InsufficientS3BucketPolicyException");
    }

    @Test
    void rejectsALogGroupWithoutARole() {
        allow(ARN);

        assertThat(refusal(() -> cloud.create(
                        TRAIL,
                        "audit",
                        trail(Map.of(
                                "cloudWatchLogsGroupArn",
                                "arn:aws:logs:eu-central-1:123456789012:log-group:audit:*")))))
                .contains("InvalidParameterCombinationException");
    }
}
