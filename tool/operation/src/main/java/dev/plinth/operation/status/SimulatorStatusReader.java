package dev.plinth.operation.status;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.Urns;
import dev.plinth.simulator.SimulatedResource;
import dev.plinth.simulator.Simulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of a stack from the simulator. It has no metrics: an alarm of a deployment group is in alarm after a faulty version has
 * received requests, and all others are OK.
 */
public final class SimulatorStatusReader implements StatusReader {

    private final Path file;
    private final ResourceGraph state;

    /**
     * Creates a reader.
     *
     * @param file the simulator's file
     * @param state the stack's state
     */
    public SimulatorStatusReader(Path file, ResourceGraph state) {
        this.file = file;
        this.state = state;
    }

    @Override
    public StackStatus read() {
        try (Simulator simulator = Simulator.open(file)) {
            List<SimulatedResource> resources = simulator.list().stream()
                    .filter(resource -> Urns.stack(resource.urn()).equals(state.stack()))
                    .toList();
            List<AlarmStatus> alarms = new ArrayList<>();
            for (GraphResource alarm : state.ofType(AwsTypes.CLOUDWATCH_METRIC_ALARM)) {
                resources.stream()
                        .filter(resource -> resource.urn().equals(alarm.urn()))
                        .forEach(resource -> alarms.add(alarm(alarm, resource, simulator.now())));
            }
            alarms.sort(Comparator.comparing(AlarmStatus::state)
                    .thenComparing(each -> each.definition().name()));
            return new StackStatus(simulator.now(), alarms, services(resources), stores(resources), List.of());
        }
    }

    private static AlarmStatus alarm(GraphResource alarm, SimulatedResource resource, Instant now) {
        Map<?, ?> raised = map(resource.state().get("simulatedAlarm"));
        boolean firing = !raised.isEmpty() && now.isBefore(Instant.parse(String.valueOf(raised.get("until"))));
        return new AlarmStatus(
                new AlarmDefinition(alarm),
                firing ? AlarmStatus.State.ALARM : AlarmStatus.State.OK,
                raised.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Instant.parse(String.valueOf(raised.get(firing ? "since" : "until")))),
                OptionalDouble.empty());
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<ServiceStatus> services(List<SimulatedResource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals(AwsTypes.ECS_SERVICE))
                .map(service -> {
                    int desired = service.state().get("desiredCount") instanceof Number number ? number.intValue() : 0;
                    return new ServiceStatus(service.name(), desired, desired, deployment(service, resources));
                })
                .toList();
    }

    private static String deployment(SimulatedResource service, List<SimulatedResource> resources) {
        for (SimulatedResource group : resources) {
            boolean isOfService = group.type().equals(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP)
                    && service.state()
                            .getOrDefault("name", "")
                            .equals(map(group.state().get("ecsService")).get("serviceName"));
            if (isOfService) {
                if (!map(group.state().get("simulatedDeployment")).isEmpty()) {
                    return "in progress";
                }
                Object attempted = group.state().get("simulatedAttemptedTaskDefinition");
                return attempted == null || attempted.equals(service.state().get("taskDefinition"))
                        ? "succeeded"
                        : "failed";
            }
        }
        return "completed";
    }

    private static List<StoreStatus> stores(List<SimulatedResource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals(AwsTypes.RDS_INSTANCE)
                        || resource.type().equals(AwsTypes.ELASTICACHE_REPLICATION_GROUP))
                .map(resource -> new StoreStatus(resource.name(), "available"))
                .toList();
    }
}
