package dev.plinth.policies.rules.aws.monitoring;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.storage.S3Rules;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Rules for the services that audit an account: CloudTrail, GuardDuty, AWS Config, IAM Access Analyzer, Security Hub. */
public final class AuditRules {

    private static final String EVENT_STORE = "aws:cloudtrail/eventDataStore:EventDataStore";
    private static final String DETECTOR_FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
    private static final String RECORDER = "aws:cfg/recorder:Recorder";
    private static final String DELIVERY_CHANNEL = "aws:cfg/deliveryChannel:DeliveryChannel";
    private static final String ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
    private static final String SECURITY_HUB = "aws:securityhub/account:Account";
    private static final String STANDARD = "aws:securityhub/standardsSubscription:StandardsSubscription";
    private static final String MACIE = "aws:macie2/account:Account";
    private static final String INSPECTOR = "aws:inspector2/enabler:Enabler";

    /** Resources that exist once in an account and Region: a stack that holds one of these sets the account up. */
    private static final List<String> ACCOUNT_WIDE = List.of(
            AwsTypes.CLOUDTRAIL_TRAIL,
            AwsTypes.GUARDDUTY_DETECTOR,
            RECORDER,
            ANALYZER,
            SECURITY_HUB,
            MACIE,
            INSPECTOR,
            AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY);

    /** The names of GuardDuty's features by what they watch. */
    private static final Set<String> FEATURES = Set.of("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING");

