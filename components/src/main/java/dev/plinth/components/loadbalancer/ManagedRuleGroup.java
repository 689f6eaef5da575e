package dev.plinth.components.loadbalancer;

import java.util.List;

/** The rule groups of AWS that every request passes, in this order (AWS WAF, "AWS Managed Rules rule groups list"). */
public enum ManagedRuleGroup {
    /** Addresses known for threats; behind a proxy these are the proxy's. 25 capacity units. */
    AMAZON_IP_REPUTATION("AWSManagedRulesAmazonIpReputationList", 0),
    /** Patterns of known exploits, such as Log4j. 200 capacity units. */
    KNOWN_BAD_INPUTS("AWSManagedRulesKnownBadInputsRuleSet", 1),
    /** Common attacks on web applications. 700 capacity units. */
    COMMON("AWSManagedRulesCommonRuleSet", 2),
    /** SQL injection. 200 capacity units. */
    SQL_INJECTION("AWSManagedRulesSQLiRuleSet", 3);

    /** All of them; together they stay within the 1500 capacity units of the first price. */
    static final List<ManagedRuleGroup> ALL = List.of(values());

    private final String groupName;
    private final int priority;

    ManagedRuleGroup(String groupName, int priority) {
        this.groupName = groupName;
        this.priority = priority;
    }

    /** The group's name in the API. */
    public String groupName() {
        return groupName;
    }

    /** Its place among the groups; the lowest is tried first. */
    int priority() {
        return priority;
    }
}
