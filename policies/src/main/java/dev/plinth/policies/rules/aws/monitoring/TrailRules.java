package dev.plinth.policies.rules.aws.monitoring;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.storage.S3Rules;
import java.util.List;

/** Rules for AWS CloudTrail. */
public final class TrailRules {

    private static final Condition BLOCKS_ALL = property("blockPublicAcls")
            .isTrue()
            .and(property("blockPublicPolicy").isTrue())
            .and(property("ignorePublicAcls").isTrue())
            .and(property("restrictPublicBuckets").isTrue());

    private static final Rule TRAIL_COMPLETE = Rule.named("trail-complete")
            .title("CloudTrail trails cover all Regions, validate and encrypt log files, and send them to "
                    + "CloudWatch Logs")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.CLOUDTRAIL_TRAIL,
                    "isMultiRegionTrail",
                    "enableLogFileValidation",
                    "kmsKeyId",
                    "cloudWatchLogsGroupArn",
                    "enableLogging",
                    "eventSelectors[].includeManagementEvents",
                    "eventSelectors[].readWriteType",
                    "eventSelectors[].excludeManagementEventSources",
                    "advancedEventSelectors[].fieldSelectors[].field",
                    "advancedEventSelectors[].fieldSelectors[].equals")
            .risk("An intrusion leaves no trace, or the intruder can alter the trace.")
            .remediation(
                    """
                    Enable all four settings:
                    TrailArgs.builder().isMultiRegionTrail(true).enableLogFileValidation(true).kmsKeyId(key.arn()).cloudWatchLogsGroupArn(arn)
                    """)
            .references(
                    cis("3.1"),
                    cis("3.2"),
                    cis("3.5"),
                    fsbp("CloudTrail.1"),
                    fsbp("CloudTrail.2"),
                    fsbp("CloudTrail.4"),
                    fsbp("CloudTrail.5"),
                    checkov("CKV_AWS_67"),
                    checkov("CKV_AWS_36"),
                    checkov("CKV_AWS_35"),
                    checkov("CKV_AWS_251"),
                    checkov("CKV2_AWS_10"))
            .requires(property("isMultiRegionTrail")
                    .isTrue()
                    .and(property("enableLogFileValidation").isTrue())
                    .and(CustomerKeys.isCustomerKey("kmsKeyId"))
                    .and(property("cloudWatchLogsGroupArn").isText())
                    .and(on("enableLogging"))
                    .and((trail, context) -> recordsManagement(trail)));

    private static final Rule TRAIL_GLOBAL = Rule.named("trail-global-events")
            .title("CloudTrail trails record global service events")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL, "includeGlobalServiceEvents")
            .risk("Activity in IAM and STS is not recorded.")
            .remediation(
                    """
                    Include global service events, which is the default:
                    TrailArgs.builder().includeGlobalServiceEvents(true)
                    """)
            .requires(on("includeGlobalServiceEvents"));

    private static final Rule TRAIL_BUCKET_PRIVATE = Rule.named("trail-bucket-private")
            .title("Buckets of CloudTrail trails block public access")
            .severity(Severity.HIGH)
            .on(AwsTypes.CLOUDTRAIL_TRAIL, "s3BucketName")
            .lookingAt(AwsTypes.S3_BUCKET_V2)
            .lookingAt(
                    AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK,
                    "bucket",
                    "blockPublicAcls",
                    "blockPublicPolicy",
                    "ignorePublicAcls",
                    "restrictPublicBuckets")
            .risk("Anyone can read who did what in the account.")
            .remediation(
                    """
                    Enable all four public access block settings:
                    BucketPublicAccessBlockArgs.builder().bucket(bucket.id()).blockPublicAcls(true).blockPublicPolicy(true).ignorePublicAcls(true).restrictPublicBuckets(true)
                    """)
            .references(securityHub("CloudTrail.6"))
            .requiresInStack(ofBuckets(
                    (bucket, context) -> Verdict.any(
                            context.referrers(bucket, "bucket", AwsTypes.S3_BUCKET_PUBLIC_ACCESS_BLOCK).stream()
                                    .map(block -> BLOCKS_ALL.test(block, context))
                                    .toList()),
                    "has no BucketPublicAccessBlock with all four settings"));

    private static final Rule TRAIL_BUCKET_LOGGED = Rule.named("trail-bucket-logged")
            .title("Buckets of CloudTrail trails have access logging enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL, "s3BucketName")
            .lookingAt(AwsTypes.S3_BUCKET_V2, "loggings[].targetBucket")
            .lookingAt(AwsTypes.S3_BUCKET_LOGGING_V2, "bucket")
            .risk("There is no record of who read or deleted log files of the trail.")
            .remediation(
                    """
                    Log access to another bucket:
                    BucketLoggingV2Args.builder().bucket(bucket.id()).targetBucket(logs.id())
                    """)
            .references(cis("3.4"), securityHub("CloudTrail.7"))
            .requiresInStack(ofBuckets(
                    (bucket, context) -> S3Rules.isLogged(bucket, context) ? Verdict.PASS : Verdict.NOT_APPLICABLE,
                    "has no BucketLoggingV2"));

    private static final Rule EVENT_STORE_SAFE = Rule.named("event-data-store-safe")
            .title("CloudTrail Lake event data stores use a customer managed key and termination protection")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_EVENT_DATA_STORE, "kmsKeyId", "terminationProtectionEnabled")
            .risk("Destroying the stack deletes the audit log.")
            .remediation(
                    """
                    Keep termination protection enabled, and set a key:
                    EventDataStoreArgs.builder().kmsKeyId(key.arn()).terminationProtectionEnabled(true)
                    """)
            .references(checkov("CKV_AWS_294"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId").and(on("terminationProtectionEnabled")));

    public static final List<Rule> ALL =
            List.of(TRAIL_COMPLETE, TRAIL_GLOBAL, TRAIL_BUCKET_PRIVATE, TRAIL_BUCKET_LOGGED, EVENT_STORE_SAFE);

    private TrailRules() {}

    /** Without selectors a trail records every event of management; with them, what they name. */
    private static Verdict recordsManagement(GraphResource trail) {
        List<PropertyValue> basic = trail.input("eventSelectors").elements();
        List<PropertyValue> advanced = trail.input("advancedEventSelectors").elements();
        for (String selectors : List.of("eventSelectors", "advancedEventSelectors")) {
            if (trail.input(selectors).containsUnknown()) {
                return Verdict.unknown(selectors);
            }
        }
        boolean all = (basic.isEmpty() && advanced.isEmpty())
                || basic.stream().anyMatch(TrailRules::isOfAllManagement)
                || advanced.stream().anyMatch(TrailRules::selectsAllManagement);
        return Verdict.passIf(
                all, (basic.isEmpty() ? "advancedEventSelectors" : "eventSelectors") + " excludes management events");
    }

    private static boolean isOfAllManagement(PropertyValue selector) {
        return selector.at("includeManagementEvents").asBoolean().orElse(true)
                && selector.at("readWriteType").asText().orElse("All").equalsIgnoreCase("All")
                && selector.at("excludeManagementEventSources").isEmpty();
    }

    /** A further field, such as readOnly, leaves events out. */
    private static boolean selectsAllManagement(PropertyValue selector) {
        List<PropertyValue> fields = selector.at("fieldSelectors").elements();
        return fields.size() == 1
                && fields.get(0).at("field").asText().orElse("").equals("eventCategory")
                && fields.get(0).at("equals").elements().stream()
                        .anyMatch(category -> category.asText().orElse("").equals("Management"));
    }

    /** Requires true, which is the default. */
    static Condition on(String path) {
        return property(path).is(value -> value.isAbsent() || value.asBoolean().orElse(false), "true");
    }

    /** Judges the trail's bucket; one that is in another stack is judged there. */
    private static Condition ofBuckets(Condition condition, String fault) {
        return (trail, context) -> {
            if (!trail.input("s3BucketName").isUnknown()
                    && trail.input("s3BucketName").asText().isEmpty()) {
                return Verdict.fail(
                        "s3BucketName is " + trail.input("s3BucketName").describe() + " but must be a bucket's name");
            }
            List<GraphResource> buckets = context.references(trail, "s3BucketName", AwsTypes.S3_BUCKET_V2);
            if (buckets.isEmpty()) {
                return trail.input("s3BucketName").isUnknown()
                        ? Verdict.unknown("s3BucketName")
                        : Verdict.NOT_APPLICABLE;
            }
            return Verdict.all(buckets.stream()
                    .map(bucket -> {
                        Verdict verdict = condition.test(bucket, context);
                        return verdict.equals(Verdict.PASS) || verdict instanceof Verdict.Unknown
                                ? verdict
                                : Verdict.fail("the trail's bucket " + bucket.name() + " " + fault);
                    })
                    .toList());
        };
    }
}
