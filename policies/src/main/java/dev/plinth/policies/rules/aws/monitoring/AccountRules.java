package dev.plinth.policies.rules.aws.monitoring;

import static dev.plinth.policies.rule.Reference.cis;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.function.Predicate;

/** Rules for stacks that configure an account. */
public final class AccountRules {

    /** Resources that exist once in an account and Region: a stack that holds one of these sets the account up. */
    private static final List<String> ACCOUNT_WIDE = List.of(
            AwsTypes.CLOUDTRAIL_TRAIL,
            AwsTypes.GUARDDUTY_DETECTOR,
            AwsTypes.CFG_RECORDER,
            AwsTypes.ACCESSANALYZER_ANALYZER,
            AwsTypes.SECURITYHUB_ACCOUNT,
            AwsTypes.MACIE2_ACCOUNT,
            AwsTypes.INSPECTOR2_ENABLER,
            AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY);

    private static final Rule TRAIL_PRESENT = accountRule("account-has-trail")
            .title("Stacks that configure an account have a CloudTrail trail")
            .severity(Severity.MEDIUM)
            .risk("There is no record of who did what in the account.")
            .remediation(
                    """
                    Add a trail:
                    TrailArgs.builder().isMultiRegionTrail(true).s3BucketName(bucket.bucket())
                    """)
            .references(cis("3.1"), fsbp("CloudTrail.1"))
            .requiresInStack(beside(AwsTypes.CLOUDTRAIL_TRAIL, resource -> true));

    private static final Rule GUARDDUTY_PRESENT = accountRule("account-has-guardduty")
            .title("Stacks that configure an account have a GuardDuty detector")
            .severity(Severity.MEDIUM)
            .risk("Intruders in the account are not detected.")
            .remediation(
                    """
                    Enable GuardDuty:
                    DetectorArgs.builder().enable(true)
                    """)
            .references(fsbp("GuardDuty.1"))
            .requiresInStack(beside(AwsTypes.GUARDDUTY_DETECTOR, resource -> true));

    private static final Rule CONFIG_PRESENT = accountRule("account-has-config")
            .title("Stacks that configure an account have an AWS Config recorder")
            .severity(Severity.MEDIUM)
            .risk("The state of the account before an intrusion is unknown.")
            .remediation(
                    """
                    Add a recorder:
                    RecorderArgs.builder().roleArn(role.arn())
                    """)
            .references(cis("3.3"), fsbp("Config.1"))
            .requiresInStack(beside(AwsTypes.CFG_RECORDER, resource -> true));

    private static final Rule HUB_PRESENT = accountRule("account-has-security-hub")
            .title("Stacks that configure an account have Security Hub")
            .severity(Severity.MEDIUM)
            .risk("Findings are spread over several consoles and are overlooked.")
            .remediation(
                    """
                    Enable Security Hub:
                    com.pulumi.aws.securityhub.AccountArgs.builder().enableDefaultStandards(true)
                    """)
            .references(cis("4.16"))
            .requiresInStack(beside(AwsTypes.SECURITYHUB_ACCOUNT, resource -> true));

    private static final Rule PASSWORD_POLICY_PRESENT = accountRule("account-has-password-policy")
            .title("Stacks that configure an account have an IAM password policy")
            .severity(Severity.MEDIUM)
            .risk("Console users choose short passwords and never change them.")
            .remediation(
                    """
                    Add a password policy:
                    AccountPasswordPolicyArgs.builder().minimumPasswordLength(14)
                    """)
            .references(fsbp("IAM.7"))
            .requiresInStack(beside(AwsTypes.IAM_ACCOUNT_PASSWORD_POLICY, resource -> true));

    private static final Rule ANALYZER_PRESENT = accountRule("account-has-access-analyzer")
            .title("Stacks that configure an account have an IAM Access Analyzer for external access")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ACCESSANALYZER_ANALYZER, "type")
            .risk("Buckets, keys and roles that are shared outside the account go unnoticed.")
            .remediation(
                    """
                    Add an analyzer:
                    AnalyzerArgs.builder().analyzerName("account").type("ACCOUNT")
                    """)
            .references(cis("1.19"))
            .requiresInStack(beside(
                    AwsTypes.ACCESSANALYZER_ANALYZER,
                    analyzer ->
                            !analyzer.input("type").asText().orElse("ACCOUNT").contains("_")));

    private static final Rule UNUSED_PRESENT = accountRule("account-looks-for-unused-access")
            .title("Stacks that configure an account have an IAM Access Analyzer for unused access")
            .severity(Severity.LOW)
            .on(AwsTypes.ACCESSANALYZER_ANALYZER, "type")
            .risk("Unneeded permissions remain available to an intruder.")
            .remediation(
                    """
                    Add an analyzer of the unused access type:
                    AnalyzerArgs.builder().analyzerName("unused").type("ACCOUNT_UNUSED_ACCESS")
                    """)
            .requiresInStack(beside(
                    AwsTypes.ACCESSANALYZER_ANALYZER,
                    analyzer -> analyzer.input("type").asText().orElse("").endsWith("_UNUSED_ACCESS")));

    public static final List<Rule> ALL = List.of(
            TRAIL_PRESENT,
            GUARDDUTY_PRESENT,
            CONFIG_PRESENT,
            HUB_PRESENT,
            PASSWORD_POLICY_PRESENT,
            ANALYZER_PRESENT,
            UNUSED_PRESENT);

    private AccountRules() {}

    private static Rule.Builder accountRule(String id) {
        Rule.Builder rule = Rule.named(id);
        ACCOUNT_WIDE.forEach(rule::on);
        return rule;
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