    private static final int UNUSED_DAYS = 90;

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
            .lookingAt(AwsTypes.S3_BUCKET)
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
            .lookingAt(AwsTypes.S3_BUCKET, "loggings[].targetBucket")
            .lookingAt(AwsTypes.S3_BUCKET_LOGGING, "bucket")
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
            .on(EVENT_STORE, "kmsKeyId", "terminationProtectionEnabled")
            .risk("Destroying the stack deletes the audit log.")
            .remediation(
                    """
                    Keep termination protection enabled, and set a key:
                    EventDataStoreArgs.builder().kmsKeyId(key.arn()).terminationProtectionEnabled(true)
                    """)
            .references(checkov("CKV_AWS_294"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId").and(on("terminationProtectionEnabled")));

    private static final Rule GUARDDUTY_ON = Rule.named("guardduty-on")
            .title("GuardDuty is enabled with its features and publishes findings at least hourly")
            .severity(Severity.HIGH)
            .on(AwsTypes.GUARDDUTY_DETECTOR, "enable", "findingPublishingFrequency")
            .on(DETECTOR_FEATURE, "status")
            .risk("An intruder stays undetected for hours.")
            .remediation(
                    """
                    Enable GuardDuty, and publish findings often:
                    DetectorArgs.builder().enable(true).findingPublishingFrequency("FIFTEEN_MINUTES")
                    """)
            .references(fsbp("GuardDuty.1"), checkov("CKV_AWS_238"), checkov("CKV2_AWS_3"))
            .requires((resource, context) -> (resource.type().equals(AwsTypes.GUARDDUTY_DETECTOR)
                            ? on("enable")
                                    // Six hours is what an absent frequency means.
                                    .and(property("findingPublishingFrequency").isOneOf("FIFTEEN_MINUTES", "ONE_HOUR"))
                            : property("status").isOneOf("ENABLED"))
                    .test(resource, context));

    private static final Rule GUARDDUTY_FEATURES = Rule.named("guardduty-features")
            .title("GuardDuty monitors S3, RDS and container runtimes")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .lookingAt(DETECTOR_FEATURE, "detectorId", "name", "status")
            .risk("GuardDuty does not detect stolen credentials being used to read buckets and databases.")
            .remediation(
                    """
                    Enable the features:
                    DetectorFeatureArgs.builder().detectorId(detector.id()).name("S3_DATA_EVENTS").status("ENABLED")
                    """)
            .references(fsbp("GuardDuty.9"), fsbp("GuardDuty.10"), securityHub("GuardDuty.11"))
            .requiresInStack(AuditRules::hasFeatures);

    private static final Rule CONFIG_ON = Rule.named("config-on")
            .title("AWS Config records all resource types, including global ones, and its recorder is started")
            .severity(Severity.MEDIUM)
            .on(RECORDER, "recordingGroup.allSupported", "recordingGroup.includeGlobalResourceTypes")
            .lookingAt(AwsTypes.CFG_RECORDER_STATUS, "name", "isEnabled")
            .risk("The state of the account before an intrusion is unknown.")
            .remediation(
                    """
                    Record all resource types, and start the recorder:
                    RecorderRecordingGroupArgs.builder().allSupported(true).includeGlobalResourceTypes(true)
                    """)
            .references(cis("3.3"), fsbp("Config.1"), checkov("CKV2_AWS_45"), checkov("CKV2_AWS_48"))
            .requiresInStack(property("recordingGroup.allSupported")
                    .isTrue()
                    .and(property("recordingGroup.includeGlobalResourceTypes").isTrue())
                    .and(AuditRules::isStarted));

    private static final Rule CONFIG_DELIVERED = Rule.named("config-delivered")
            .title("AWS Config has a delivery channel")
            .severity(Severity.MEDIUM)
            .on(RECORDER)
            .lookingAt(DELIVERY_CHANNEL)
            .risk("AWS Config cannot start the recorder without a delivery channel, and the update fails partway.")
            .remediation(
                    """
                    Add a delivery channel with a bucket:
                    DeliveryChannelArgs.builder().s3BucketName(bucket.bucket())
                    """)
            .requiresInStack((recorder, context) ->
                    Verdict.passIf(!context.ofType(DELIVERY_CHANNEL).isEmpty(), "the stack has no DeliveryChannel"));

    private static final Rule UNUSED_AGE = Rule.named("access-analyzer-unused-age")
            .title("IAM Access Analyzer reports access unused for 90 days or less")
            .severity(Severity.LOW)
            .on(ANALYZER, "type", "configuration.unusedAccess.unusedAccessAge")
            .risk("Unneeded permissions remain available to an intruder.")
            .remediation(
                    """
                    Set the tracking period to 90 days, which is the default:
                    AnalyzerConfigurationUnusedAccessArgs.builder().unusedAccessAge(90)
                    """)
            .requires(property("configuration.unusedAccess.unusedAccessAge")
                    .is(
                            value -> value.isAbsent()
                                    || (value.asNumber().orElse(0) >= 1
                                            && value.asNumber().orElse(0) <= UNUSED_DAYS),
                            "from 1 to 90 days")
                    .onlyIf((analyzer, context) ->
                            analyzer.input("type").asText().orElse("").endsWith("_UNUSED_ACCESS")));

    private static final Rule HUB_STANDARDS = Rule.named("security-hub-standards")
            .title("Security Hub has at least one standard enabled")
            .severity(Severity.MEDIUM)
            .on(SECURITY_HUB, "enableDefaultStandards")
            .lookingAt(STANDARD)
            .risk("Security Hub is enabled but checks nothing.")
            .remediation(
                    """
                    Keep the default standards enabled, or subscribe to one:
                    StandardsSubscriptionArgs.builder().standardsArn("arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0")
                    """)
            .requiresInStack((hub, context) -> context.ofType(STANDARD).isEmpty()
                    ? on("enableDefaultStandards").test(hub, context)
                    : Verdict.PASS);

    private static final Rule MACIE_ON = Rule.named("macie-on")
            .title("Macie is not paused")
            .severity(Severity.MEDIUM)
            .on(MACIE, "status")
            .risk("Personal data in buckets goes undetected.")
            .remediation(
                    """
                    Keep Macie enabled, which is the default:
                    com.pulumi.aws.macie2.AccountArgs.builder().status("ENABLED")
                    """)
            .references(fsbp("Macie.1"))
            .requires(property("status").isNoneOf("PAUSED"));

    private static final Rule INSPECTOR_SCANS = Rule.named("inspector-scans")
            .title("Inspector scans instances, images and functions")
            .severity(Severity.MEDIUM)
            .on(INSPECTOR, "resourceTypes")
            .risk("Known vulnerabilities in running workloads are not reported.")
            .remediation(
                    """
                    Scan all three resource types:
                    EnablerArgs.builder().resourceTypes("EC2", "ECR", "LAMBDA")
                    """)
            .references(fsbp("Inspector.1"), fsbp("Inspector.2"), fsbp("Inspector.4"))
            .requires(property("resourceTypes").is(AuditRules::namesAllScans, "a list with EC2, ECR and LAMBDA"));

    private static final Rule TRAIL_PRESENT = Rule.named("account-has-trail")
            .title("Stacks that configure an account have a CloudTrail trail")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .on(RECORDER)
            .on(ANALYZER)
            .on(SECURITY_HUB)
            .on(MACIE)
            .on(INSPECTOR)
            .on(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY)
            .risk("There is no record of who did what in the account.")
            .remediation(
                    """
                    Add a trail:
                    TrailArgs.builder().isMultiRegionTrail(true).s3BucketName(bucket.bucket())
                    """)
            .references(cis("3.1"), fsbp("CloudTrail.1"))
            .requiresInStack(beside(AwsTypes.CLOUDTRAIL_TRAIL, resource -> true));

    private static final Rule GUARDDUTY_PRESENT = Rule.named("account-has-guardduty")
            .title("Stacks that configure an account have a GuardDuty detector")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .on(RECORDER)
            .on(ANALYZER)
            .on(SECURITY_HUB)
            .on(MACIE)
            .on(INSPECTOR)
            .on(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY)
            .risk("Intruders in the account are not detected.")
            .remediation(
                    """
                    Enable GuardDuty:
                    DetectorArgs.builder().enable(true)
                    """)
            .references(fsbp("GuardDuty.1"))
            .requiresInStack(beside(AwsTypes.GUARDDUTY_DETECTOR, resource -> true));

    private static final Rule CONFIG_PRESENT = Rule.named("account-has-config")
            .title("Stacks that configure an account have an AWS Config recorder")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .on(RECORDER)
            .on(ANALYZER)
            .on(SECURITY_HUB)
            .on(MACIE)
            .on(INSPECTOR)
            .on(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY)
            .risk("The state of the account before an intrusion is unknown.")
            .remediation(
                    """
                    Add a recorder:
                    RecorderArgs.builder().roleArn(role.arn())
                    """)
            .references(cis("3.3"), fsbp("Config.1"))
            .requiresInStack(beside(RECORDER, resource -> true));

    private static final Rule HUB_PRESENT = Rule.named("account-has-security-hub")
            .title("Stacks that configure an account have Security Hub")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .on(RECORDER)
            .on(ANALYZER)
            .on(SECURITY_HUB)
            .on(MACIE)
            .on(INSPECTOR)
            .on(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY)
            .risk("Findings are spread over several consoles and are overlooked.")
            .remediation(
                    """
                    Enable Security Hub:
                    com.pulumi.aws.securityhub.AccountArgs.builder().enableDefaultStandards(true)
                    """)
            .references(cis("4.16"))
            .requiresInStack(beside(SECURITY_HUB, resource -> true));

    private static final Rule PASSWORD_POLICY_PRESENT = Rule.named("account-has-password-policy")
            .title("Stacks that configure an account have an IAM password policy")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .on(RECORDER)
            .on(ANALYZER)
            .on(SECURITY_HUB)
            .on(MACIE)
            .on(INSPECTOR)
            .on(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY)
            .risk("Console users choose short passwords and never change them.")
            .remediation(
                    """
                    Add a password policy:
                    AccountPasswordPolicyArgs.builder().minimumPasswordLength(14)
                    """)
            .references(fsbp("IAM.7"))
            .requiresInStack(beside(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY, resource -> true));

    private static final Rule ANALYZER_PRESENT = Rule.named("account-has-access-analyzer")
            .title("Stacks that configure an account have an IAM Access Analyzer for external access")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CLOUDTRAIL_TRAIL)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .on(RECORDER)
            .on(ANALYZER, "type")
            .on(SECURITY_HUB)
            .on(MACIE)
            .on(INSPECTOR)
            .on(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY)
            .risk("Buckets, keys and roles that are shared outside the account go unnoticed.")
            .remediation(
                    """
                    Add an analyzer:
                    AnalyzerArgs.builder().analyzerName("account").type("ACCOUNT")
                    """)
            .references(cis("1.19"))
            .requiresInStack(beside(
                    ANALYZER,
                    analyzer ->
                            !analyzer.input("type").asText().orElse("ACCOUNT").contains("_")));

    private static final Rule UNUSED_PRESENT = Rule.named("account-looks-for-unused-access")
            .title("Stacks that configure an account have an IAM Access Analyzer for unused access")
            .severity(Severity.LOW)
            .on(AwsTypes.CLOUDTRAIL_TRAIL)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .on(RECORDER)
            .on(ANALYZER, "type")
            .on(SECURITY_HUB)
            .on(MACIE)
            .on(INSPECTOR)
            .on(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY)
            .risk("Unneeded permissions remain available to an intruder.")
            .remediation(
                    """
                    Add an analyzer of the unused access type:
                    AnalyzerArgs.builder().analyzerName("unused").type("ACCOUNT_UNUSED_ACCESS")
                    """)
            .requiresInStack(beside(
                    ANALYZER,
                    analyzer -> analyzer.input("type").asText().orElse("").endsWith("_UNUSED_ACCESS")));

    public static final List<Rule> ALL = List.of(
            TRAIL_COMPLETE,
            TRAIL_GLOBAL,
            TRAIL_BUCKET_PRIVATE,
            TRAIL_BUCKET_LOGGED,
            EVENT_STORE_SAFE,
            GUARDDUTY_ON,
            GUARDDUTY_FEATURES,
            CONFIG_ON,
            CONFIG_DELIVERED,
            UNUSED_AGE,
            HUB_STANDARDS,
            MACIE_ON,
            INSPECTOR_SCANS,
            TRAIL_PRESENT,
            GUARDDUTY_PRESENT,
            CONFIG_PRESENT,
            HUB_PRESENT,
            PASSWORD_POLICY_PRESENT,
            ANALYZER_PRESENT,
            UNUSED_PRESENT);

    private AuditRules() {}

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
                || basic.stream().anyMatch(AuditRules::isOfAllManagement)
                || advanced.stream().anyMatch(AuditRules::selectsAllManagement);
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
    private static Condition on(String path) {
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
            List<GraphResource> buckets = context.references(trail, "s3BucketName", AwsTypes.S3_BUCKET);
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

    private static Verdict hasFeatures(GraphResource detector, RuleContext context) {
        Set<String> enabled = context.referrers(detector, "detectorId", DETECTOR_FEATURE).stream()
                .filter(feature -> feature.input("status").asText().orElse("").equals("ENABLED"))
                .flatMap(feature -> feature.input("name").asText().stream())
                .collect(Collectors.toSet());
        String missing = FEATURES.stream()
                .filter(feature -> !enabled.contains(feature))
                .sorted()
                .collect(Collectors.joining(", "));
        return Verdict.passIf(missing.isEmpty(), "no DetectorFeature enables " + missing);
    }

    /** An account and Region has one recorder, so a status that names none is its own. */
    private static Verdict isStarted(GraphResource recorder, RuleContext context) {
        List<GraphResource> statuses = context.ofType(AwsTypes.CFG_RECORDER_STATUS);
        return statuses.isEmpty()
                ? Verdict.fail("the stack has no RecorderStatus that starts the recorder")
                : Verdict.any(statuses.stream()
                        .map(status -> property("isEnabled").isTrue().test(status, context)));
    }

    private static boolean namesAllScans(PropertyValue types) {
        Set<String> named = types.elements().stream()
                .flatMap(type -> type.asText().stream())
                .collect(Collectors.toSet());
        return named.containsAll(List.of("EC2", "ECR", "LAMBDA"));
    }

    /** The stack holds a resource, too; asked of the first account-wide resource alone, so that it is told once. */
    private static Condition beside(String type, Predicate<GraphResource> kind) {
        return (resource, context) -> {
            List<GraphResource> accountWide = context.ofType(ACCOUNT_WIDE.toArray(String[]::new));
            if (accountWide.isEmpty() || !accountWide.get(0).equals(resource)) {
                return Verdict.NOT_APPLICABLE;
            }
            return Verdict.passIf(
                    context.ofType(type).stream().anyMatch(kind),
                    "the stack configures an account but has no " + type.substring(type.lastIndexOf(':') + 1)
                            + " of this kind");
        };
    }
}
