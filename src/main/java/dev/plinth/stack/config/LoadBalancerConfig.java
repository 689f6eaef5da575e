package dev.plinth.stack.config;

import dev.plinth.components.edge.CertificateKeyAlgorithm;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.SslPolicy;
import dev.plinth.settings.Default;
import dev.plinth.settings.Keys;
import dev.plinth.settings.Matches;
import dev.plinth.settings.Patterns;
import dev.plinth.settings.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code loadBalancer}: the load balancer of services with {@code hostnames}. Without the section {@code edge} it is
 * the public entrance, and takes its domain and certificate from here.
 *
 * @param domain domain of the services' host names; with {@code edge} it is {@code edge.zone}
 * @param hostedZoneId Route 53 zone of the domain, which gets the certificate's validation records and the host names
 * @param certificateArn certificate that exists; one is created where it is left out
 * @param certificateKeyAlgorithm algorithm of the created certificate's key; another one replaces the certificate
 * @param internal whether it has private addresses only; changing it replaces the load balancer
 * @param plainHttp whether an internal load balancer speaks HTTP without TLS
 * @param ingress from where it can be reached; CLOUDFLARE with {@code edge}, VPC when internal, else ANYWHERE
 * @param redirectHttp whether port 80 leads to port 443
 * @param sslPolicy TLS versions and ciphers that clients may use
 * @param clientTrustStoreArn trust store of client certificates, which clients must then have
 * @param deletionProtection whether AWS refuses to delete it
 * @param idleTimeoutSeconds silence after which a connection is closed, in seconds
 * @param deregistrationDelaySeconds how long a stopping task may finish its requests, in seconds
 * @param webFirewall whether AWS WAF inspects every request
 * @param countedFirewallRules rules that only count what they match, by their group
 * @param firewallRateLimit requests that an address may send in five minutes before the firewall blocks it
 */
public record LoadBalancerConfig(
        @Matches(regex = Patterns.DOMAIN, allowed = Patterns.DOMAIN_ALLOWED) Optional<String> domain,
        @Matches(regex = Patterns.HOSTED_ZONE_ID, allowed = Patterns.HOSTED_ZONE_ID_ALLOWED)
                Optional<String> hostedZoneId,
        @Matches(regex = Patterns.CERTIFICATE_ARN, allowed = Patterns.CERTIFICATE_ARN_ALLOWED)
                Optional<String> certificateArn,
        @Default("\"EC_PRIME256V1\"") CertificateKeyAlgorithm certificateKeyAlgorithm,
        @Default("false") boolean internal,
        @Default("false") boolean plainHttp,
        Optional<IngressSource> ingress,
        @Default("true") boolean redirectHttp,
        @Default("\"TLS13_1_2_RES_2021_06\"") SslPolicy sslPolicy,
        @Matches(
                        regex = "arn:aws[a-z-]*:elasticloadbalancing:\\S+:truststore/\\S+",
                        allowed = "the ARN of a trust store")
                Optional<String> clientTrustStoreArn,
        @Default("true") boolean deletionProtection,
        @Default("60") @Range(min = 1, max = 4000) int idleTimeoutSeconds,
        @Default("30") @Range(min = 1, max = 3600) int deregistrationDelaySeconds,
        @Default("true") boolean webFirewall,
        @Default("{}") @Keys(regex = Patterns.RULE_GROUP, allowed = Patterns.RULE_GROUP_ALLOWED)
                Map<String, List<String>> countedFirewallRules,
        @Range(min = 10, max = 2000000000) Optional<Integer> firewallRateLimit) {

    /** Rejects settings that exclude each other. */
    public LoadBalancerConfig {
        if (plainHttp && (!internal || certificateArn.isPresent() || clientTrustStoreArn.isPresent())) {
            throw new IllegalArgumentException("has plainHttp without internal, or with a certificate or trust store");
        }
        boolean cloudflare = ingress.filter(IngressSource.CLOUDFLARE::equals).isPresent();
        if (cloudflare && (internal || firewallRateLimit.isPresent())) {
            throw new IllegalArgumentException("has internal or firewallRateLimit with ingress CLOUDFLARE");
        }
        if (!webFirewall && (firewallRateLimit.isPresent() || !countedFirewallRules.isEmpty())) {
            throw new IllegalArgumentException("has firewallRateLimit or countedFirewallRules without webFirewall");
        }
    }
}
