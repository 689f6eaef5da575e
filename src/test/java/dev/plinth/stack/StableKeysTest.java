package dev.plinth.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.engine.graph.GraphRecorder;
import dev.plinth.mutation.UpdatedCloud;
import dev.plinth.simulator.Simulator;
import dev.plinth.simulator.cloud.Registry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The order of a list's or a map's entries, and an entry more or less, change nothing of the other entries: their resources keep
 * their names, no resource is replaced, and what must be unique in AWS or Cloudflare (a priority, a reference, a statement's id)
 * stays with what it stands for. It is checked on the recorded graph, of a cloud in which every output is known.
 */
class StableKeysTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Registry REGISTRY = Simulator.registry();

    /** What names an entry of a list within a resource. */
    private static final List<String> KEYS = List.of("ref", "Sid", "id", "name", "ruleName");

    /** What may differ between two entries that stand for the same. */
    private static final Set<String> LABELS =
            Set.of("ref", "Sid", "id", "name", "ruleName", "description", "alarmDescription", "tags");

    private static final String TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";

    /** A certificate is for certain names, and a backup selection of certain resources: another list makes another one. */
    private static final Set<String> OF_A_LIST =
            Set.of("aws:acm/certificate:Certificate", "aws:backup/selection:Selection");

    private static final List<String> DOMAINS =
            Stream.of("api", "admin", "cdn").map(host -> host + ".example.com").toList();

    /** The sections that the tool reads, and no program. */
    private static final Set<String> OF_THE_TOOL = Set.of(
            "plinth:policy",
            "plinth:recovery",
            "plinth:reachability",
            "plinth:deployment",
            "plinth:cost",
            "plinth:forecast");

    /** Lists in which the order is the meaning; the first of the edge's host names is the certificate's. */
    private static final Set<String> ORDERED = Set.of("/plinth:buckets/uploads/transitions", "/plinth:edge/hostnames");

    /**
     * A change of one list or map.
     *
     * @param pointer its place in the configuration
     * @param inserted what comes before its first entry, as JSON, or null for its entries in reverse
     */
    record Edit(String file, String pointer, @Nullable String inserted) {

        @Override
        public String toString() {
            return file + " " + pointer + (inserted == null ? " reversed" : " with " + inserted);
        }
    }

    /** A unit that has an identity: a resource, or an entry with a key in one. */
    private record Unit(String owner, JsonNode content) {}

    private static EditedStackFile many() {
        return EditedStackFile.of("production")
                .with("/plinth:databases/database/readReplicas", "0")
                .with(
                        "/plinth:network/availabilityZoneNames",
                        "[\"eu-central-1a\", \"eu-central-1b\", \"eu-central-1c\"]")
                .with("/plinth:databases/reports", "{\"engineVersion\": \"16\", \"instanceClass\": \"db.t4g.medium\"}")
                .with("/plinth:caches/sessions", "{\"nodeType\": \"cache.t4g.small\"}")
                .with(
                        "/plinth:queues",
                        "{\"orders\": {\"senderServices\": [\"sns.amazonaws.com\", \"events.amazonaws.com\"]},"
                                + " \"mails\": {}}")
                .with("/plinth:secrets", "{\"stripe\": {\"description\": \"a\"}, \"mail\": {\"description\": \"b\"}}")
                .with(
                        "/plinth:jobs",
                        "{\"report\": {\"image\": \"nginx:1\", \"schedule\": \"rate(1 day)\"},"
                                + " \"clean\": {\"image\": \"nginx:1\", \"schedule\": \"rate(2 days)\"}}")
                .with(
                        "/plinth:buckets/uploads/transitions",
                        "[{\"afterDays\": 30, \"storageClass\": \"STANDARD_IA\"},"
                                + " {\"afterDays\": 90, \"storageClass\": \"GLACIER\"}]")
                .with(
                        "/plinth:buckets/uploads/corsRules",
                        "[{\"origins\": [\"https://a.example.com\"], \"methods\": [\"GET\", \"PUT\"]},"
                                + " {\"origins\": [\"https://b.example.com\"], \"methods\": [\"GET\"]}]")
                .with("/plinth:services/api/databases", "[\"database\", \"reports\"]")
                .with("/plinth:services/api/caches", "[\"cache\", \"sessions\"]")
                .with("/plinth:services/api/consumes", "[\"orders\", \"mails\"]")
                .with("/plinth:services/api/sends", "[\"orders\", \"mails\"]")
                .with(
                        "/plinth:services/api/permissions",
                        "[{\"actions\": [\"ses:SendEmail\"], \"resources\": [\"*\"]},"
                                + " {\"actions\": [\"sns:Publish\", \"sns:Subscribe\"], \"resources\": [\"arn:aws:sns:eu-central-1:123456789012:a\"]}]")
                .with("/plinth:services/admin/paths", "[\"/a/*\", \"/b/*\"]")
                .with("/plinth:edge/adminAllowedCidrs", "[\"203.0.113.0/24\", \"198.51.100.0/24\"]")
                .with(
                        "/plinth:edge/firewallRules",
                        "[{\"description\": \"No bots\", \"expression\": \"cf.client.bot\", \"action\": \"BLOCK\"},"
                                + " {\"description\": \"No scans\", \"expression\": \"http.request.uri.path eq \\\"/x\\\"\", \"action\": \"LOG\"}]")
                .with(
                        "/plinth:edge/rateLimits",
                        "[{\"description\": \"Logins\", \"expression\": \"true\", \"requestsPerPeriod\": 10},"
                                + " {\"description\": \"Searches\", \"expression\": \"true\", \"requestsPerPeriod\": 20}]")
                .with("/plinth:observability/emails", "[\"operations@example.com\", \"on-call@example.com\"]")
                .with("/plinth:observability/alarms", "[" + alarm("errors") + "," + alarm("latency") + "]")
                .with(
                        "/plinth:loadBalancer",
                        "{\"countedFirewallRules\": {\"COMMON\": [\"SizeRestrictions_BODY\", \"NoUserAgent_HEADER\"]}}");
    }

    private static EditedStackFile existing() {
        return EditedStackFile.fewest()
                .with(
                        "/plinth:network",
                        "{\"existing\": {\"vpcId\": \"vpc-0a1b2c3d4e5f60718\", \"vpcCidr\": \"10.0.0.0/16\","
                                + " \"publicSubnetIds\": [\"subnet-0a1b2c3d4e5f60711\", \"subnet-0a1b2c3d4e5f60712\"],"
                                + " \"privateSubnetIds\": [\"subnet-0a1b2c3d4e5f60713\", \"subnet-0a1b2c3d4e5f60714\"],"
                                + " \"dataSubnetIds\": [\"subnet-0a1b2c3d4e5f60715\", \"subnet-0a1b2c3d4e5f60716\"],"
                                + " \"natGatewayIds\": [\"nat-0a1b2c3d4e5f60711\", \"nat-0a1b2c3d4e5f60712\"]}}")
                .with("/plinth:edge/zone", "\"example.com\"")
                .with("/plinth:observability", "{\"emails\": [\"operations@example.com\"]}");
    }

    private static String alarm(String name) {
        return "{\"subject\": \"mail\", \"name\": \"" + name + "\", \"title\": \"" + name
                + "\", \"namespace\": \"AWS/SES\", \"metricName\": \"" + name + "\", \"threshold\": 1}";
    }

    private static final Map<String, String> INSERTED = new TreeMap<>(Map.ofEntries(
            Map.entry("/plinth:network/interfaceEndpoints", "\"athena\""),
            Map.entry(
                    "/plinth:databases",
                    "{\"aaa\": {\"engineVersion\": \"16\", \"instanceClass\": \"db.t4g.medium\"}}"),
            Map.entry("/plinth:caches", "{\"aaa\": {\"nodeType\": \"cache.t4g.small\"}}"),
            Map.entry("/plinth:buckets", "{\"aaa\": {}}"),
            Map.entry(
                    "/plinth:buckets/uploads/corsRules",
                    "{\"origins\": [\"https://0.example.com\"], \"methods\": [\"GET\"]}"),
            Map.entry("/plinth:queues", "{\"aaa\": {}}"),
            Map.entry("/plinth:queues/orders/senderServices", "\"s3.amazonaws.com\""),
            Map.entry("/plinth:secrets", "{\"aaa\": {\"description\": \"a\"}}"),
            Map.entry(
                    "/plinth:services",
                    "{\"aaa\": {\"image\": \"nginx:1\", \"port\": 80, \"priority\": 5, \"paths\": [\"/new/*\"], \"hostnames\": [\"api\"]}}"),
            Map.entry("/plinth:jobs", "{\"aaa\": {\"image\": \"nginx:1\", \"schedule\": \"rate(1 day)\"}}"),
            Map.entry("/plinth:services/admin/buckets", "\"uploads\""),
            Map.entry("/plinth:services/admin/databases", "\"reports\""),
            Map.entry("/plinth:services/admin/caches", "\"sessions\""),
            Map.entry("/plinth:services/api/permissions", "{\"actions\": [\"s3:GetObject\"], \"resources\": [\"*\"]}"),
            Map.entry("/plinth:services/admin/paths", "\"/0/*\""),
            Map.entry("/plinth:edge/adminAllowedCidrs", "\"192.0.2.0/24\""),
            Map.entry(
                    "/plinth:edge/firewallRules",
                    "{\"description\": \"First\", \"expression\": \"ssl\", \"action\": \"LOG\"}"),
            Map.entry(
                    "/plinth:edge/rateLimits",
                    "{\"description\": \"First\", \"expression\": \"ssl\", \"requestsPerPeriod\": 5}"),
            Map.entry("/plinth:observability/emails", "\"aaa@example.com\""),
            Map.entry("/plinth:observability/alarms", alarm("aaa")),
            Map.entry("/plinth:loadBalancer/countedFirewallRules/COMMON", "\"EC2MetaDataSSRF_BODY\"")));

    static Stream<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        for (String file : List.of("many", "existing")) {
            file(file).config().properties().forEach(section -> {
                if (section.getKey().startsWith("plinth:") && !OF_THE_TOOL.contains(section.getKey())) {
                    reversible(file, "/" + section.getKey(), section.getValue(), edits);
                }
            });
        }
        INSERTED.forEach((pointer, entry) -> edits.add(new Edit("many", pointer, entry)));
        edits.add(new Edit("existing", "/plinth:network/existing/natGatewayIds", "\"nat-0000000000000000a\""));
        return edits.stream();
    }

    private static EditedStackFile file(String name) {
        return name.equals("many") ? many() : existing();
    }

    private static void reversible(String file, String pointer, JsonNode node, List<Edit> edits) {
        if (node.size() > 1 && !ORDERED.contains(pointer)) {
            edits.add(new Edit(file, pointer, null));
        }
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(entry -> reversible(file, pointer + "/" + entry.getKey(), entry.getValue(), edits));
        }
    }

    @ParameterizedTest
    @MethodSource("edits")
    void nothingElseChanges(Edit edit) throws JsonProcessingException {
        Map<String, JsonNode> before = resources(file(edit.file()));
        EditedStackFile changed = file(edit.file());
        changed.with(edit.pointer(), edited(changed.at(edit.pointer()), edit.inserted()));
        Map<String, JsonNode> after = resources(changed);

        List<String> faults = new ArrayList<>();
        before.forEach((urn, resource) -> {
            if (!after.containsKey(urn)) {
                faults.add("gone: " + urn);
            }
        });
        if (edit.inserted() == null) {
            after.keySet().stream().filter(urn -> !before.containsKey(urn)).forEach(urn -> faults.add("new: " + urn));
        }
        replaced(before, after, edit).forEach(faults::add);
        moved(before, after).forEach(faults::add);
        assertThat(faults).isEmpty();
    }

    private static JsonNode edited(JsonNode node, @Nullable String inserted) throws JsonProcessingException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node instanceof ArrayNode array) {
            ArrayNode result = nodes.arrayNode();
            if (inserted == null) {
                array.forEach(entry -> result.insert(0, entry));
            } else {
                result.add(JSON.readTree(inserted)).addAll(array);
            }
            return result;
        }
        ObjectNode result = nodes.objectNode();
        if (inserted == null) {
            List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(((ObjectNode) node).properties());
            for (int i = entries.size() - 1; i >= 0; i--) {
                result.set(entries.get(i).getKey(), entries.get(i).getValue());
            }
        } else {
            result.setAll((ObjectNode) JSON.readTree(inserted));
            result.setAll((ObjectNode) node);
        }
        return result;
    }

    private static Map<String, JsonNode> resources(EditedStackFile file) {
        EnvironmentConfig config = file.read();
        JsonNode graph = new GraphRecorder("plinth", "production", new UpdatedCloud(DOMAINS))
                .record(context -> new EnvironmentProgram().create(context, config, file.settings()))
                .toJson();
        Map<String, JsonNode> resources = new TreeMap<>();
        graph.path("resources")
                .forEach(resource -> resources.put(resource.path("urn").asText(), parsed(resource)));
        return resources;
    }

    /** A value with its JSON texts as JSON, and with each list in one order. */
    private static JsonNode parsed(JsonNode value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.isTextual()
                && (value.asText().startsWith("{") || value.asText().startsWith("["))) {
            try {
                return parsed(JSON.readTree(value.asText()));
            } catch (JsonProcessingException e) {
                return value;
            }
        }
        if (value.isArray()) {
            ArrayNode sorted = nodes.arrayNode();
            StreamSupport.stream(value.spliterator(), false)
                    .map(StableKeysTest::parsed)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .forEach(sorted::add);
            return sorted;
        }
        if (value.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            value.properties().forEach(field -> fields.put(field.getKey(), parsed(field.getValue())));
            return nodes.objectNode().setAll(fields);
        }
        return value;
    }

    /** The resources that are in both graphs and would be replaced. A task definition is a version: each change makes another. */
    private static List<String> replaced(Map<String, JsonNode> before, Map<String, JsonNode> after, Edit edit) {
        List<String> faults = new ArrayList<>();
        before.forEach((urn, old) -> {
            String type = old.path("type").asText();
            JsonNode wanted = after.get(urn);
            boolean otherList = OF_A_LIST.contains(type) && edit.inserted() != null;
            if (wanted != null && !type.equals(TASK_DEFINITION) && !otherList) {
                old.path("inputs").properties().forEach(input -> {
                    JsonNode now = wanted.path("inputs").path(input.getKey());
                    if (REGISTRY.replaces(type, input.getKey()) && !now.equals(input.getValue())) {
                        faults.add("replaced: " + urn + " " + input.getKey() + " " + input.getValue() + " → " + now);
                    }
                });
            }
        });
        return faults;
    }

    /** What stands under another name, number or key than before. */
    private static List<String> moved(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Map<String, Unit> old = units(before);
        Map<String, Unit> now = units(after);
        Map<JsonNode, String> owners = new HashMap<>();
        old.values().forEach(unit -> owners.merge(unit.content(), unit.owner(), (one, other) -> ""));
        List<String> faults = new ArrayList<>();
        now.values().forEach(unit -> {
            String owner = owners.getOrDefault(unit.content(), "");
            Unit former = now.get(owner);
            boolean stays = former != null && former.content().equals(unit.content());
            if (!owner.isEmpty() && !stays && !unit.equals(old.get(unit.owner()))) {
                faults.add("moved: " + owner + " → " + unit.owner());
            }
        });
        old.forEach((owner, unit) -> {
            Unit same = now.get(owner);
            JsonNode priority = unit.content().path("priority");
            if (same != null && !priority.equals(same.content().path("priority"))) {
                faults.add("priority of " + owner + ": " + priority + " → "
                        + same.content().path("priority"));
            }
        });
        return faults;
    }

    private static Map<String, Unit> units(Map<String, JsonNode> resources) {
        Map<String, Unit> units = new TreeMap<>();
        resources.forEach((urn, resource) -> {
            ObjectNode content = without(resource.path("inputs"))
                    .put("type", resource.path("type").asText());
            add(units, urn, content.set("parent", resource.path("parent")));
            entries(urn, resource.path("inputs"), units);
        });
        return units;
    }

    private static void entries(String owner, JsonNode value, Map<String, Unit> units) {
        value.properties().forEach(field -> entries(owner + " " + field.getKey(), field.getValue(), units));
        if (value.isArray()) {
            for (JsonNode entry : value) {
                KEYS.stream()
                        .filter(entry::has)
                        .findFirst()
                        .ifPresent(
                                key -> add(units, owner + "[" + entry.path(key).asText() + "]", without(entry)));
                entries(owner, entry, units);
            }
        }
    }

    private static void add(Map<String, Unit> units, String owner, JsonNode content) {
        units.put(owner, new Unit(owner, content));
    }

    private static ObjectNode without(JsonNode entry) {
        ObjectNode copy = entry.deepCopy();
        copy.remove(LABELS);
        return copy;
    }
}
