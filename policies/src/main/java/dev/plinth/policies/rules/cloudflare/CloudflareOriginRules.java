package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.rule.CloudflareTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.network.Ingress;
import java.util.List;
import java.util.stream.Stream;

/** Rules for the path from Cloudflare to its origins. */
public final class CloudflareOriginRules {

    private static final int HTTPS = 443;

    private static final Rule ORIGIN_LOCK = Rule.named("cf-origin-lock")
            .title("Load balancers behind Cloudflare accept connections from Cloudflare only")
            .severity(Severity.HIGH)
            .on(AwsTypes.LB_LOAD_BALANCER, "securityGroups", "internal")
            .lookingAt(CloudflareTypes.DNS_RECORD, "content", "proxied")
            .lookingAt(
                    AwsTypes.EC2_SECURITY_GROUP,
                    "ingress[].protocol",
                    "ingress[].fromPort",
                    "ingress[].toPort",
                    "ingress[].cidrBlocks",
                    "ingress[].ipv6CidrBlocks")
            .lookingAt(
                    AwsTypes.EC2_SECURITY_GROUP_RULE,
                    "type",
                    "protocol",
                    "fromPort",
                    "toPort",
                    "cidrBlocks",
                    "ipv6CidrBlocks",
                    "securityGroupId")
            .lookingAt(
                    AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE,
                    "ipProtocol",
                    "fromPort",
                    "toPort",
                    "cidrIpv4",
                    "cidrIpv6",
                    "securityGroupId")
            .lookingAt(CloudflareTypes.ZONE_SETTING, "settingId", "value")
            .lookingAt(CloudflareTypes.AUTHENTICATED_ORIGIN_PULLS_SETTINGS, "enabled")
            .lookingAt(AwsTypes.LB_LISTENER, "loadBalancerArn", "protocol", "mutualAuthentication.mode")
            .risk("Requests to the load balancer's own address bypass the firewall and the rate limits.")
            .remediation(
                    """
                    Allow Cloudflare's IP ranges only, or verify Cloudflare's client certificate in the listener:
                    SecurityGroupIngressRuleArgs.builder().fromPort(443).toPort(443).cidrIpv4("173.245.48.0/20")
                    """)
            .requiresInStack(CloudflareOriginRules::isLocked);

    private static final Rule SPECTRUM = Rule.named("cf-spectrum-guarded")
            .title("Cloudflare Spectrum applications apply IP access rules and encrypt traffic to the origin")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/spectrumApplication:SpectrumApplication", "ipFirewall", "tls", "protocol")
            .risk("Blocked addresses reach the service, and its traffic is unencrypted.")
            .remediation(
                    """
                    Enable both:
                    SpectrumApplicationArgs.builder().protocol("tcp/443").ipFirewall(true).tls("strict")
                    """)
            .requires(property("ipFirewall")
                    .isTrue()
                    .and(property("tls").isOneOf("full", "strict"))
                    .onlyIf((application, context) ->
                            !application.input("protocol").asText().orElse("").startsWith("udp")));

    private static final Rule MONITOR_TLS = Rule.named("cf-monitor-verifies-tls")
            .title("Cloudflare load balancer monitors verify the origin's TLS certificate")
            .severity(Severity.MEDIUM)
            .on("cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor", "allowInsecure")
            .risk("An impostor of the origin is considered healthy and receives traffic.")
            .remediation(
                    """
                    Keep certificate verification enabled:
                    LoadBalancerMonitorArgs.builder().type("https").allowInsecure(false)
                    """)
            .requires(property("allowInsecure").isNotTrue());

    public static final List<Rule> ALL = List.of(ORIGIN_LOCK, SPECTRUM, MONITOR_TLS);

    private CloudflareOriginRules() {}

    /** Returns whether Cloudflare presents its client certificate to an origin. */
    private static final Derivation<Boolean> SHOWS_CERTIFICATE =
            graph -> graph.ofType(CloudflareTypes.AUTHENTICATED_ORIGIN_PULLS_SETTINGS).stream()
                            .anyMatch(settings ->
                                    settings.input("enabled").asBoolean().orElse(false))
                    || graph.ofType(CloudflareTypes.ZONE_SETTING).stream()
                            .anyMatch(setting -> setting.input("settingId")
                                            .asText()
                                            .orElse("")
                                            .equals("tls_client_auth")
                                    && setting.input("value")
                                            .asText()
                                            .orElse("")
                                            .equals("on"));

    private static Verdict isLocked(GraphResource balancer, RuleContext context) {
        boolean behind = context.referrers(balancer, "content", CloudflareTypes.DNS_RECORD).stream()
                .anyMatch(CloudflareFirewallRules::isProxied);
        boolean internal = balancer.input("internal").asBoolean().orElse(false);
        if (!behind || internal) {
            return Verdict.NOT_APPLICABLE;
        }
        PropertyValue groups = balancer.input("securityGroups");
        if (!groups.isAbsent() && !groups.isUnknown() && !(groups.revealed() instanceof PropertyValue.ListValue)) {
            return Verdict.fail("securityGroups is " + groups.describe() + " but must be a list");
        }
        List<GraphResource> own = context.references(balancer, "securityGroups", AwsTypes.EC2_SECURITY_GROUP);
        if (own.isEmpty()) {
            return groups.containsUnknown() ? Verdict.unknown("securityGroups") : Verdict.NOT_APPLICABLE;
        }
        Verdict verdict = Verdict.all(own.stream()
                .flatMap(group -> Stream.concat(
                        Stream.of(group),
                        context
                                .referrers(
                                        group,
                                        "securityGroupId",
                                        AwsTypes.EC2_SECURITY_GROUP_RULE,
                                        AwsTypes.VPC_SECURITY_GROUP_INGRESS_RULE)
                                .stream()))
                .map(CloudflareOriginRules::isClosed)
                .toList());
        return verdict instanceof Verdict.Fail && verifiesCloudflare(balancer, context) ? Verdict.PASS : verdict;
    }

    private static Verdict isClosed(GraphResource ingress) {
        Verdict verdict = Ingress.judge(
                ingress, Ingress.World.BOTH, (allTraffic, from, to) -> allTraffic || (from <= HTTPS && HTTPS <= to));
        return verdict instanceof Verdict.Fail failure
                ? Verdict.fail(failure.message() + " in " + ingress.name())
                : verdict;
    }

    /** Cloudflare shows its certificate, and each listener with its own certificate requires it. */
    private static boolean verifiesCloudflare(GraphResource balancer, RuleContext context) {
        boolean shown = context.graph().once(SHOWS_CERTIFICATE);
        List<GraphResource> listeners = context.referrers(balancer, "loadBalancerArn", AwsTypes.LB_LISTENER).stream()
                .filter(listener ->
                        listener.input("protocol").asText().orElse("").equals("HTTPS"))
                .toList();
        return shown
                && !listeners.isEmpty()
                && listeners.stream().allMatch(listener -> listener.input("mutualAuthentication.mode")
                        .asText()
                        .orElse("")
                        .equals("verify"));
    }
}
