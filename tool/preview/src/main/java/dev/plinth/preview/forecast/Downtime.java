package dev.plinth.preview.forecast;

import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a change interrupts. A creation interrupts nothing; what is deleted for good is no downtime but an end, of which the
 * guards tell.
 */
final class Downtime {

    private static final Set<String> TAGS = Set.of("tags", "tagsAll");

    private static final Map<String, DowntimeRule> RULES = Map.ofEntries(
            Map.entry("aws:rds/instance:Instance", new DatabaseDowntime()),
            Map.entry("aws:rds/parameterGroup:ParameterGroup", new ParameterDowntime()),
            Map.entry("aws:elasticache/replicationGroup:ReplicationGroup", new CacheDowntime()),
            Map.entry("aws:ecs/service:Service", new ServiceDowntime()),
            Map.entry("aws:lb/loadBalancer:LoadBalancer", TrafficDowntime::ofLoadBalancer),
            Map.entry("aws:alb/loadBalancer:LoadBalancer", TrafficDowntime::ofLoadBalancer),
            Map.entry("aws:lb/targetGroup:TargetGroup", TrafficDowntime::ofTargetGroup),
            Map.entry("aws:alb/targetGroup:TargetGroup", TrafficDowntime::ofTargetGroup),
            Map.entry("aws:ec2/natGateway:NatGateway", TrafficDowntime::ofNatGateway),
            Map.entry("aws:route53/record:Record", TrafficDowntime::ofRecord),
            Map.entry("cloudflare:index/dnsRecord:DnsRecord", TrafficDowntime::ofRecord));

    private Downtime() {}

    /** The interruptions, in the order of the URNs. */
    static List<Interruption> of(Forecast forecast) {
        return PlannedStep.timed(forecast.change())
                .filter(change -> change.operation() == Operation.UPDATE || change.operation() == Operation.REPLACE)
                .filter(change ->
                        change.operation() == Operation.REPLACE || !TAGS.containsAll(PlannedStep.changed(change)))
                .flatMap(change ->
                        RULES.getOrDefault(change.resource().type(), Downtime::otherwise).of(change, forecast).stream())
                .toList();
    }

    private static List<Interruption> otherwise(ResourceChange change, Forecast forecast) {
        QuietTypes quiet = QuietTypes.shipped();
        String type = change.resource().type();
        if (change.operation() == Operation.REPLACE) {
            return quiet.isQuiet(type) ? List.of() : replaced(change, forecast);
        }
        return quiet.isQuiet(type) || quiet.isUpdatedInPlace(type)
                ? List.of()
                : List.of(Interruption.unknown(
                        change.resource(), "Plinth knows nothing of what an update of " + type + " interrupts", ""));
    }

    /** A replacement that no rule says more of: the order decides. */
    static List<Interruption> replaced(ResourceChange change, Forecast forecast) {
        String urn = change.resource().urn();
        return forecast.absence(urn)
                .map(away -> List.of(Interruption.now(
                        change.resource(),
                        away,
                        "it is deleted before it is created again, and what uses it waits",
                        "this forecast")))
                .orElseGet(
                        () -> QuietTypes.shipped().isMovedFrom(change.resource().type())
                                ? List.of()
                                : List.of(Interruption.unknown(
                                        change.resource(),
                                        "its replacement is made before it is deleted, and how what uses it moves over is not known",
                                        "")));
    }
}
