package dev.plinth.preview.forecast;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Downtime of a change, from its updates and replacements. Deletions are covered by the guards.
 */
final class Downtime {

    private static final Set<String> TAGS = Set.of("tags", "tagsAll");

    private static final Map<String, DowntimeRule> RULES = Map.ofEntries(
            Map.entry(AwsTypes.RDS_INSTANCE, new DatabaseDowntime()),
            Map.entry(AwsTypes.RDS_PARAMETER_GROUP, new ParameterDowntime()),
            Map.entry(AwsTypes.ELASTICACHE_REPLICATION_GROUP, new CacheDowntime()),
            Map.entry(AwsTypes.ECS_SERVICE, new ServiceDowntime()),
            Map.entry(AwsTypes.LB_LOAD_BALANCER, TrafficDowntime::ofLoadBalancer),
            Map.entry(AwsTypes.ALB_LOAD_BALANCER, TrafficDowntime::ofLoadBalancer),
            Map.entry(AwsTypes.LB_TARGET_GROUP, TrafficDowntime::ofTargetGroup),
            Map.entry(AwsTypes.ALB_TARGET_GROUP, TrafficDowntime::ofTargetGroup),
            Map.entry(AwsTypes.EC2_NAT_GATEWAY, TrafficDowntime::ofNatGateway),
            Map.entry(AwsTypes.ROUTE53_RECORD, TrafficDowntime::ofRecord),
            Map.entry("cloudflare:index/dnsRecord:DnsRecord", TrafficDowntime::ofRecord));

    private Downtime() {}

    /** Returns the interruptions, sorted by URN. */
    static List<Interruption> of(Forecast forecast) {
        return changes(forecast)
                .flatMap(change ->
                        RULES.getOrDefault(change.resource().type(), Downtime::otherwise).of(change, forecast).stream())
                .toList();
    }

    /** Returns whether a step updates or replaces a resource that carries traffic or data. */
    static boolean isConcerned(Forecast forecast) {
        return changes(forecast)
                        .anyMatch(change -> RULES.containsKey(change.resource().type()))
                || !of(forecast).isEmpty();
    }

    private static Stream<ResourceChange> changes(Forecast forecast) {
        return PlannedStep.timed(forecast.change())
                .filter(change -> change.operation() == Operation.UPDATE || change.operation() == Operation.REPLACE)
                .filter(change ->
                        change.operation() == Operation.REPLACE || !TAGS.containsAll(PlannedStep.changed(change)));
    }

    private static List<Interruption> otherwise(ResourceChange change, Forecast forecast) {
        TypesWithoutDowntime withoutDowntime = TypesWithoutDowntime.shipped();
        String type = change.resource().type();
        if (change.operation() == Operation.REPLACE) {
            return withoutDowntime.isQuiet(type) ? List.of() : replaced(change, forecast);
        }
        return withoutDowntime.isQuiet(type) || withoutDowntime.isUpdatedInPlace(type)
                ? List.of()
                : List.of(Interruption.unknown(
                        change.resource(), "the effect of an update of " + type + " is unknown", ""));
    }

    /** Returns the downtime of a replacement by its order only. */
    static List<Interruption> replaced(ResourceChange change, Forecast forecast) {
        String urn = change.resource().urn();
        return forecast.absence(urn)
                .map(away -> List.of(Interruption.now(
                        change.resource(),
                        away,
                        "deleted before it is recreated, and its dependents wait",
                        "this forecast")))
                .orElseGet(() -> TypesWithoutDowntime.shipped()
                                .isMovedFrom(change.resource().type())
                        ? List.of()
                        : List.of(Interruption.unknown(
                                change.resource(),
                                "created before the old one is deleted; the switchover of its dependents is unknown",
                                "")));
    }
}
