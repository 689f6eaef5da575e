package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.List;

/** Container services in their clusters. */
final class ServiceElements {

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;

    ServiceElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    void create() {
        for (GraphResource service : graph.ofType(AwsTypes.ECS_SERVICE)) {
            ElementNode tier =
                    diagram.place(service, graph.references(service, "networkConfiguration", AwsTypes.EC2_SUBNET));
            ElementNode holder = graph.references(service, "cluster", AwsTypes.ECS_CLUSTER).stream()
                    .findFirst()
                    .map(cluster -> cluster(tier, cluster))
                    .orElse(tier);
            boolean fargate = Labels.text(service, "launchType").equals("FARGATE");
            ElementNode element = diagram.show(
                    holder,
                    new ElementNode(
                            service.urn(),
                            ElementKind.SERVICE,
                            fargate ? "Fargate service" : "ECS service",
                            diagram.name(service)),
                    service);
            for (GraphResource task : graph.references(service, "taskDefinition", AwsTypes.ECS_TASK_DEFINITION)) {
                element.folded.add(task);
                element.detail(size(task));
            }
            List<GraphResource> targets = graph.referrers(service, "resourceId", AwsTypes.APPAUTOSCALING_TARGET);
            element.detail(targets.stream()
                    .findFirst()
                    .map(target -> Labels.range(
                            Labels.number(target, "minCapacity"), Labels.number(target, "maxCapacity"), "task"))
                    .orElseGet(() -> Labels.count(Labels.number(service, "desiredCount"), "task")));
        }
    }

    private ElementNode cluster(ElementNode tier, GraphResource cluster) {
        String id = "cluster " + tier.id + " " + cluster.urn();
        return diagram.find(id)
                .orElseGet(() -> diagram.show(
                        tier,
                        new ElementNode(id, ElementKind.COMPONENT, "ECS cluster", diagram.name(cluster)),
                        cluster));
    }

    private static String size(GraphResource task) {
        double units = task.input("cpu").asNumber().orElse(0);
        double mebibytes = task.input("memory").asNumber().orElse(0);
        return units == 0 ? "" : Labels.decimal(units / 1024) + " vCPU, " + Labels.decimal(mebibytes / 1024) + " GiB";
    }
}
