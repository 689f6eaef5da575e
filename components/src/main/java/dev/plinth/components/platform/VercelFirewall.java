package dev.plinth.components.platform;

import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumiverse.vercel.FirewallConfig;
import com.pulumiverse.vercel.FirewallConfigArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigIpRulesArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigIpRulesRuleArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsBotProtectionArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsOwaspArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsOwaspGenArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsOwaspLfiArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsOwaspRceArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsOwaspRfiArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsOwaspSqliArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigManagedRulesetsOwaspXssArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigRulesArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigRulesRuleActionArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigRulesRuleActionRateLimitArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigRulesRuleArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigRulesRuleConditionGroupArgs;
import com.pulumiverse.vercel.inputs.FirewallConfigRulesRuleConditionGroupConditionArgs;

/** Firewall of a {@link VercelProject}: managed rules, rate limits and blocked addresses. */
final class VercelFirewall {

    private static final String DENY = "deny";

    private final VercelProjectArgs args;

    VercelFirewall(VercelProjectArgs args) {
        this.args = args;
    }

    void create(String name, Output<String> projectId, CustomResourceOptions options) {
        FirewallConfigArgs.Builder firewall =
                FirewallConfigArgs.builder().projectId(projectId).enabled(true);
        if (args.managedRules()) {
            firewall.managedRulesets(managedRules());
        }
        if (!args.rateLimits().isEmpty()) {
            firewall.rules(FirewallConfigRulesArgs.builder()
                    .rules(args.rateLimits().stream().map(VercelFirewall::rule).toList())
                    .build());
        }
        if (!args.blockedAddresses().isEmpty()) {
            firewall.ipRules(FirewallConfigIpRulesArgs.builder()
                    .rules(args.blockedAddresses().stream()
                            .map(address -> FirewallConfigIpRulesRuleArgs.builder()
                                    .action(DENY)
                                    .hostname("*")
                                    .ip(address)
                                    .build())
                            .toList())
                    .build());
        }
        new FirewallConfig(name, firewall.build(), options);
    }

    private static FirewallConfigManagedRulesetsArgs managedRules() {
        return FirewallConfigManagedRulesetsArgs.builder()
                .botProtection(FirewallConfigManagedRulesetsBotProtectionArgs.builder()
                        .active(true)
                        .action("challenge")
                        .build())
                .owasp(FirewallConfigManagedRulesetsOwaspArgs.builder()
                        .gen(FirewallConfigManagedRulesetsOwaspGenArgs.builder()
                                .active(true)
                                .action(DENY)
                                .build())
                        .lfi(FirewallConfigManagedRulesetsOwaspLfiArgs.builder()
                                .active(true)
                                .action(DENY)
                                .build())
                        .rce(FirewallConfigManagedRulesetsOwaspRceArgs.builder()
                                .active(true)
                                .action(DENY)
                                .build())
                        .rfi(FirewallConfigManagedRulesetsOwaspRfiArgs.builder()
                                .active(true)
                                .action(DENY)
                                .build())
                        .sqli(FirewallConfigManagedRulesetsOwaspSqliArgs.builder()
                                .active(true)
                                .action(DENY)
                                .build())
                        .xss(FirewallConfigManagedRulesetsOwaspXssArgs.builder()
                                .active(true)
                                .action(DENY)
                                .build())
                        .build())
                .build();
    }

    private static FirewallConfigRulesRuleArgs rule(VercelRateLimit limit) {
        return FirewallConfigRulesRuleArgs.builder()
                .name(limit.name())
                .active(true)
                .action(FirewallConfigRulesRuleActionArgs.builder()
                        .action("rate_limit")
                        .rateLimit(FirewallConfigRulesRuleActionRateLimitArgs.builder()
                                .algo("fixed_window")
                                .limit(limit.requests())
                                .window(limit.windowSeconds())
                                .keys("ip")
                                .action("rate_limit")
                                .build())
                        .build())
                .conditionGroups(FirewallConfigRulesRuleConditionGroupArgs.builder()
                        .conditions(FirewallConfigRulesRuleConditionGroupConditionArgs.builder()
                                .type("path")
                                .op("pre")
                                .value(limit.path())
                                .build())
                        .build())
                .build();
    }
}
