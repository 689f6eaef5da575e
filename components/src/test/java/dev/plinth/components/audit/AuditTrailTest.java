package dev.plinth.components.audit;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.storage.BucketPurpose;
import dev.plinth.components.storage.ObjectLock;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.components.storage.ObjectStorageArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditTrailTest {

    private static final String TRAIL = "aws:cloudtrail/trail:Trail";
    private static final String TRAIL_ARN = "arn:aws:cloudtrail:eu-central-1:123456789012:trail/project-stack-audit";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private AuditTrail run(UnaryOperator<AuditTrailArgs.Builder> more) {
        return mocks.run(() -> new AuditTrail(
                "audit",
                more.apply(AuditTrailArgs.builder()
                                .logBucket(new ObjectStorage(
                                        "logs",
                                        ObjectStorageArgs.builder()
                                                .purpose(BucketPurpose.LOGS)
                                                .build())))
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));
    }

    private static JsonNode statement(String policy, String sid) {
        try {
            for (JsonNode statement : JSON.readTree(policy).get("Statement")) {
                if (statement.path("Sid").asText().equals(sid)) {
                    return statement;
                }
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no statement " + sid + " in " + policy);
    }

    @Test
    void recordsEveryRegionAndValidatesEncryptsAndDeliversItsLogFiles() {
        AuditTrail audit = run(args -> args);

        Recorded trail = mocks.only(TRAIL);
        assertThat(trail.inputs())
                .containsEntry("name", "project-stack-audit")
                .containsEntry("isMultiRegionTrail", true)
                .containsEntry("includeGlobalServiceEvents", true)
                .containsEntry("enableLogFileValidation", true)
                .containsEntry("enableLogging", true)
                .containsEntry("isOrganizationTrail", false)
                .doesNotContainKeys("eventSelectors", "advancedEventSelectors", "insightSelectors");
        assertThat(trail.text("kmsKeyId")).endsWith(":key/audit-storage-key-key");
        assertThat(trail.text("cloudWatchLogsGroupArn")).endsWith(":*");
        assertThat(mocks.options(trail).isProtect()).isTrue();
        assertThat(value(mocks.options(trail).getDependsOn()))
                .extracting(resource -> resource.pulumiResourceName())
                .containsExactly("audit-storage-policy");
        Recorded group = mocks.named("aws:cloudwatch/logGroup:LogGroup", "audit-log-group");
        assertThat(group.inputs())
                .containsEntry("name", "/plinth/audit/project-stack-audit")
                .containsEntry("retentionInDays", 365.0);
        assertThat(group.text("kmsKeyId")).isEqualTo(trail.text("kmsKeyId"));
        assertThat(audit.logGroupName()).isPresent();
    }

    @Test
    void theBucketIsLockedAndOnlyTheTrailWritesToIt() {
        run(args -> args);

        String policy = mocks.named("aws:s3/bucketPolicy:BucketPolicy", "audit-storage-policy")
                .text("policy");
        JsonNode check = statement(policy, "AWSCloudTrailAclCheck20150319");
        assertThat(check.at("/Principal/Service").asText()).isEqualTo("cloudtrail.amazonaws.com");
        assertThat(check.get("Action").asText()).isEqualTo("s3:GetBucketAcl");
        assertThat(check.at("/Condition/StringEquals/aws:SourceArn").asText()).isEqualTo(TRAIL_ARN);
        JsonNode write = statement(policy, "AWSCloudTrailWrite20150319");
        assertThat(write.get("Action").asText()).isEqualTo("s3:PutObject");
        assertThat(write.get("Resource").asText()).endsWith("/AWSLogs/123456789012/*");
        assertThat(write.at("/Condition/StringEquals/s3:x-amz-acl").asText()).isEqualTo("bucket-owner-full-control");
        assertThat(write.at("/Condition/StringEquals/aws:SourceArn").asText()).isEqualTo(TRAIL_ARN);
        assertThat(statement(policy, "DenyPlainHttp").get("Effect").asText()).isEqualTo("Deny");
        assertThat(policy).doesNotContain("Organization");
        assertThat(mocks.named(
                                "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
                                "audit-storage-object-lock")
                        .object("rule"))
                .containsEntry("defaultRetention", Map.of("mode", "GOVERNANCE", "days", 365.0));
        assertThat(mocks.named("aws:s3/bucketLoggingV2:BucketLoggingV2", "audit-storage-logging")
                        .text("targetBucket"))
                .startsWith("logs-");
    }

    @Test
    void theKeyIsForThisTrailAndItsLogGroup() {
        run(args -> args);

        String policy = mocks.named("aws:kms/key:Key", "audit-storage-key-key").text("policy");
        JsonNode encrypt = statement(policy, "CloudTrailEncrypts");
        assertThat(encrypt.get("Action").asText()).isEqualTo("kms:GenerateDataKey*");
        assertThat(encrypt.at("/Condition/StringEquals/aws:SourceArn").asText()).isEqualTo(TRAIL_ARN);
        assertThat(encrypt.at("/Condition/StringLike/kms:EncryptionContext:aws:cloudtrail:arn")
                        .asText())
                .isEqualTo("arn:aws:cloudtrail:*:123456789012:trail/*");
        assertThat(statement(policy, "LogsEncrypt")
                        .at("/Condition/ArnLike/kms:EncryptionContext:aws:logs:arn")
                        .asText())
                .endsWith(":log-group:/plinth/audit/project-stack-audit");
    }

    @Test
    void allArgumentsReachTheTrail() {
        AuditTrail audit = run(args -> args.retentionDays(730)
                .lockMode(ObjectLock.Mode.COMPLIANCE)
                .cloudWatchLogs(false)
                .insights(true)
                .organizationId("o-a1b2c3d4e5")
                .dataEventBucketArns(List.of(Output.of("arn:aws:s3:::uploads"))));

        Recorded trail = mocks.only(TRAIL);
        assertThat(trail.inputs())
                .containsEntry("isOrganizationTrail", true)
                .doesNotContainKeys("cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn");
        assertThat(trail.objects("insightSelectors"))
                .containsExactly(
                        Map.of("insightType", "ApiCallRateInsight"), Map.of("insightType", "ApiErrorRateInsight"));
        List<Map<String, Object>> selectors = trail.objects("advancedEventSelectors");
        assertThat(selectors.get(0))
                .containsEntry(
                        "fieldSelectors", List.of(Map.of("field", "eventCategory", "equals", List.of("Management"))));
        assertThat((List<?>) selectors.get(1).get("fieldSelectors"))
                .last()
                .isEqualTo(Map.of("field", "resources.ARN", "startsWiths", List.of("arn:aws:s3:::uploads/")));
        assertThat(statement(
                                mocks.named("aws:s3/bucketPolicy:BucketPolicy", "audit-storage-policy")
                                        .text("policy"),
                                "AWSCloudTrailOrganizationWrite20150319")
                        .get("Resource")
                        .asText())
                .endsWith("/AWSLogs/o-a1b2c3d4e5/*");
        assertThat(mocks.ofType("aws:cloudwatch/logGroup:LogGroup")).isEmpty();
        assertThat(audit.logGroupName()).isEmpty();
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new AuditTrail(
                                        "audit",
                                        AuditTrailArgs.builder()
                                                .retentionDays(0)
                                                .logRetentionDays(2)
                                                .organizationId("example")
                                                .build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("logBucket", "retentionDays", "logRetentionDays", "organizationId");
        assertThat(mocks.resources()).isEmpty();
    }
}
