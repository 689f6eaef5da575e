package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Downtime of changes of an ECS service: none while enough tasks keep running. */
final class ServiceDowntime implements DowntimeRule {

    /** Properties whose change starts new tasks. */
    private static final Set<String> DEPLOYING = Set.of(
            "capacityProviderStrategies",
            "forceNewDeployment",
            "launchType",
            "loadBalancers",
            "networkConfiguration",
            "platformVersion",
            "serviceConnectConfiguration",
            "serviceRegistries",
            "taskDefinition",
            "triggers",
            "volumeConfiguration");

    private static final double ALL = 100;

    /** From the stop of the last task to the first healthy one; ECS publishes no figure. */
    private static final DowntimeRange START = DowntimeRange.seconds(30, 300);

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        GraphResource service = change.resource();
        if (change.operation() == Operation.REPLACE) {
            return replaced(change, forecast);
        }
        if (change.after("desiredCount").asNumber().orElse(1) == 0
                && change.before("desiredCount").asNumber().orElse(1) > 0) {
            return List.of(Interruption.unknown(service, "the desired count is 0", DowntimeSources.ECS_ROLLING));
        }
        boolean deploys = PlannedStep.changed(change).stream().anyMatch(DEPLOYING::contains);
        return deploys ? deployed(change) : List.of();
    }

    private static List<Interruption> deployed(ResourceChange change) {
        GraphResource service = change.resource();
        String controller = change.after("deploymentController.type").asText().orElse("ECS");
        if (controller.equals("CODE_DEPLOY")) {
            return List.of();
        }
        if (!controller.equals("ECS")) {
            return List.of(Interruption.unknown(
                    service, "depends on the deployment controller " + controller, DowntimeSources.ECS_ROLLING));
        }
        var minimum = change.after("deploymentMinimumHealthyPercent");
        double percent = minimum.asNumber().orElse(ALL);
        OptionalDouble count = change.before("desiredCount").asNumber();
        if (minimum.isUnknown() || (percent < ALL && count.isEmpty())) {
            return List.of(Interruption.unknown(
                    service,
                    "the number of running tasks during the deployment is unknown",
                    DowntimeSources.ECS_ROLLING));
        }
        // ECS rounds up, so that only 0 % keeps no task.
        boolean keepsRunning = percent >= ALL || Math.ceil(count.orElse(0) * percent / ALL) >= 1;
        return keepsRunning || count.orElse(1) == 0
                ? List.of()
                : List.of(Interruption.now(
                        service,
                        START,
                        "a deployment with deploymentMinimumHealthyPercent 0 may stop all tasks before new ones run",
                        DowntimeSources.ECS_ROLLING + "; times: " + DowntimeSources.ASSUMPTION));
    }

    private static List<Interruption> replaced(ResourceChange change, Forecast forecast) {
        GraphResource service = change.resource();
        boolean waits = change.after("waitForSteadyState").asBoolean().orElse(false);
        return forecast.absence(service.urn())
                .map(away -> List.of(Interruption.now(
                        service,
                        waits ? away : away.plus(START),
                        "deleted with its tasks before it is recreated",
                        "this forecast")))
                .orElseGet(() -> waits
                        ? List.of()
                        : List.of(Interruption.unknown(
                                service,
                                "the old tasks are stopped before the new ones are healthy, because"
                                        + " waitForSteadyState is off",
                                DowntimeSources.ECS_ROLLING)));
    }
}
