package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;
import static dev.plinth.policies.rule.Reference.securityHub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;
import java.util.stream.StreamSupport;

/** Rules for AWS WAF. */
public final class WebAclRules {

    private static final String KNOWN_BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet";

    private static final Rule FIREWALL = Rule.named("alb-waf")
            .title("Public Application Load Balancers are protected by AWS WAF, and fail closed")
            .severity(Severity.HIGH)
            .on(AwsTypes.LB_LOAD_BALANCER, "internal", "enableWafFailOpen", "loadBalancerType")
            .lookingAt(AwsTypes.WAFV2_WEB_ACL_ASSOCIATION, "resourceArn")
            .risk("Injection attacks and known exploits reach the application.")
            .remediation(
                    """
                    Associate a web ACL with the load balancer:
                    WebAclAssociationArgs.builder().resourceArn(loadBalancer.arn()).webAclArn(firewall.arn())
                    """)
            .references(securityHub("ELB.16"), checkov("CKV2_AWS_28"))
            .requiresInStack(LoadBalancerRules.ofApplications(Companions.isNamedBy(
                            AwsTypes.WAFV2_WEB_ACL_ASSOCIATION, "resourceArn", "the load balancer has no web ACL")
                    .and(property("enableWafFailOpen").isNotTrue())
                    .where("internal", internal -> !internal.asBoolean().orElse(false))));

    private static final Rule FIREWALL_COMPLETE = Rule.named("waf-rules-logging-metrics")
            .title("Web ACLs block known bad inputs, and have logging and metrics enabled")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.WAFV2_WEB_ACL,
                    "rules[].statement.managedRuleGroupStatement.name",
                    "rules[].overrideAction.count",
                    "ruleJson",
                    "visibilityConfig.cloudwatchMetricsEnabled")
            .lookingAt(AwsTypes.WAFV2_WEB_ACL_LOGGING_CONFIGURATION, "resourceArn")
            .risk("A web ACL without rules, or with rules that only count, offers no protection.")
            .remediation(
                    """
                    Add the AWS managed rule group for known bad inputs, and let it block:
                    WebAclRuleStatementManagedRuleGroupStatementArgs.builder().vendorName("AWS")
                            .name("AWSManagedRulesKnownBadInputsRuleSet")
                    """)
            .references(
                    fsbp("WAF.10"),
                    securityHub("WAF.11"),
                    fsbp("WAF.12"),
                    checkov("CKV_AWS_192"),
                    checkov("CKV_AWS_175"),
                    checkov("CKV2_AWS_31"))
            .requiresInStack(property("visibilityConfig.cloudwatchMetricsEnabled")
                    .isTrue()
                    .and(WebAclRules::blocksKnownBadInputs)
                    .and(Companions.isNamedBy(
                            AwsTypes.WAFV2_WEB_ACL_LOGGING_CONFIGURATION,
                            "resourceArn",
                            "the web ACL has no WebAclLoggingConfiguration")));

    private static final Rule FIREWALL_RATE_LIMIT = Rule.named("waf-rate-limit")
            .title("Web ACLs have a rate limit for each client")
            .severity(Severity.LOW)
            .on(
                    AwsTypes.WAFV2_WEB_ACL,
                    "rules[].statement.rateBasedStatement.limit",
                    "rules[].action.count",
                    "ruleJson")
            .risk("A single client can guess passwords, or use up the capacity of all others.")
            .remediation(
                    """
                    Limit the requests in five minutes:
                    WebAclRuleStatementRateBasedStatementArgs.builder().limit(2000).aggregateKeyType("IP")
                    """)
            .requires(Elements.any(
                            "rules",
                            "no web ACL rule has a rateBasedStatement with an action other than count",
                            rule -> property(rule + ".statement.rateBasedStatement.limit")
                                    .isAtLeast(parameters -> 1)
                                    .and(property(rule + ".action.count").is(PropertyValue::isAbsent, "absent")))
                    .onlyIf((acl, context) -> acl.input("ruleJson").isAbsent()));

    public static final List<Rule> ALL = List.of(FIREWALL, FIREWALL_COMPLETE, FIREWALL_RATE_LIMIT);

    private WebAclRules() {}

    private static Verdict blocksKnownBadInputs(GraphResource acl, RuleContext context) {
        if (!acl.input("ruleJson").isAbsent()) {
            return JsonText.judge(
                    acl,
                    "ruleJson",
                    rules -> Verdict.passIf(
                            StreamSupport.stream(rules.spliterator(), false)
                                    .anyMatch(WebAclRules::blocksKnownBadInputs),
                            "no rule blocks with " + KNOWN_BAD_INPUTS));
        }
        return Elements.any("rules", "no rule blocks with " + KNOWN_BAD_INPUTS, rule -> property(
                                rule + ".statement.managedRuleGroupStatement.name")
                        .isOneOf(KNOWN_BAD_INPUTS)
                        .and(property(rule + ".overrideAction.count").is(PropertyValue::isAbsent, "absent")))
                .test(acl, context);
    }

    /** The keys are those of AWS WAF's API. */
    private static boolean blocksKnownBadInputs(JsonNode rule) {
        return rule.path("Statement")
                        .path("ManagedRuleGroupStatement")
                        .path("Name")
                        .asText()
                        .equals(KNOWN_BAD_INPUTS)
                && !rule.path("OverrideAction").has("Count");
    }
}
