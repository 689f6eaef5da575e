package dev.plinth.preview.forecast;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.preview.StackChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Phases of the deployment by CodeDeploy that follows an update with a new task definition.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html">Deployments on an Amazon ECS compute
 *     platform</a>
 */
final class DeploymentPhases {

    /** AWS's own configurations have their shift in their names. */
    private static final Pattern PREDEFINED = Pattern.compile(".*(Canary|Linear)(\\d+)Percent(?:Every)?(\\d+)Minutes");

    private static final String WAITS = "blueGreenDeploymentConfig.";

    private DeploymentPhases() {}

    /** Returns a line for each service with a new task definition that CodeDeploy deploys, sorted by URN of the deployment group. */
    static List<String> of(StackChange change) {
        Set<String> versions = change.changes().stream()
                .filter(each -> each.operation() == Operation.CREATE || each.operation() == Operation.REPLACE)
                .map(ResourceChange::resource)
                .filter(resource -> resource.type().equals(AwsTypes.ECS_TASK_DEFINITION))
                .map(GraphResource::urn)
                .collect(Collectors.toCollection(TreeSet::new));
        if (versions.isEmpty()) {
            return List.of();
        }
        return change.after().ofType(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP).stream()
                .flatMap(group -> service(group, change.after()).stream()
                        .filter(service ->
                                change.before().resource(service.urn()).isPresent())
                        .filter(service -> service.dependencies().stream().anyMatch(versions::contains))
                        .map(service -> service.name() + ": " + phases(group, change.after())))
                .toList();
    }

    private static Optional<GraphResource> service(GraphResource group, ResourceGraph graph) {
        return graph.withDependencies(group).dependencies().stream()
                .flatMap(urn -> graph.resource(urn).stream())
                .filter(resource -> resource.type().equals(AwsTypes.ECS_SERVICE))
                .findFirst();
    }

    private static String phases(GraphResource group, ResourceGraph graph) {
        return "after the update, a CodeDeploy deployment: health checks, test traffic, " + approval(group)
                + shift(group, graph) + ", then the old tasks stay for "
                + minutes(group, "terminateBlueInstancesOnDeploymentSuccess.terminationWaitTimeInMinutes")
                + " min";
    }

    private static String approval(GraphResource group) {
        String ready = WAITS + "deploymentReadyOption.";
        return group.input(ready + "actionOnTimeout").asText().orElse("").equals("STOP_DEPLOYMENT")
                ? "an approval within " + minutes(group, "deploymentReadyOption.waitTimeInMinutes") + " min, "
                : "";
    }

    private static long minutes(GraphResource group, String path) {
        return (long) group.input(WAITS + path).asNumber().orElse(0);
    }

    private static String shift(GraphResource group, ResourceGraph graph) {
        Matcher known =
                PREDEFINED.matcher(group.input("deploymentConfigName").asText().orElse(""));
        if (known.matches()) {
            return words(known.group(1), Long.parseLong(known.group(2)), Long.parseLong(known.group(3)));
        }
        return graph.references(group, "deploymentConfigName", AwsTypes.CODEDEPLOY_DEPLOYMENT_CONFIG).stream()
                .findFirst()
                .flatMap(DeploymentPhases::custom)
                .orElse("100 % of the requests at once");
    }

    private static Optional<String> custom(GraphResource configuration) {
        return List.of("Canary", "Linear").stream()
                .filter(kind -> !configuration
                        .input("trafficRoutingConfig.timeBased" + kind)
                        .isEmpty())
                .map(kind -> words(
                        kind, routing(configuration, kind, "percentage"), routing(configuration, kind, "interval")))
                .findFirst();
    }

    private static long routing(GraphResource configuration, String kind, String key) {
        return (long) configuration
                .input("trafficRoutingConfig.timeBased" + kind + "." + key)
                .asNumber()
                .orElse(0);
    }

    private static String words(String kind, long percent, long minutes) {
        return kind.equals("Canary")
                ? percent + " % of the requests for " + minutes + " min, then 100 %"
                : percent + " % more of the requests every " + minutes + " min";
    }
}
