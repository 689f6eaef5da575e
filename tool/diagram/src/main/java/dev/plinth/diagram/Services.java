package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.List;

/** Container services in their clusters. */
final class Services {

    private final Drafts drafts;
    private final ResourceGraph graph;

    Services(Drafts drafts) {
        this.drafts = drafts;
        this.graph = drafts.graph();
    }

    void create() {
        for (GraphResource service : graph.ofType(Types.SERVICE)) {
            Draft tier = drafts.place(service, graph.references(service, "networkConfiguration", Types.SUBNET));
            Draft holder = graph.references(service, "cluster", Types.CLUSTER).stream()
                    .findFirst()
                    .map(cluster -> cluster(tier, cluster))
                    .orElse(tier);
            boolean fargate = Words.text(service, "launchType").equals("FARGATE");
            Draft draft = drafts.show(
                    holder,
                    new Draft(
                            service.urn(),
                            Kind.SERVICE,
                            fargate ? "Fargate service" : "ECS service",
                            drafts.name(service)),
                    service);
            for (GraphResource task : graph.references(service, "taskDefinition", Types.TASK_DEFINITION)) {
                draft.folded.add(task);
                draft.detail(size(task));
            }
            List<GraphResource> targets = graph.referrers(service, "resourceId", Types.SCALING_TARGET);
            draft.detail(targets.stream()
                    .findFirst()
                    .map(target -> Words.range(
                            Words.number(target, "minCapacity"), Words.number(target, "maxCapacity"), "task"))
                    .orElseGet(() -> Words.count(Words.number(service, "desiredCount"), "task")));
        }
    }

    private Draft cluster(Draft tier, GraphResource cluster) {
        String id = "cluster " + tier.id + " " + cluster.urn();
        return drafts.find(id)
                .orElseGet(() ->
                        drafts.show(tier, new Draft(id, Kind.COMPONENT, "ECS cluster", drafts.name(cluster)), cluster));
    }

    private static String size(GraphResource task) {
        double units = task.input("cpu").asNumber().orElse(0);
        double mebibytes = task.input("memory").asNumber().orElse(0);
        return units == 0 ? "" : Words.decimal(units / 1024) + " vCPU, " + Words.decimal(mebibytes / 1024) + " GiB";
    }
}
