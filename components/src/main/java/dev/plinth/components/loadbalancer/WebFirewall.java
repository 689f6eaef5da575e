package dev.plinth.components.loadbalancer;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.wafv2.IpSet;
import com.pulumi.aws.wafv2.IpSetArgs;
import com.pulumi.aws.wafv2.WebAcl;
import com.pulumi.aws.wafv2.WebAclArgs;
import com.pulumi.aws.wafv2.WebAclAssociation;
import com.pulumi.aws.wafv2.WebAclAssociationArgs;
import com.pulumi.aws.wafv2.WebAclLoggingConfiguration;
import com.pulumi.aws.wafv2.WebAclLoggingConfigurationArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionAllowArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclLoggingConfigurationRedactedFieldArgs;
import com.pulumi.aws.wafv2.inputs.WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionBlockArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleOverrideActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleOverrideActionNoneArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementAndStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementByteMatchStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementByteMatchStatementFieldToMatchArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementByteMatchStatementFieldToMatchUriPathArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementByteMatchStatementTextTransformationArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementIpSetReferenceStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementNotStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleVisibilityConfigArgs;
import com.pulumi.aws.wafv2.inputs.WebAclVisibilityConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The web ACL of a load balancer or a content distribution, with AWS's managed rule groups, its metrics, and its encrypted log. */
public final class WebFirewall extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:loadbalancer:WebFirewall";

    /** Prefix of the name of a log group that receives AWS WAF's log (AWS WAF, "Amazon CloudWatch Logs"). */
    private static final String LOG_GROUP_PREFIX = "aws-waf-logs-";

    private static final String RATE_LIMIT = "RateLimitPerAddress";

    /** The headers that carry credentials, which the log must not. */
    private static final List<String> REDACTED_HEADERS = List.of("authorization", "cookie");

    /** Kind of the protected resource: the scope of its web ACL. */
    private enum Scope {
        REGIONAL,
        CLOUDFRONT
    }

    private final WebAcl webAcl;

    WebFirewall(
            String name,
            Output<String> loadBalancerArn,
            Map<ManagedRuleGroup, List<String>> countedRules,
            @Nullable Integer rateLimit,
            List<WebhookSource> webhooks,
            int logRetentionDays,
            ComponentResourceOptions options) {
        this(name, Scope.REGIONAL, countedRules, rateLimit, webhooks, logRetentionDays, options);
        new WebAclAssociation(
                childName("association"),
                WebAclAssociationArgs.builder()
                        .resourceArn(loadBalancerArn)
                        .webAclArn(webAcl.arn())
                        .build(),
                // A load balancer has one web ACL: the end of the old association would be that of the new one.
                childOptions().deleteBeforeReplace(true).build());
        registerOutputs(Map.of("webAclArn", webAcl.arn()));
    }

    private WebFirewall(
            String name,
            Scope scope,
            Map<ManagedRuleGroup, List<String>> countedRules,
            @Nullable Integer rateLimit,
            List<WebhookSource> webhooks,
            int logRetentionDays,
            ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        this.webAcl = createWebAcl(scope, countedRules, rateLimit, webhooks);
        createLog(webAcl, logRetentionDays);
    }

    /**
     * Creates a firewall for a content distribution, which takes it by the ARN of its web ACL.
     *
     * @param name the logical name
     * @param countedRules the rules of managed groups that only count
     * @param rateLimit how many requests an address may send in five minutes, or null for any number
     * @param logRetentionDays how long the log is kept, in days
     * @param options Pulumi's options; the provider's region is us-east-1
     */
    public static WebFirewall ofContentDistribution(
            String name,
            Map<ManagedRuleGroup, List<String>> countedRules,
            @Nullable Integer rateLimit,
            int logRetentionDays,
            ComponentResourceOptions options) {
        WebFirewall firewall =
                new WebFirewall(name, Scope.CLOUDFRONT, countedRules, rateLimit, List.of(), logRetentionDays, options);
        firewall.registerOutputs(Map.of("webAclArn", firewall.webAclArn()));
        return firewall;
    }

    /** The web ACL's ARN. */
    public Output<String> webAclArn() {
        return webAcl.arn();
    }

    private WebAcl createWebAcl(
            Scope scope,
            Map<ManagedRuleGroup, List<String>> countedRules,
            @Nullable Integer rateLimit,
            List<WebhookSource> webhooks) {
        List<WebAclRuleArgs> rules = new ArrayList<>(ManagedRuleGroup.ALL.stream()
                .map(group -> rule(group, countedRules.getOrDefault(group, List.of())))
                .toList());
        if (rateLimit != null) {
            rules.add(rateRule(rateLimit));
        }
        for (WebhookSource webhook : webhooks) {
            rules.add(webhookRule(scope, webhook, ManagedRuleGroup.ALL.size() + 1 + webhooks.indexOf(webhook)));
        }
        return new WebAcl(
                childName("web-acl"),
                WebAclArgs.builder()
                        .description("Managed rules for " + name())
                        .scope(scope.name())
                        .defaultAction(WebAclDefaultActionArgs.builder()
                                .allow(WebAclDefaultActionAllowArgs.builder().build())
                                .build())
                        .rules(rules)
                        .visibilityConfig(WebAclVisibilityConfigArgs.builder()
                                .cloudwatchMetricsEnabled(true)
                                .sampledRequestsEnabled(true)
                                .metricName(name())
                                .build())
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
    }

    private static WebAclRuleArgs rule(ManagedRuleGroup group, List<String> countedRules) {
        WebAclRuleStatementManagedRuleGroupStatementArgs.Builder managed =
                WebAclRuleStatementManagedRuleGroupStatementArgs.builder()
                        .vendorName("AWS")
                        .name(group.groupName());
        if (!countedRules.isEmpty()) {
            managed.ruleActionOverrides(
                    countedRules.stream().map(WebFirewall::counted).toList());
        }
        return WebAclRuleArgs.builder()
                .name(group.groupName())
                .priority(group.priority())
                .overrideAction(WebAclRuleOverrideActionArgs.builder()
                        .none(WebAclRuleOverrideActionNoneArgs.builder().build())
                        .build())
                .statement(WebAclRuleStatementArgs.builder()
                        .managedRuleGroupStatement(managed.build())
                        .build())
                .visibilityConfig(WebAclRuleVisibilityConfigArgs.builder()
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(true)
                        .metricName(group.groupName())
                        .build())
                .build();
    }

    /** The last rule, after the managed groups. */
    private static WebAclRuleArgs rateRule(int limit) {
        return WebAclRuleArgs.builder()
                .name(RATE_LIMIT)
                .priority(ManagedRuleGroup.ALL.size())
                .action(WebAclRuleActionArgs.builder()
                        .block(WebAclRuleActionBlockArgs.builder().build())
                        .build())
                .statement(WebAclRuleStatementArgs.builder()
                        .rateBasedStatement(WebAclRuleStatementRateBasedStatementArgs.builder()
                                .limit(limit)
                                .aggregateKeyType("IP")
                                .build())
                        .build())
                .visibilityConfig(WebAclRuleVisibilityConfigArgs.builder()
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(true)
                        .metricName(RATE_LIMIT)
                        .build())
                .build();
    }

    /** Blocks the requests to a path that come from other addresses than the vendor's. */
    private WebAclRuleArgs webhookRule(Scope scope, WebhookSource webhook, int priority) {
        IpSet addresses = new IpSet(
                childName(webhook.name()),
                IpSetArgs.builder()
                        .description("Addresses of the webhooks of " + webhook.name())
                        .scope(scope.name())
                        .ipAddressVersion("IPV4")
                        .addresses(webhook.addresses())
                        .tags(Map.of("Name", childName(webhook.name())))
                        .build(),
                childOptions().build());
        return WebAclRuleArgs.builder()
                .name("webhooks-" + webhook.name())
                .priority(priority)
                .action(WebAclRuleActionArgs.builder()
                        .block(WebAclRuleActionBlockArgs.builder().build())
                        .build())
                .statement(WebAclRuleStatementArgs.builder()
                        .andStatement(WebAclRuleStatementAndStatementArgs.builder()
                                .statements(path(webhook.path()), notFrom(addresses))
                                .build())
                        .build())
                .visibilityConfig(WebAclRuleVisibilityConfigArgs.builder()
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(true)
                        .metricName("webhooks-" + webhook.name())
                        .build())
                .build();
    }

    private static WebAclRuleStatementArgs path(String beginning) {
        return WebAclRuleStatementArgs.builder()
                .byteMatchStatement(WebAclRuleStatementByteMatchStatementArgs.builder()
                        .fieldToMatch(WebAclRuleStatementByteMatchStatementFieldToMatchArgs.builder()
                                .uriPath(WebAclRuleStatementByteMatchStatementFieldToMatchUriPathArgs.builder()
                                        .build())
                                .build())
                        .positionalConstraint("STARTS_WITH")
                        .searchString(beginning)
                        .textTransformations(
                                WebAclRuleStatementByteMatchStatementTextTransformationArgs.builder()
                                        .priority(0)
                                        .type("URL_DECODE")
                                        .build(),
                                WebAclRuleStatementByteMatchStatementTextTransformationArgs.builder()
                                        .priority(1)
                                        .type("NORMALIZE_PATH")
                                        .build())
                        .build())
                .build();
    }

    private static WebAclRuleStatementArgs notFrom(IpSet addresses) {
        return WebAclRuleStatementArgs.builder()
                .notStatement(WebAclRuleStatementNotStatementArgs.builder()
                        .statements(WebAclRuleStatementArgs.builder()
                                .ipSetReferenceStatement(WebAclRuleStatementIpSetReferenceStatementArgs.builder()
                                        .arn(addresses.arn())
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs counted(String rule) {
        return WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs.builder()
                .name(rule)
                .actionToUse(WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs.builder()
                        .count(
                                WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs
                                        .builder()
                                        .build())
                        .build())
                .build();
    }

    private void createLog(WebAcl webAcl, int retentionDays) {
        EncryptionKey key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Encrypts the web ACL's log of " + name() + ".")
                        .servicePrincipals(List.of(EncryptionKey.CLOUDWATCH_LOGS))
                        .build(),
                childComponentOptions().build());
        LogGroup logGroup = new LogGroup(
                childName("log-group"),
                LogGroupArgs.builder()
                        .namePrefix(LOG_GROUP_PREFIX + name() + "-")
                        .retentionInDays(retentionDays)
                        .kmsKeyId(key.keyArn())
                        .build(),
                statefulChildOptions().build());
        new WebAclLoggingConfiguration(
                childName("logging"),
                WebAclLoggingConfigurationArgs.builder()
                        .resourceArn(webAcl.arn())
                        .logDestinationConfigs(logGroup.arn().applyValue(List::of))
                        .redactedFields(REDACTED_HEADERS.stream()
                                .map(WebFirewall::redacted)
                                .toList())
                        .build(),
                // A web ACL has one logging configuration, as above.
                childOptions().deleteBeforeReplace(true).build());
    }

    private static WebAclLoggingConfigurationRedactedFieldArgs redacted(String header) {
        return WebAclLoggingConfigurationRedactedFieldArgs.builder()
                .singleHeader(WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs.builder()
                        .name(header)
                        .build())
                .build();
    }
}
