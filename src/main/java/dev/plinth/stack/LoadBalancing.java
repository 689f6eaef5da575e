package dev.plinth.stack;

import com.pulumi.core.Output;
import dev.plinth.components.dns.DnsZone;
import dev.plinth.components.dns.DnsZoneArgs;
import dev.plinth.components.dns.ZoneRecord;
import dev.plinth.components.edge.CloudflareZone;
import dev.plinth.components.edge.CloudflareZoneArgs;
import dev.plinth.components.edge.FirewallRule;
import dev.plinth.components.edge.Hostname;
import dev.plinth.components.edge.RateLimit;
import dev.plinth.components.edge.TlsCertificate;
import dev.plinth.components.edge.TlsCertificateArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.ManagedRuleGroup;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.Network;
import dev.plinth.components.storage.ObjectStorage;
import dev.plinth.stack.config.EdgeConfig;
import dev.plinth.stack.config.LoadBalancerConfig;
import dev.plinth.stack.config.ServiceConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way from the internet to the services: certificate, load balancer, and Cloudflare or Route 53 in front. */
final class LoadBalancing {

    /** The priorities below are those that the configuration gives itself. */
    private static final int FIRST_PRIORITY = 1001;

    private static final int PRIORITIES = 40_000;

    private final Stack stack;
    private final LoadBalancerConfig settings;

    LoadBalancing(Stack stack) {
        this.stack = stack;
        this.settings = stack.config().loadBalancer();
    }

    /** Returns whether a service has host names. */
    static boolean isNeeded(EnvironmentConfig config) {
        return config.services().values().stream().anyMatch(ServiceConfig::isBalanced);
    }

    /** The host names that lead to services, in the order of the edge where there is one, else by service. */
    static List<String> hostnames(EnvironmentConfig config) {
        Set<String> served = new LinkedHashSet<>();
        config.services().values().forEach(service -> served.addAll(service.hostnames()));
        return config.edge()
                .map(edge -> edge.hostnames().stream().filter(served::contains).toList())
                .orElseGet(() -> List.copyOf(served));
    }

    /**
     * The priority of a service's route. Where the configuration gives none it follows from the name alone, so that another service
     * changes no route: AWS refuses a priority that another rule still has.
     */
    static int priority(String name, ServiceConfig service) {
        return service.priority().orElseGet(() -> FIRST_PRIORITY + Math.floorMod(name.hashCode(), PRIORITIES));
    }

