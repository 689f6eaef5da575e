package dev.plinth.policies.rules.cloudflare;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.policies.rule.CloudflareTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/** Rules for origins that must tell their own Cloudflare zone from those of other customers. */
public final class OriginVerificationRules {

    /**
     * @see <a href="https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/">Authenticated origin pulls</a>
     * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html">Mutual TLS of
     *     Application Load Balancers</a>
     */
    private static final Rule VERIFIED = Rule.named("cf-origin-pulls-verified")
            .title("Load balancers behind Cloudflare verify the zone's client certificate")
            .severity(Severity.LOW)
            .on(AwsTypes.LB_LISTENER, "mutualAuthentication.mode", "protocol", "loadBalancerArn")
            .lookingAt(AwsTypes.LB_LOAD_BALANCER, "internal")
            .lookingAt(CloudflareTypes.DNS_RECORD, "content", "proxied")
            .risk("All Cloudflare customers share its addresses: requests through another zone bypass this "
                    + "zone's firewall.")
            .remediation(
                    """
                    Upload a client certificate of a private CA to the zone, add the CA to a trust store, and verify it:
                    ListenerMutualAuthenticationArgs.builder().mode("verify").trustStoreArn(trustStore.arn())
                    """)
            .requiresInStack(property("mutualAuthentication.mode")
                    .isOneOf("verify")
                    .onlyIf((listener, context) ->
                            listener.input("protocol").asText().orElse("").equals("HTTPS")
                                    && isBehindCloudflare(listener, context)));

    public static final List<Rule> ALL = List.of(VERIFIED);

    private OriginVerificationRules() {}

    private static boolean isBehindCloudflare(GraphResource listener, RuleContext context) {
        return context.references(listener, "loadBalancerArn", AwsTypes.LB_LOAD_BALANCER).stream()
                .filter(balancer -> !balancer.input("internal").asBoolean().orElse(false))
                .anyMatch(balancer -> context.referrers(balancer, "content", CloudflareTypes.DNS_RECORD).stream()
                        .anyMatch(record -> record.input("proxied").asBoolean().orElse(false)));
    }
}
