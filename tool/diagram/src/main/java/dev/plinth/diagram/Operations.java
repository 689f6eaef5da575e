package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands beside the flows: alarms, logs, keys, images. */
final class Operations {

    private final Drafts drafts;
    private final ResourceGraph graph;

    Operations(Drafts drafts) {
        this.drafts = drafts;
        this.graph = drafts.graph();
    }

    void create() {
        List<String> types = List.of(
                Types.ALARM,
                Types.COMPOSITE_ALARM,
                Types.DASHBOARD,
                Types.TOPIC,
                Types.SUBSCRIPTION,
                Types.LOG_GROUP,
                Types.KEY,
                Types.SECRET,
                Types.REPOSITORY);
        for (GraphResource resource : graph.ofType(types.toArray(String[]::new))) {
            drafts.regionOf(resource);
        }
        for (Draft region : List.copyOf(drafts.outermost())) {
            if (region.kind != Kind.REGION) {
                continue;
            }
            Draft operations = new Draft("operations " + region.id, Kind.OPERATIONS, "", "Operations and security");
            createAlarms(region, operations);
            createFolded(region, operations, Kind.LOGS, "CloudWatch Logs", Map.of(Types.LOG_GROUP, "log group"));
            Map<String, String> keys = new LinkedHashMap<>();
            keys.put(Types.KEY, "key");
            keys.put(Types.SECRET, "secret");
            createFolded(region, operations, Kind.KEYS, "KMS, Secrets Manager", keys);
            createFolded(region, operations, Kind.IMAGES, "ECR", Map.of(Types.REPOSITORY, "image repository"));
            if (!operations.children().isEmpty()) {
                drafts.show(region, operations);
            }
        }
    }

    /** Takes in the buckets of logs that nothing flows from or to but these. */
    void take(List<Draft> logs, Flows flows) {
        for (Draft region : drafts.outermost()) {
            Optional<Draft> operations = region.children().stream()
                    .filter(child -> child.kind == Kind.OPERATIONS)
                    .findFirst();
            for (Draft bucket : logs) {
                if (operations.isPresent() && region.children().contains(bucket) && !flows.touch(bucket)) {
                    region.remove(bucket);
                    operations.get().add(bucket);
                }
            }
        }
    }

    private List<GraphResource> within(Draft region, String... types) {
        return graph.ofType(types).stream()
                .filter(resource -> drafts.regionOf(resource) == region)
                .toList();
    }

    private void createAlarms(Draft region, Draft holder) {
        List<GraphResource> alarms = within(region, Types.ALARM, Types.COMPOSITE_ALARM);
        List<GraphResource> rest = within(region, Types.DASHBOARD, Types.TOPIC, Types.SUBSCRIPTION);
        if (alarms.isEmpty() && rest.isEmpty()) {
            return;
        }
        Draft draft = drafts.show(
                holder,
                new Draft("alarms " + region.id, Kind.ALARMS, "CloudWatch", Words.count(alarms.size(), "alarm")),
                alarms.toArray(GraphResource[]::new));
        for (GraphResource resource : rest) {
            drafts.fold(draft, resource);
        }
        draft.detail(countOf(within(region, Types.DASHBOARD), "dashboard"));
        draft.detail(countOf(within(region, Types.TOPIC), "topic"));
        draft.detail(countOf(within(region, Types.SUBSCRIPTION), "subscriber"));
    }

    private void createFolded(Draft region, Draft holder, Kind kind, String caption, Map<String, String> types) {
        List<String> label = new ArrayList<>();
        List<GraphResource> all = new ArrayList<>();
        types.forEach((type, noun) -> {
            List<GraphResource> resources = within(region, type);
            all.addAll(resources);
            if (!resources.isEmpty()) {
                label.add(Words.count(resources.size(), noun));
            }
        });
        if (!all.isEmpty()) {
            drafts.show(
                    holder,
                    new Draft(kind + " " + region.id, kind, caption, String.join(", ", label)),
                    all.toArray(GraphResource[]::new));
        }
    }

    private static String countOf(List<GraphResource> resources, String noun) {
        return resources.isEmpty() ? "" : Words.count(resources.size(), noun);
    }
}
