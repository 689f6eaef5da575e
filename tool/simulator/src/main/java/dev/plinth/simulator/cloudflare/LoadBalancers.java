package dev.plinth.simulator.cloudflare;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.value.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Load balancers of a zone, and the pools and monitors of an account.
 *
 * @see <a href="https://developers.cloudflare.com/api/resources/load_balancers/">Load Balancers</a>
 */
final class LoadBalancers {

    private static final String MONITOR = "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor";
    private static final String POOL = "cloudflare:index/loadBalancerPool:LoadBalancerPool";

    private static final Set<String> WEB = Set.of("http", "https");

    /** Properties of a monitor that only HTTP and HTTPS have. */
    private static final List<String> WEB_ONLY =
            List.of("path", "expectedCodes", "expectedBody", "header", "followRedirects", "allowInsecure", "probeZone");

    private LoadBalancers() {}

    static void register(Registry registry) {
        registerMonitor(registry);
        registerPool(registry);
        registerLoadBalancer(registry);
    }

    private static void registerMonitor(Registry registry) {
        registry.type(MONITOR, "load balancer monitor")
                .global()
                .id("{hex32}")
                .immutable("accountId")
                .validate(LoadBalancers::checkAccount)
                .validate(LoadBalancers::checkMonitor)
                .defaults("type", "http")
                .defaults("interval", 60L)
                .defaults("retries", 2L)
                .defaults("timeout", 5L)
                .defaults("consecutiveDown", 0L)
                .defaults("consecutiveUp", 0L)
                .computed("createdOn", "{date}T{time}Z")
                .computed("modifiedOn", "{date}T{time}Z");
    }

    private static void checkMonitor(Operation operation) {
        String type = operation.has("type") ? operation.text("type") : "http";
        for (String property : WEB_ONLY) {
            operation.require(
                    WEB.contains(type) || !operation.has(property),
                    property,
                    "only monitors of the types http and https have it, got type " + type);
        }
        operation.require(
                !operation.has("path") || operation.text("path").startsWith("/"), "path", "expected a leading slash");
        operation.require(
                !operation.has("expectedCodes")
                        || operation
                                .text("expectedCodes")
                                .matches("(\\dxx|\\d{3}(-\\d{3})?)(, ?(\\dxx|\\d{3}(-\\d{3})?))*"),
                "expectedCodes",
                "expected codes such as 200, 2xx or 200-299, got " + operation.text("expectedCodes"));
        operation.require(
                Set.of("http", "https", "icmp_ping", "udp_icmp").contains(type) || operation.has("port"),
                "port",
                "required for monitors of the type " + type);
    }

    private static void registerPool(Registry registry) {
        registry.type(POOL, "load balancer pool")
                .global()
                .id("{hex32}")
                .immutable("accountId")
                .uses("monitor", MONITOR, "monitor not found (1002)")
                .validate(LoadBalancers::checkAccount)
                .check(LoadBalancers::checkPool)
                .defaults("enabled", true)
                .defaults("minimumOrigins", 1L)
                .computed("networks", operation -> List.of("cloudflare"))
                .computed("createdOn", "{date}T{time}Z")
                .computed("modifiedOn", "{date}T{time}Z");
    }

    private static void checkPool(Operation operation) {
        Set<Object> names = new HashSet<>();
        for (Object origin : Values.asList(operation.state().get("origins"))) {
            Map<String, Object> known = Values.asMap(origin);
            operation.require(
                    known.get("name") != null && names.add(known.get("name")),
                    "origins",
                    "expected a name for each origin, unique in the pool: " + known.get("name"));
            operation.require(known.containsKey("address"), "origins", "expected an address for each origin");
        }
        operation.require(
                operation.has("latitude") == operation.has("longitude"),
                "latitude",
                "expected with longitude, or neither of them");
    }

    private static void registerLoadBalancer(Registry registry) {
        registry.type("cloudflare:index/loadBalancer:LoadBalancer", "load balancer")
                .global()
                .id("{hex32}")
                .immutable("zoneId")
                .uses("defaultPools", POOL, "pool not found (1002)")
                .uses("fallbackPool", POOL, "pool not found (1002)")
                .validate(Cloudflare::checkZone)
                .validate(LoadBalancers::checkLoadBalancer)
                .check(operation -> operation.require(
                        operation.siblings().stream()
                                .noneMatch(other -> other.text("zoneId").equals(operation.text("zoneId"))
                                        && other.text("name").equalsIgnoreCase(operation.text("name"))),
                        "1002",
                        operation.render("name: a load balancer with the name {name} already exists")))
                .defaults("enabled", true)
                .defaults("proxied", false)
                .defaults("sessionAffinity", "none")
                .computed("steeringPolicy", "off")
                .computed("zoneName", operation -> operation
                        .text("name")
                        .substring(operation.text("name").indexOf('.') + 1))
                .computed("createdOn", "{date}T{time}Z")
                .computed("modifiedOn", "{date}T{time}Z");
    }

    private static void checkLoadBalancer(Operation operation) {
        operation.require(
                !(operation.flag("proxied") && operation.has("ttl")),
                "ttl",
                "only load balancers that are not proxied have a TTL");
        boolean affinity = operation.has("sessionAffinity") && !"none".equals(operation.text("sessionAffinity"));
        operation.require(
                !operation.has("sessionAffinityTtl") || affinity,
                "sessionAffinityTtl",
                "expected a sessionAffinity other than none");
        boolean header = "header".equals(operation.text("sessionAffinity"));
        long ttl = operation.number("sessionAffinityTtl", 1800);
        operation.require(
                header ? ttl >= 30 && ttl <= 3600 : ttl >= 1800 && ttl <= 604800,
                "sessionAffinityTtl",
                "expected " + (header ? "30 to 3600" : "1800 to 604800") + " seconds, got " + ttl);
    }

    private static void checkAccount(Operation operation) {
        String account = operation.text("accountId");
        operation.require(
                account.isEmpty() || account.matches("[0-9a-f]{32}"),
                "accountId",
                "Could not route to /accounts/" + account + ", perhaps your object identifier is invalid? (7003)");
    }
}