    /** The services in the order of their routes, then those that nobody calls, by name. */
    static Map<String, ServiceConfig> byPriority(EnvironmentConfig config) {
        Map<String, ServiceConfig> ordered = new LinkedHashMap<>();
        config.services().entrySet().stream()
                .sorted(Comparator.comparingInt(entry ->
                        entry.getValue().isBalanced() ? priority(entry.getKey(), entry.getValue()) : Integer.MAX_VALUE))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    ApplicationLoadBalancer create(Network network, ObjectStorage logs) {
        ApplicationLoadBalancerArgs.Builder args = ApplicationLoadBalancerArgs.builder()
                .network(network)
                .accessLogBucket(logs.bucketName())
                .routes(routes())
                .internal(settings.internal())
                .plainHttp(settings.plainHttp())
                .ingress(settings.ingress().orElse(defaultIngress()))
                .redirectHttp(settings.redirectHttp())
                .sslPolicy(settings.sslPolicy())
                .deletionProtection(settings.deletionProtection())
                .idleTimeoutSeconds(settings.idleTimeoutSeconds())
                .deregistrationDelaySeconds(settings.deregistrationDelaySeconds())
                .webFirewall(settings.webFirewall())
                .countedFirewallRules(countedFirewallRules())
                .firewallLogRetentionDays(stack.logRetentionDays());
        if (!settings.plainHttp()) {
            args.certificateArn(settings.certificateArn().map(Output::of).orElseGet(() -> createCertificate()
                    .certificateArn()));
        }
        settings.clientTrustStoreArn().ifPresent(args::clientTrustStoreArn);
        settings.firewallRateLimit().ifPresent(args::firewallRateLimit);
        return new ApplicationLoadBalancer("ingress", args.build(), stack.options());
    }

    private IngressSource defaultIngress() {
        if (settings.internal()) {
            return IngressSource.VPC;
        }
        return stack.config().edge().isPresent() ? IngressSource.CLOUDFLARE : IngressSource.ANYWHERE;
    }

    private Map<ManagedRuleGroup, List<String>> countedFirewallRules() {
        Map<ManagedRuleGroup, List<String>> counted = new EnumMap<>(ManagedRuleGroup.class);
        settings.countedFirewallRules().forEach((group, rules) -> counted.put(ManagedRuleGroup.valueOf(group), rules));
        return counted;
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        byPriority(stack.config()).forEach((name, service) -> {
            if (service.isBalanced()) {
                routes.add(new Route(
                        name,
                        service.port().orElseThrow(),
                        service.healthCheckPath(),
                        service.hostnames().stream().map(stack::domain).toList(),
                        service.paths(),
                        priority(name, service)));
            }
        });
        return routes;
    }

    private TlsCertificate createCertificate() {
        List<String> domains =
                hostnames(stack.config()).stream().map(stack::domain).toList();
        TlsCertificateArgs.Builder args = TlsCertificateArgs.builder()
                .domainName(domains.get(0))
                .subjectAlternativeNames(domains.subList(1, domains.size()))
                .keyAlgorithm(settings.certificateKeyAlgorithm());
        stack.config().edge().map(EdgeConfig::zoneId).ifPresentOrElse(args::zoneId, () -> settings.hostedZoneId()
                .ifPresent(args::hostedZoneId));
        return new TlsCertificate("certificate", args.build(), stack.options());
    }

    /** Creates the host names' records in Route 53, when the domain's zone is there and the edge is left out. */
    void createRecords(ApplicationLoadBalancer loadBalancer) {
        settings.hostedZoneId()
                .filter(zone -> stack.config().edge().isEmpty())
                .ifPresent(zone -> new DnsZone(
                        "dns",
                        DnsZoneArgs.builder()
                                .zoneName(stack.domain("@"))
                                .hostedZoneId(zone)
                                .records(hostnames(stack.config()).stream()
                                        .map(hostname -> ZoneRecord.alias(hostname, loadBalancer))
                                        .toList())
                                .build(),
                        stack.options()));
    }

    /**
     * Creates Cloudflare's zone.
     *
     * @param origin the load balancer's DNS name; null where no service has host names
     */
    void createEdge(EdgeConfig edge, @Nullable Output<String> origin) {
        List<RateLimit> limits =
                new ArrayList<>(List.of(RateLimit.perMinute("All requests", "true", edge.requestsPerMinute())));
        edge.rateLimits()
                .forEach(limit -> limits.add(new RateLimit(
                        limit.description(),
                        limit.expression(),
                        limit.requestsPerPeriod(),
                        limit.periodSeconds(),
                        limit.mitigationTimeoutSeconds(),
                        limit.action())));
        Map<String, Output<String>> origins = new LinkedHashMap<>();
        edge.origins().forEach((hostname, server) -> origins.put(hostname, Output.of(server)));
        CloudflareZoneArgs.Builder args = CloudflareZoneArgs.builder()
                .zoneId(edge.zoneId())
                .zoneName(edge.zone())
                .hostnames(edge.hostnames().stream()
                        .map(hostname -> hostname(edge, hostname))
                        .toList())
                .origins(origins)
                .minTlsVersion(edge.minTlsVersion())
                .hstsMaxAgeSeconds(edge.hstsMaxAgeSeconds())
                .hstsPreload(edge.hstsPreload())
                .securityLevel(edge.securityLevel())
                .managedRulesets(edge.managedRulesets())
                .firewallRules(edge.firewallRules().stream()
                        .map(rule -> new FirewallRule(rule.description(), rule.expression(), rule.action()))
                        .toList())
                .rateLimits(limits)
                .cacheTtlSeconds(edge.cacheTtlSeconds())
                .contentSecurityPolicy(edge.contentSecurityPolicy())
                .dnssec(edge.dnssec())
                .tieredCache(edge.tieredCache())
                .authenticatedOriginPulls(edge.authenticatedOriginPulls())
                .webSockets(edge.webSockets());
        if (origin != null) {
            args.origin(origin);
        }
        new CloudflareZone("edge", args.build(), stack.options());
    }

    private static Hostname hostname(EdgeConfig edge, String hostname) {
        if (edge.cachedHostname().filter(hostname::equals).isPresent()) {
            return Hostname.cdn(hostname);
        }
        return edge.adminHostname().filter(hostname::equals).isPresent()
                ? Hostname.admin(hostname, edge.adminAllowedCidrs())
                : Hostname.api(hostname);
    }
}
