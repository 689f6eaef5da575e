package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonFile;
import dev.plinth.model.PlanFacts;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.SourceLocations;
import dev.plinth.policies.terraform.TerraformStack.Dependencies;
import dev.plinth.policies.terraform.TerraformValues.Planned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads resources of Terraform or OpenTofu without configuration: a state of version 1 to 4 as a backend keeps
 * it, what {@code terraform show -json} prints of a state, and the planned values of a plan without {@code
 * resource_changes}. Data sources and deposed objects are no resources of the stack.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON output format</a>
 */
final class TerraformState {

    private static final NavigableMap<String, String> NONE = Collections.emptyNavigableMap();
    private static final Dependencies INDEPENDENT = new Dependencies(Set.of(), new TreeMap<>());

    /** A resource, and the addresses without indices that it depends on. */
    private record Instance(
            String type, String address, JsonNode values, JsonNode sensitive, Set<String> dependencies, int line) {}

    private final JsonFile.Document document;
    private final List<Instance> instances = new ArrayList<>();

    private TerraformState(JsonFile.Document document) {
        this.document = document;
    }

    /** Returns whether a document is a state as a backend keeps it. */
    static boolean isState(JsonNode root) {
        boolean versioned = root.path("version").isInt()
                && (root.has("terraform_version") || root.has("serial") || root.has("lineage"));
        return versioned
                && (root.path("resources").isArray() || root.path("modules").isArray());
    }

    /** Reads a state as a backend keeps it. */
    static GraphFile readState(JsonFile.Document document) {
        TerraformState state = new TerraformState(document);
        JsonNode root = document.root();
        int version = root.path("version").intValue();
        if (version > 4) {
            throw new IllegalArgumentException(
                    "is a Terraform state of version " + version + "; expected a version from 1 to 4");
        }
        root.path("modules").forEach(state::addModule);
        root.path("resources").forEach(state::addResource);
        return state.file(
                GraphFile.Kind.TERRAFORM_STATE,
                new TerraformStack(TerraformStack.DEFAULT_NAME, TerraformStack.DEFAULT_NAME),
                GraphFile.Environment.NONE);
    }

    /**
     * Reads the modules that {@code terraform show -json} prints.
     *
     * @param kind whether they are as they are, or as they will be
     * @param values the node above {@code root_module}
     */
    static GraphFile readValues(
            JsonFile.Document document,
            GraphFile.Kind kind,
            JsonNode values,
            TerraformStack stack,
            GraphFile.Environment environment) {
        TerraformState state = new TerraformState(document);
        state.addValues(values.path("root_module"));
        return state.file(kind, stack, environment);
    }

    private void addValues(JsonNode module) {
        for (JsonNode node : module.path("resources")) {
            if (isManaged(node) && !node.has("deposed_key")) {
                Set<String> dependencies = new TreeSet<>();
                String address = address(node);
                String prefix = address.substring(0, Math.max(0, address.lastIndexOf(text(node, "type") + ".")));
                node.path("depends_on")
                        .forEach(name -> dependencies.add(TerraformReferences.withoutIndices(
                                name.asText().startsWith(prefix) ? name.asText() : prefix + name.asText())));
                add(
                        text(node, "type"),
                        address,
                        node.path("values"),
                        node.path("sensitive_values"),
                        dependencies,
                        node);
            }
        }
        module.path("child_modules").forEach(this::addValues);
    }

    /** Before version 0.13, only the address contains the index of an instance. */
    private String address(JsonNode node) {
        String address = text(node, "address");
        boolean indexed = address.endsWith("]") || node.path("index").isMissingNode();
        return indexed ? address : address + "[" + node.get("index") + "]";
    }

    private void addResource(JsonNode resource) {
        if (!isManaged(resource)) {
            return;
        }
        String type = text(resource, "type");
        String module = resource.path("module").asText("");
        String address = (module.isEmpty() ? "" : module + ".") + type + "." + text(resource, "name");
        for (JsonNode instance : resource.path("instances")) {
            if (instance.has("deposed")) {
                continue;
            }
            JsonNode index = instance.path("index_key");
            String key = index.isMissingNode() || index.isNull() ? "" : "[" + index + "]";
            JsonNode values = instance.path("attributes").isObject()
                    ? instance.path("attributes")
                    : FlatAttributes.expand(instance.path("attributes_flat"));
            Set<String> dependencies = new TreeSet<>();
            instance.path("dependencies").forEach(name -> dependencies.add(name.asText()));
            instance.path("depends_on").forEach(name -> dependencies.add(name.asText()));
            add(type, address + key, values, sensitive(instance.path("sensitive_attributes")), dependencies, instance);
        }
    }

