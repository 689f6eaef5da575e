package dev.plinth.preview.forecast;

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

/** What changes of what leads traffic interrupt: load balancers, target groups, NAT gateways and DNS records. */
final class TrafficDowntime {

    /** How long a client keeps the address of a load balancer: Elastic Load Balancing's names have this time to live. */
    private static final Duration LOAD_BALANCER_TTL = Duration.ofMinutes(1);

    /** Cloudflare's "automatic" time to live is written as 1. */
    private static final Duration AUTOMATIC_TTL = Duration.ofMinutes(5);

    /** How long a resolver may remember that a name doesn't exist; Cloudflare's zones say 1,800 s. */
    private static final Duration ABSENCE = Duration.ofMinutes(30);

    /** From the registration of targets until they are healthy. */
    private static final Extent HEALTHY = Extent.between(Duration.ofSeconds(30), Duration.ofMinutes(10));

    /** What a record leads to. */
    private static final Set<String> LEADING =
            Set.of("aliases", "content", "data", "name", "proxied", "records", "type", "value");

    private static final String CERTIFICATE = "aws:acm/certificate:Certificate";

    /** What ACM's CNAME records point to. */
    private static final Pattern VALIDATION = Pattern.compile("_.+\\.acm-validations\\.aws\\.?");

    /** The properties that hold a record's value. */
    private static final List<String> VALUES = List.of("records", "content", "value");

    private TrafficDowntime() {}

    static List<Interruption> ofLoadBalancer(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.UPDATE) {
            return List.of();
        }
        GraphResource balancer = change.resource();
        Duration away = forecast.absence(balancer.urn()).flatMap(Extent::low).orElse(Duration.ZERO);
        return List.of(Interruption.now(
                balancer,
                Extent.atLeast(away.plus(LOAD_BALANCER_TTL)),
                "a target group serves one load balancer only, so its targets move over, and clients ask for the new"
                        + " address first",
                Facts.TARGET_GROUPS));
    }

    static List<Interruption> ofTargetGroup(ResourceChange change, Forecast forecast) {
        if (change.operation() == Operation.UPDATE) {
            return List.of();
        }
        GraphResource group = change.resource();
        return List.of(Interruption.now(
                group,
                forecast.absence(group.urn()).map(HEALTHY::plus).orElse(HEALTHY),
                "the new group is empty until its targets are registered and healthy",
                Facts.TARGET_GROUPS + "; the times are an " + Facts.ASSUMPTION));
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
                        "nothing gets out of its subnets between its deletion and its creation",
                        "this forecast"))
                .orElseGet(() -> Interruption.now(
                        gateway,
                        Extent.seconds(1, 60),
                        "open connections to the outside end; new ones take the new gateway",
                        Facts.NAT + "; the seconds are an " + Facts.ASSUMPTION)));
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
                            away.plus(Extent.between(Duration.ZERO, ABSENCE)),
                            "the name doesn't exist between its deletion and its creation, and resolvers may remember"
                                    + " that",
                            Facts.NEGATIVE_CACHING + "; how long, by the zone's SOA record")))
                    .orElseGet(() -> Downtime.replaced(change, forecast));
        }
        boolean leads = PlannedStep.changed(change).stream().anyMatch(LEADING::contains);
        boolean proxied = change.before("proxied").asBoolean().orElse(false)
                && change.after("proxied").asBoolean().orElse(false);
        if (!leads || (proxied && !change.changes("name"))) {
            // What is proxied keeps its address: Cloudflare's own.
            return List.of();
        }
        OptionalDouble ttl = change.before("ttl").asNumber();
        Duration remembered =
                ttl.isEmpty() || ttl.getAsDouble() == 1 ? AUTOMATIC_TTL : Duration.ofSeconds((long) ttl.getAsDouble());
        return List.of(Interruption.now(
                dnsRecord,
                Extent.between(Duration.ZERO, remembered),
                "resolvers lead to the old address until the record's time to live is over, wherever that address"
                        + " no longer answers",
                "the record's ttl"));
    }

    /**
     * Whether a record only proves to ACM who owns a domain: no client asks for it, and a certificate that was issued stays valid
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
                                && !graph.references(dnsRecord, property, CERTIFICATE)
                                        .isEmpty()));
    }

    private static Stream<String> texts(PropertyValue value) {
        return Stream.concat(Stream.of(value), value.elements().stream()).flatMap(each -> each.asText().stream());
    }
}
