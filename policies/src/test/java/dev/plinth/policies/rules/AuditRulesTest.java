package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What audits an account: what the fixtures don't show. */
class AuditRulesTest {

    private static final String TRAIL = "aws:cloudtrail/trail:Trail";
    private static final String DETECTOR = "aws:guardduty/detector:Detector";
    private static final String RECORDER = "aws:cfg/recorder:Recorder";
    private static final String ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
    private static final GraphResource HUB = resource("aws:securityhub/account:Account", "hub", Map.of());
    private static final GraphResource QUEUE = resource("aws:sqs/queue:Queue", "orders", Map.of());

    @ParameterizedTest
    @CsvSource({
        "account-has-trail, aws:cloudtrail/trail:Trail",
        "account-has-guardduty, aws:guardduty/detector:Detector",
        "account-has-config, aws:cfg/recorder:Recorder",
        "account-has-password-policy, aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        "account-has-access-analyzer, aws:accessanalyzer/analyzer:Analyzer"
    })
    void onlyAStackThatSetsAnAccountUpIsAsked(String rule, String type) {
        GraphResource wanted = resource(type, "wanted", Map.of());
        assertThatRule(rule)
                .isNotApplicable(QUEUE)
                .fails(HUB)
                .isNotApplicable(QUEUE, HUB)
                .passes(wanted)
                .isNotApplicable(HUB, wanted);
    }

    @Test
    void theFirstOfTheAccountsResourcesAnswersForAll() {
        GraphResource detector = resource(DETECTOR, "detector", Map.of());
        GraphResource trail = resource(TRAIL, "trail", Map.of());
        assertThatRule("account-has-security-hub")
                .failsWith("the stack configures an account but has no Account of this kind", trail, detector)
                .isNotApplicable(detector, trail)
                .passes(trail, detector, HUB);
    }

    @Test
    void analyzersOfUnusedAccessFindNoOutsiders() {
        GraphResource unused = resource(ANALYZER, "unused", Map.of("type", "ORGANIZATION_UNUSED_ACCESS"));
        GraphResource outside = resource(ANALYZER, "outside", Map.of("type", "ORGANIZATION"));
        assertThatRule("account-has-access-analyzer").fails(unused).passes(outside, unused);
        assertThatRule("account-looks-for-unused-access").fails(outside).passes(outside, unused);
        assertThatRule("access-analyzer-unused-age").isNotApplicable(outside).passes(unused);
    }

    @Test
    void aTrailsKeyAndLogGroupMayBeMadeByTheStack() {
        GraphResource key = resource("aws:kms/key:Key", "key", Map.of());
        GraphResource group = resource("aws:cloudwatch/logGroup:LogGroup", "group", Map.of());
        GraphResource trail = dependingOn(
                dependingOn(
                        resource(TRAIL, "trail", Map.of("isMultiRegionTrail", true, "enableLogFileValidation", "true")),
                        "kmsKeyId",
                        key),
                "cloudWatchLogsGroupArn",
                group);
        assertThatRule("trail-complete").passes(trail, key, group).isUnknown("cloudWatchLogsGroupArn", trail, key);
    }

    @Test
    void theBucketOfATrailMayStandElsewhere() {
        GraphResource bucket = resource("aws:s3/bucketV2:BucketV2", "audit", Map.of());
        GraphResource trail = dependingOn(resource(TRAIL, "trail", Map.of()), "s3BucketName", bucket);
        GraphResource logging =
                dependingOn(resource("aws:s3/bucketLoggingV2:BucketLoggingV2", "log", Map.of()), "bucket", bucket);
        for (String rule : new String[] {"trail-bucket-private", "trail-bucket-logged"}) {
            assertThatRule(rule)
                    .isNotApplicable(resource(TRAIL, "trail", Map.of("s3BucketName", "of-another-stack")), bucket)
                    .fails(resource(TRAIL, "trail", Map.of()))
                    .isUnknown("s3BucketName", trail)
                    .fails(trail, bucket);
        }
        assertThatRule("trail-bucket-logged").passes(trail, bucket, logging);
    }

    @Test
    void aBlockThatIsNotKnownIsNoBlock() {
        GraphResource bucket = resource("aws:s3/bucketV2:BucketV2", "audit", Map.of("bucket", "audit"));
        GraphResource trail = resource(TRAIL, "trail", Map.of("s3BucketName", "audit"));
        GraphResource block = resource(
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                "block",
                Map.of(
                        "bucket",
                        "audit",
                        "blockPublicAcls",
                        true,
                        "blockPublicPolicy",
                        true,
                        "ignorePublicAcls",
                        true,
                        "restrictPublicBuckets",
                        PropertyValue.Unknown.VALUE));
        assertThatRule("trail-bucket-private")
                .isUnknown("restrictPublicBuckets", trail, bucket, block)
                .fails(trail, bucket, with(block, "restrictPublicBuckets", PropertyValue.of(false)));
    }

    @Test
    void theRecorderIsStartedAndDelivers() {
        GraphResource recorder = resource(
                RECORDER,
                "recorder",
                Map.of("recordingGroup", Map.of("allSupported", true, "includeGlobalResourceTypes", true)));
        assertThatRule("config-on").fails(recorder);
        assertThatRule("config-delivered")
                .fails(recorder)
                .passes(recorder, resource("aws:cfg/deliveryChannel:DeliveryChannel", "channel", Map.of()));
    }

    @Test
    void securityHubJudgesByASubscriptionToo() {
        GraphResource hub = with(HUB, "enableDefaultStandards", PropertyValue.of("false"));
        assertThatRule("security-hub-standards")
                .fails(hub)
                .passes(hub, resource("aws:securityhub/standardsSubscription:StandardsSubscription", "fsbp", Map.of()));
    }

    @Test
    void guarddutyNamesWhatItDoesNotWatch() {
        assertThatRule("guardduty-features")
                .failsWith(
                        "no DetectorFeature enables RDS_LOGIN_EVENTS, RUNTIME_MONITORING, S3_DATA_EVENTS",
                        resource(DETECTOR, "detector", Map.of()));
    }
}