    /** A path of a sensitive attribute marks the whole attribute. */
    private static JsonNode sensitive(JsonNode paths) {
        ObjectNode sensitive = JsonNodeFactory.instance.objectNode();
        for (JsonNode path : paths) {
            JsonNode first = path.isArray() ? path.path(0) : path;
            String name = first.path("value").asText(first.asText(""));
            if (!name.isEmpty()) {
                sensitive.put(name, true);
            }
        }
        return sensitive;
    }

    /** A module of a state before version 4: the key of a resource is its address in the module. */
    private void addModule(JsonNode module) {
        StringBuilder prefix = new StringBuilder();
        JsonNode path = module.path("path");
        for (int i = 1; i < path.size(); i++) {
            prefix.append("module.").append(path.get(i).asText()).append('.');
        }
        module.path("resources").properties().forEach(entry -> {
            String[] parts = entry.getKey().split("\\.", -1);
            JsonNode primary = entry.getValue().path("primary");
            if (parts.length < 2 || parts[0].equals("data") || !primary.isObject()) {
                return;
            }
            boolean indexed = parts.length > 2 && parts[parts.length - 1].matches("\\d+");
            String address = prefix + parts[0] + "." + parts[1] + (indexed ? "[" + parts[parts.length - 1] + "]" : "");
            ObjectNode values = FlatAttributes.expand(primary.path("attributes"));
            if (!values.has("id") && primary.has("id")) {
                values.set("id", primary.get("id"));
            }
            Set<String> dependencies = new TreeSet<>();
            entry.getValue()
                    .path("depends_on")
                    .forEach(name -> dependencies.add(prefix + name.asText().replaceFirst("\\.(\\d+|\\*)$", "")));
            add(
                    entry.getValue().path("type").asText(parts[0]),
                    address,
                    values,
                    TerraformPlan.none(),
                    dependencies,
                    entry.getValue());
        });
    }

    private static boolean isManaged(JsonNode node) {
        return node.path("mode").asText("managed").equals("managed");
    }

    private String text(JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new IllegalArgumentException(
                    "has a resource without " + key + " at line " + document.line(node) + "; expected a string");
        }
        return node.get(key).textValue();
    }

    private void add(
            String type, String address, JsonNode values, JsonNode sensitive, Set<String> dependencies, JsonNode node) {
        instances.add(new Instance(type, address, values, sensitive, dependencies, document.line(node)));
    }

    private GraphFile file(GraphFile.Kind kind, TerraformStack stack, GraphFile.Environment environment) {
        Map<String, NavigableMap<String, String>> urns = new HashMap<>();
        for (Instance instance : instances) {
            urns.computeIfAbsent(TerraformReferences.withoutIndices(instance.address()), key -> new TreeMap<>())
                    .put(instance.address(), stack.urn(instance.type(), instance.address()));
        }
        List<GraphResource> resources = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Instance instance : instances) {
            Set<String> dependencies = new TreeSet<>();
            instance.dependencies()
                    .forEach(name -> dependencies.addAll(
                            TerraformReferences.near(instance.address(), urns.getOrDefault(name, NONE))));
            for (GraphResource resource : stack.resources(
                    instance.type(),
                    instance.address(),
                    new Planned(instance.values(), TerraformPlan.none(), instance.sensitive()),
                    TerraformPlan.none(),
                    dependencies.isEmpty() ? INDEPENDENT : new Dependencies(dependencies, new TreeMap<>()),
                    "")) {
                resources.add(resource);
                lines.put(resource.urn(), instance.line());
            }
        }
        return new GraphFile(
                kind,
                new ResourceGraph(stack.project(), stack.stack(), resources),
                List.of(),
                environment,
                lines,
                SourceLocations.NONE,
                List.of(),
                PlanFacts.NONE);
    }
}
