package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resources without flows: alarms, logs, keys, images. */
final class OperationsElements {

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;

    OperationsElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    void create() {
        List<String> types = List.of(
                AwsTypes.CLOUDWATCH_METRIC_ALARM,
                AwsTypes.CLOUDWATCH_COMPOSITE_ALARM,
                AwsTypes.CLOUDWATCH_DASHBOARD,
                AwsTypes.SNS_TOPIC,
                AwsTypes.SNS_TOPIC_SUBSCRIPTION,
                AwsTypes.CLOUDWATCH_LOG_GROUP,
                AwsTypes.KMS_KEY,
                AwsTypes.SECRETSMANAGER_SECRET,
                AwsTypes.ECR_REPOSITORY);
        for (GraphResource resource : graph.ofType(types.toArray(String[]::new))) {
            diagram.regionOf(resource);
        }
        for (ElementNode region : List.copyOf(diagram.outermost())) {
            if (region.kind != ElementKind.REGION) {
                continue;
            }
            ElementNode operations =
                    new ElementNode("operations " + region.id, ElementKind.OPERATIONS, "", "Operations and security");
            createAlarms(region, operations);
            createFolded(
                    region,
                    operations,
                    ElementKind.LOGS,
                    "CloudWatch Logs",
                    Map.of(AwsTypes.CLOUDWATCH_LOG_GROUP, "log group"));
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put(AwsTypes.KMS_KEY, "key");
            keys.put(AwsTypes.SECRETSMANAGER_SECRET, "secret");
            createFolded(region, operations, ElementKind.KEYS, "KMS, Secrets Manager", keys);
            createFolded(
                    region, operations, ElementKind.IMAGES, "ECR", Map.of(AwsTypes.ECR_REPOSITORY, "image repository"));
            if (!operations.children().isEmpty()) {
                diagram.show(region, operations);
            }
        }
    }

    /** Moves log buckets without flows into the group. */
    void addLogBuckets(List<ElementNode> logs, FlowBuilder flows) {
        for (ElementNode region : diagram.outermost()) {
            Optional<ElementNode> operations = region.children().stream()
                    .filter(child -> child.kind == ElementKind.OPERATIONS)
                    .findFirst();
            for (ElementNode bucket : logs) {
                if (operations.isPresent() && region.children().contains(bucket) && !flows.isConnected(bucket)) {
                    region.remove(bucket);
                    operations.get().add(bucket);
                }
            }
        }
    }

    private List<GraphResource> within(ElementNode region, String... types) {
        return graph.ofType(types).stream()
                .filter(resource -> diagram.regionOf(resource) == region)
                .toList();
    }

    private void createAlarms(ElementNode region, ElementNode holder) {
        List<GraphResource> alarms =
                within(region, AwsTypes.CLOUDWATCH_METRIC_ALARM, AwsTypes.CLOUDWATCH_COMPOSITE_ALARM);
        List<GraphResource> rest =
                within(region, AwsTypes.CLOUDWATCH_DASHBOARD, AwsTypes.SNS_TOPIC, AwsTypes.SNS_TOPIC_SUBSCRIPTION);
        if (alarms.isEmpty() && rest.isEmpty()) {
            return;
        }
        ElementNode element = diagram.show(
                holder,
                new ElementNode(
                        "alarms " + region.id, ElementKind.ALARMS, "CloudWatch", Labels.count(alarms.size(), "alarm")),
                alarms.toArray(GraphResource[]::new));
        for (GraphResource resource : rest) {
            diagram.fold(element, resource);
        }
        element.detail(countOf(within(region, AwsTypes.CLOUDWATCH_DASHBOARD), "dashboard"));
        element.detail(countOf(within(region, AwsTypes.SNS_TOPIC), "topic"));
        element.detail(countOf(within(region, AwsTypes.SNS_TOPIC_SUBSCRIPTION), "subscriber"));
    }

    private void createFolded(
            ElementNode region, ElementNode holder, ElementKind kind, String caption, Map<String, String> types) {
        List<String> label = new ArrayList<>();
        List<GraphResource> all = new ArrayList<>();
        types.forEach((type, noun) -> {
            List<GraphResource> resources = within(region, type);
            all.addAll(resources);
            if (!resources.isEmpty()) {
                label.add(Labels.count(resources.size(), noun));
            }
        });
        if (!all.isEmpty()) {
            diagram.show(
                    holder,
                    new ElementNode(kind + " " + region.id, kind, caption, String.join(", ", label)),
                    all.toArray(GraphResource[]::new));
        }
    }

    private static String countOf(List<GraphResource> resources, String noun) {
        return resources.isEmpty() ? "" : Labels.count(resources.size(), noun);
    }
}
