package dev.plinth.preview.forecast;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.StackChange;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Downtime of changes of load balancers, target groups, NAT gateways and DNS records. */
final class TrafficDowntime {

    /** Time to live of the names of Elastic Load Balancing. */
    private static final Duration LOAD_BALANCER_TTL = Duration.ofMinutes(1);

    /** Cloudflare's automatic time to live, which is written as 1. */
    private static final Duration AUTOMATIC_TTL = Duration.ofMinutes(5);

    /** Caching of missing names; 1,800 s in Cloudflare's zones. */
    private static final Duration ABSENCE = Duration.ofMinutes(30);

    /** From the registration of targets to their first health. */
    private static final DowntimeRange HEALTHY = DowntimeRange.between(Duration.ofSeconds(30), Duration.ofMinutes(10));

    /** Properties with the target of a record. */
    private static final Set<String> LEADING =
            Set.of("aliases", "content", "data", "name", "proxied", "records", "type", "value");

    /** Target of ACM's validation records. */
    private static final Pattern VALIDATION = Pattern.compile("_.+\\.acm-validations\\.aws\\.?");

    /** Properties with the value of a record. */
    private static final List<String> VALUES = List.of("records", "content", "value");

    private TrafficDowntime() {}

    static List<Interruption> ofLoadBalancer(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.UPDATE) {
            return List.of();
        }
        GraphResource balancer = change.resource();
        Duration away =
                forecast.absence(balancer.urn()).flatMap(DowntimeRange::low).orElse(Duration.ZERO);
        return List.of(Interruption.now(
                balancer,
                DowntimeRange.atLeast(away.plus(LOAD_BALANCER_TTL)),
                "a target group can belong to one load balancer only, so its targets move, and clients must resolve"
                        + " the new address",
                DowntimeSources.TARGET_GROUPS));
    }

    static List<Interruption> ofTargetGroup(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.UPDATE) {
            return List.of();
        }
        GraphResource group = change.resource();
        return List.of(Interruption.now(
                group,
                forecast.absence(group.urn()).map(HEALTHY::plus).orElse(HEALTHY),
                "the new target group has no healthy targets at first",
                DowntimeSources.TARGET_GROUPS + "; times: " + DowntimeSources.ASSUMPTION));
    }

    static List<Interruption> ofNatGateway(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.UPDATE) {
            return List.of();
        }
        GraphResource gateway = change.resource();
        return List.of(forecast.absence(gateway.urn())
                .map(away -> Interruption.now(
                        gateway,
                        away,
                        "no outbound traffic from its subnets between deletion and creation",
                        "this forecast"))
                .orElseGet(() -> Interruption.now(
                        gateway,
                        DowntimeRange.seconds(1, 60),
                        "open outbound connections are closed; new ones use the new gateway",
                        DowntimeSources.NAT + "; seconds: " + DowntimeSources.ASSUMPTION)));
    }

    static List<Interruption> ofRecord(ResourceChange change, Forecast forecast) {
        if (isOfValidation(change, forecast.change())) {
            return List.of();
        }
        GraphResource dnsRecord = change.resource();
        if (change.operation() == Operation.REPLACE) {
            return forecast.absence(dnsRecord.urn())
                    .map(away -> List.of(Interruption.now(
                            dnsRecord,
                            away.plus(DowntimeRange.between(Duration.ZERO, ABSENCE)),
                            "the name does not exist between deletion and creation, and resolvers may cache its"
                                    + " absence",
                            DowntimeSources.NEGATIVE_CACHING + "; duration by the zone's SOA record")))
                    .orElseGet(() -> Downtime.replaced(change, forecast));
        }
        boolean leads = PlannedStep.changed(change).stream().anyMatch(LEADING::contains);
        boolean proxied = change.before("proxied").asBoolean().orElse(false)
                && change.after("proxied").asBoolean().orElse(false);
        if (!leads || (proxied && !change.changes("name"))) {
            // A proxied name keeps Cloudflare's address.
            return List.of();
        }
        OptionalDouble ttl = change.before("ttl").asNumber();
        Duration cached =
                ttl.isEmpty() || ttl.getAsDouble() == 1 ? AUTOMATIC_TTL : Duration.ofSeconds((long) ttl.getAsDouble());
        return List.of(Interruption.now(
                dnsRecord,
                DowntimeRange.between(Duration.ZERO, cached),
                "resolvers may return the old address until the record's TTL expires",
                "the record's ttl"));
    }

    /**
     * Returns whether a record only validates a domain for ACM. Clients do not resolve it, and an issued certificate stays valid
     * without it until its renewal.
     *
     * @see <a href="https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html">DNS validation</a>
     */
    private static boolean isOfValidation(ResourceChange change, StackChange stack) {
        return change.before().map(old -> isOfValidation(old, stack.before())).orElse(true)
                && change.after()
                        .map(made -> isOfValidation(made, stack.after()))
                        .orElse(true);
    }

    private static boolean isOfValidation(GraphResource dnsRecord, ResourceGraph graph) {
        return VALUES.stream()
                .anyMatch(property -> texts(dnsRecord.input(property)).anyMatch(VALIDATION.asMatchPredicate())
                        || (dnsRecord.input(property).containsUnknown()
                                && !graph.references(dnsRecord, property, AwsTypes.ACM_CERTIFICATE)
                                        .isEmpty()));
    }

    private static Stream<String> texts(PropertyValue value) {
        return Stream.concat(Stream.of(value), value.elements().stream()).flatMap(each -> each.asText().stream());
    }
}
