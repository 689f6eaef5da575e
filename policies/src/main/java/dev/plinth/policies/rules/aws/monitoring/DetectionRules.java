package dev.plinth.policies.rules.aws.monitoring;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules for GuardDuty, AWS Config, Security Hub, Macie, Inspector and IAM Access Analyzer. */
public final class DetectionRules {

    /** The names of GuardDuty's features by what they watch. */
    private static final Set<String> FEATURES = Set.of("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "RUNTIME_MONITORING");

    private static final int UNUSED_DAYS = 90;

    private static final Rule GUARDDUTY_ON = Rule.named("guardduty-on")
            .title("GuardDuty is enabled with its features and publishes findings at least hourly")
            .severity(Severity.HIGH)
            .on(AwsTypes.GUARDDUTY_DETECTOR, "enable", "findingPublishingFrequency")
            .on(AwsTypes.GUARDDUTY_DETECTOR_FEATURE, "status")
            .risk("An intruder stays undetected for hours.")
            .remediation(
                    """
                    Enable GuardDuty, and publish findings often:
                    DetectorArgs.builder().enable(true).findingPublishingFrequency("FIFTEEN_MINUTES")
                    """)
            .references(fsbp("GuardDuty.1"), checkov("CKV_AWS_238"), checkov("CKV2_AWS_3"))
            .requires((resource, context) -> (resource.type().equals(AwsTypes.GUARDDUTY_DETECTOR)
                            ? TrailRules.on("enable")
                                    // Six hours is what an absent frequency means.
                                    .and(property("findingPublishingFrequency").isOneOf("FIFTEEN_MINUTES", "ONE_HOUR"))
                            : property("status").isOneOf("ENABLED"))
                    .test(resource, context));

    private static final Rule GUARDDUTY_FEATURES = Rule.named("guardduty-features")
            .title("GuardDuty monitors S3, RDS and container runtimes")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.GUARDDUTY_DETECTOR)
            .lookingAt(AwsTypes.GUARDDUTY_DETECTOR_FEATURE, "detectorId", "name", "status")
            .risk("GuardDuty does not detect stolen credentials being used to read buckets and databases.")
            .remediation(
                    """
                    Enable the features:
                    DetectorFeatureArgs.builder().detectorId(detector.id()).name("S3_DATA_EVENTS").status("ENABLED")
                    """)
            .references(fsbp("GuardDuty.9"), fsbp("GuardDuty.10"), securityHub("GuardDuty.11"))
            .requiresInStack(DetectionRules::hasFeatures);

    private static final Rule CONFIG_ON = Rule.named("config-on")
            .title("AWS Config records all resource types, including global ones, and its recorder is started")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CFG_RECORDER, "recordingGroup.allSupported", "recordingGroup.includeGlobalResourceTypes")
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
                    .and(DetectionRules::isStarted));

    private static final Rule CONFIG_DELIVERED = Rule.named("config-delivered")
            .title("AWS Config has a delivery channel")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CFG_RECORDER)
            .lookingAt(AwsTypes.CFG_DELIVERY_CHANNEL)
            .risk("AWS Config cannot start the recorder without a delivery channel, and the update fails partway.")
            .remediation(
                    """
                    Add a delivery channel with a bucket:
                    DeliveryChannelArgs.builder().s3BucketName(bucket.bucket())
                    """)
            .requiresInStack((recorder, context) -> Verdict.passIf(
                    !context.ofType(AwsTypes.CFG_DELIVERY_CHANNEL).isEmpty(), "the stack has no DeliveryChannel"));

    private static final Rule UNUSED_AGE = Rule.named("access-analyzer-unused-age")
            .title("IAM Access Analyzer reports access unused for 90 days or less")
            .severity(Severity.LOW)
            .on(AwsTypes.ACCESSANALYZER_ANALYZER, "type", "configuration.unusedAccess.unusedAccessAge")
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
            .on(AwsTypes.SECURITYHUB_ACCOUNT, "enableDefaultStandards")
            .lookingAt(AwsTypes.SECURITYHUB_STANDARDS_SUBSCRIPTION)
            .risk("Security Hub is enabled but checks nothing.")
            .remediation(
                    """
                    Keep the default standards enabled, or subscribe to one:
                    StandardsSubscriptionArgs.builder().standardsArn("arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0")
                    """)
            .requiresInStack((hub, context) ->
                    context.ofType(AwsTypes.SECURITYHUB_STANDARDS_SUBSCRIPTION).isEmpty()
                            ? TrailRules.on("enableDefaultStandards").test(hub, context)
                            : Verdict.PASS);

    private static final Rule MACIE_ON = Rule.named("macie-on")
            .title("Macie is not paused")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.MACIE2_ACCOUNT, "status")
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
            .on(AwsTypes.INSPECTOR2_ENABLER, "resourceTypes")
            .risk("Known vulnerabilities in running workloads are not reported.")
            .remediation(
                    """
                    Scan all three resource types:
                    EnablerArgs.builder().resourceTypes("EC2", "ECR", "LAMBDA")
                    """)
            .references(fsbp("Inspector.1"), fsbp("Inspector.2"), fsbp("Inspector.4"))
            .requires(property("resourceTypes").is(DetectionRules::namesAllScans, "a list with EC2, ECR and LAMBDA"));

    public static final List<Rule> ALL = List.of(
            GUARDDUTY_ON,
            GUARDDUTY_FEATURES,
            CONFIG_ON,
            CONFIG_DELIVERED,
            UNUSED_AGE,
            HUB_STANDARDS,
            MACIE_ON,
            INSPECTOR_SCANS);

    private DetectionRules() {}

    private static Verdict hasFeatures(GraphResource detector, RuleContext context) {
        Set<String> enabled = context.referrers(detector, "detectorId", AwsTypes.GUARDDUTY_DETECTOR_FEATURE).stream()
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
}
