package dev.plinth.policies.rules.aws.monitoring;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules for CloudWatch Synthetics. */
public final class SyntheticsRules {

    /** Days that Synthetics keeps the runs of a canary when nothing else is said. */
    private static final int RETENTION_DAYS = 31;

    private static final Rule ARTIFACTS = Rule.named("canary-artifacts-encrypted")
            .title("Canaries encrypt their artifacts with a customer managed key")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.SYNTHETICS_CANARY,
                    "artifactConfig.s3Encryption.encryptionMode",
                    "artifactConfig.s3Encryption.kmsKeyArn")
            .risk("Anyone who can read the bucket can see customer data in screenshots.")
            .remediation(
                    """
                    Set the encryption mode and key:
                    CanaryArtifactConfigS3EncryptionArgs.builder().encryptionMode("SSE_KMS").kmsKeyArn(key.arn())
                    """)
            .requires(property("artifactConfig.s3Encryption.encryptionMode")
                    .isOneOf("SSE_KMS")
                    .and(CustomerKeys.isCustomerKey("artifactConfig.s3Encryption.kmsKeyArn")));

    private static final Rule RETENTION = Rule.named("canary-retention")
            .title("Canaries retain their runs for at least 31 days")
            .severity(Severity.LOW)
            .on(AwsTypes.SYNTHETICS_CANARY, "successRetentionPeriod", "failureRetentionPeriod")
            .risk("Evidence of an outage is deleted before the incident report is written.")
            .remediation(
                    """
                    Retain runs for 31 days, which is the default:
                    CanaryArgs.builder().successRetentionPeriod(31).failureRetentionPeriod(31)
                    """)
            .requires(keepsAMonth("successRetentionPeriod").and(keepsAMonth("failureRetentionPeriod")));

    private static final Rule VPC = Rule.named("canary-in-vpc")
            .title("Canaries run in private subnets with a security group")
            .severity(Severity.LOW)
            .on(AwsTypes.SYNTHETICS_CANARY, "vpcConfig.subnetIds", "vpcConfig.securityGroupIds")
            .risk("The canary cannot reach internal endpoints, and its outbound traffic is not controlled.")
            .remediation(
                    """
                    Set subnets and a security group:
                    CanaryVpcConfigArgs.builder().subnetIds(network.privateSubnetIds()).securityGroupIds(group.id().applyValue(List::of))
                    """)
            .requires(property("vpcConfig.subnetIds")
                    .isFilled()
                    .and(property("vpcConfig.securityGroupIds").isFilled()));

    private static final Rule STARTED = Rule.named("canary-started")
            .title("Canaries are started on creation")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SYNTHETICS_CANARY, "startCanary")
            .risk("A canary that is not started detects no outage.")
            .remediation(
                    """
                    Start the canary, which is disabled by default:
                    CanaryArgs.builder().startCanary(true)
                    """)
            .requires(property("startCanary").isTrue());

    private static final Rule ALARMED = Rule.named("canary-alarmed")
            .title("Canaries have an alarm")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.SYNTHETICS_CANARY)
            .lookingAt(AwsTypes.CLOUDWATCH_METRIC_ALARM, "namespace", "dimensions")
            .risk("A failing canary goes unnoticed.")
            .remediation(
                    """
                    Add an alarm on its success rate:
                    MetricAlarmArgs.builder().namespace("CloudWatchSynthetics").metricName("SuccessPercent").dimensions(Map.of("CanaryName", "checkout"))
                    """)
            .requiresInStack((canary, context) -> Verdict.passIf(
                    context.referrers(canary, "dimensions", AwsTypes.CLOUDWATCH_METRIC_ALARM).stream()
                            .anyMatch(alarm ->
                                    alarm.input("namespace").asText().orElse("").equals("CloudWatchSynthetics")),
                    "no alarm in namespace CloudWatchSynthetics has the canary as a dimension"));

    private static final Rule NO_SECRETS = Rule.named("canary-no-secret-env")
            .title("Canaries do not receive credentials in environment variables")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.SYNTHETICS_CANARY, "runConfig.environmentVariables")
            .risk("Anyone who can read the state or the console can read the credential.")
            .remediation(
                    """
                    Pass the ARN of the secret, and read the secret in the canary:
                    CanaryRunConfigArgs.builder().environmentVariables(Map.of("LOGIN_SECRET_ARN", secret.arn()))
                    """)
            .neverWaivable()
            .requires(SyntheticsRules::holdsNoCredential);

    public static final List<Rule> ALL = List.of(NO_SECRETS, ARTIFACTS, RETENTION, VPC, STARTED, ALARMED);

    private SyntheticsRules() {}

    private static Condition keepsAMonth(String path) {
        return property(path)
                .is(value -> value.isAbsent() || value.asNumber().orElse(0) >= RETENTION_DAYS, "at least 31 days");
    }

    private static Verdict holdsNoCredential(GraphResource canary, RuleContext context) {
        String path = "runConfig.environmentVariables";
        PropertyValue variables = canary.input(path);
        if (variables.isUnknown()) {
            return Verdict.unknown(path);
        }
        if (variables.isAbsent()) {
            return Verdict.PASS;
        }
        if (!(variables.revealed() instanceof PropertyValue.ObjectValue object)) {
            return Verdict.fail(path + " is " + variables.describe() + " but must be an object");
        }
        return Verdict.all(object.properties().entrySet().stream()
                .map(variable -> isNoCredential(path + "." + variable.getKey(), variable.getKey(), variable.getValue()))
                .toList());
    }

    private static Verdict isNoCredential(String path, String name, PropertyValue value) {
        if (value.isUnknown() && !Credentials.isNamed(name)) {
            return Verdict.unknown(path);
        }
        boolean wrong =
                !value.isUnknown() && !value.isAbsent() && value.asText().isEmpty();
        return Verdict.passIf(
                !wrong
                        && !Credentials.isHeldBy(
                                name, value.isUnknown() ? "?" : value.asText().orElse("")),
                path + " must be a string without credentials");
    }
}
