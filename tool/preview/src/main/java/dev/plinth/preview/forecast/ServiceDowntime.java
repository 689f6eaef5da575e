package dev.plinth.preview.forecast;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** What a change of an ECS service interrupts: nothing, as long as enough tasks keep running while others start. */
final class ServiceDowntime implements DowntimeRule {

    /** Changes that start other tasks. */
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

    /** From the stop of the last task to the first healthy one; ECS gives no figure. */
    private static final Extent START = Extent.seconds(30, 300);

    @Override
    public List<Interruption> of(ResourceChange change, Forecast forecast) {
        GraphResource service = change.resource();
        if (change.operation() == Operation.REPLACE) {
            return replaced(change, forecast);
        }
        if (change.after("desiredCount").asNumber().orElse(1) == 0
                && change.before("desiredCount").asNumber().orElse(1) > 0) {
            return List.of(Interruption.unknown(service, "no task is wanted any more", Facts.ECS_ROLLING));
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
                    service, "the deployment controller " + controller + " decides", Facts.ECS_ROLLING));
        }
        var minimum = change.after("deploymentMinimumHealthyPercent");
        double percent = minimum.asNumber().orElse(ALL);
        OptionalDouble count = change.before("desiredCount").asNumber();
        if (minimum.isUnknown() || (percent < ALL && count.isEmpty())) {
            return List.of(Interruption.unknown(
                    service, "how many tasks keep running during the deployment is not known", Facts.ECS_ROLLING));
        }
        // ECS rounds up, so only none of many, or any of none, is none.
        boolean keepsRunning = percent >= ALL || Math.ceil(count.orElse(0) * percent / ALL) >= 1;
        return keepsRunning || count.orElse(1) == 0
                ? List.of()
                : List.of(Interruption.now(
                        service,
                        START,
                        "a deployment with deploymentMinimumHealthyPercent 0 may stop every task before others run",
                        Facts.ECS_ROLLING + "; the times are an " + Facts.ASSUMPTION));
    }

    private static List<Interruption> replaced(ResourceChange change, Forecast forecast) {
        GraphResource service = change.resource();
        boolean waits = change.after("waitForSteadyState").asBoolean().orElse(false);
        return forecast.absence(service.urn())
                .map(away -> List.of(Interruption.now(
                        service,
                        waits ? away : away.plus(START),
                        "it is deleted before it is created again, and its tasks with it",
                        "this forecast")))
                .orElseGet(() -> waits
                        ? List.of()
                        : List.of(Interruption.unknown(
                                service,
                                "the old tasks are stopped whether the new ones are healthy or not, as it doesn't"
                                        + " wait for a steady state",
                                Facts.ECS_ROLLING)));
    }
}
