package dev.plinth.components.edge;

import com.pulumi.cloudflare.LoadBalancer;
import com.pulumi.cloudflare.LoadBalancerArgs;
import com.pulumi.cloudflare.LoadBalancerMonitor;
import com.pulumi.cloudflare.LoadBalancerMonitorArgs;
import com.pulumi.cloudflare.LoadBalancerPool;
import com.pulumi.cloudflare.LoadBalancerPoolArgs;
import com.pulumi.cloudflare.inputs.LoadBalancerAdaptiveRoutingArgs;
import com.pulumi.cloudflare.inputs.LoadBalancerPoolOriginArgs;
import com.pulumi.cloudflare.inputs.LoadBalancerRandomSteeringArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Cloudflare's pools of the origins in several Regions, and the load balancers of names that use them. */
final class EdgePools {

    private static final int TIMEOUT_SECONDS = 5;
    private static final int RETRIES = 2;

    /** Two failed checks in a row: a single one may be the network's. */
    private static final int CONSECUTIVE = 2;

    /** Western Europe and Eastern North America: one region's network cannot mark an origin as unhealthy by itself. */
    private static final List<String> CHECK_REGIONS = List.of("WEU", "ENAM");

    private final String zoneName;
    private final UnaryOperator<String> names;
    private final Supplier<CustomResourceOptions> options;
    private final List<Output<String>> pools = new ArrayList<>();

    EdgePools(
            String zoneName,
            EdgeFailover failover,
            UnaryOperator<String> names,
            Supplier<CustomResourceOptions> options) {
        this.zoneName = zoneName;
        this.names = names;
        this.options = options;
        LoadBalancerMonitor monitor = createMonitor(failover);
        failover.origins()
                .forEach((name, origin) ->
                        pools.add(createPool(failover, monitor, name, origin).id()));
    }

    private LoadBalancerMonitor createMonitor(EdgeFailover failover) {
        String host = Hostname.api(failover.healthCheckLabel()).in(zoneName);
        return new LoadBalancerMonitor(
                names.apply("monitor"),
                LoadBalancerMonitorArgs.builder()
                        .accountId(failover.accountId())
                        .description("Health of the Regions behind " + zoneName)
                        .type("https")
                        .method("GET")
                        .path(failover.healthCheckPath())
                        .expectedCodes("200")
                        .header(Map.of("Host", List.of(host)))
                        // The probe gets the zone's client certificate, which the load balancers may verify.
                        .probeZone(zoneName)
                        .interval(failover.intervalSeconds())
                        .timeout(TIMEOUT_SECONDS)
                        .retries(RETRIES)
                        .consecutiveDown(CONSECUTIVE)
                        .consecutiveUp(CONSECUTIVE)
                        .build(),
                options.get());
    }

    private LoadBalancerPool createPool(
            EdgeFailover failover, LoadBalancerMonitor monitor, String name, Output<String> origin) {
        return new LoadBalancerPool(
                names.apply("pool-" + name),
                LoadBalancerPoolArgs.builder()
                        .accountId(failover.accountId())
                        // Pools belong to the account: the zone's name keeps those of several stacks apart.
                        .name(zoneName.replace('.', '-') + "-" + name)
                        .origins(LoadBalancerPoolOriginArgs.builder()
                                .name(name)
                                .address(origin)
                                .enabled(true)
                                .weight(1.0)
                                .build())
                        .monitor(monitor.id())
                        .minimumOrigins(1)
                        .checkRegions(CHECK_REGIONS)
                        .build(),
                options.get());
    }

    /** Creates the load balancer of a name; it stands in for the name's DNS record. */
    void createLoadBalancer(Output<String> zoneId, Hostname hostname) {
        boolean spread = hostname.caching() == Hostname.Caching.CACHE;
        LoadBalancerArgs.Builder args = LoadBalancerArgs.builder()
                .zoneId(zoneId)
                .name(hostname.in(zoneName))
                .defaultPools(Output.all(pools))
                .fallbackPool(pools.get(0))
                .proxied(true)
                .steeringPolicy(spread ? "random" : "off")
                // A request that a Region answers with 521 to 523 is repeated at once in the next one.
                .adaptiveRouting(LoadBalancerAdaptiveRoutingArgs.builder()
                        .failoverAcrossPools(true)
                        .build());
        if (spread) {
            args.randomSteering(
                    LoadBalancerRandomSteeringArgs.builder().defaultWeight(1.0).build());
        }
        new LoadBalancer(names.apply("balancer-" + hostname.part()), args.build(), options.get());
    }
}
