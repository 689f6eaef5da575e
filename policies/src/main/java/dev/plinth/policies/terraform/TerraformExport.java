package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.JsonValues;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.terraform.TerraformNames.Name;
import dev.plinth.policies.terraform.TerraformNames.Nesting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource graph as the plan of Terraform that would create it, for the tools that read such plans. It holds what
 * {@code terraform show -json} prints of a plan: {@code planned_values}, {@code resource_changes} and
 * {@code configuration}, where an expression names the resources that a value comes from. A secret is known only after
 * the update and sensitive, so its value is nowhere.
 */
public final class TerraformExport {

    /** The version of the plan's format. */
    private static final String FORMAT_VERSION = "1.2";

    /** A version of Terraform that writes this format; Checkov takes a document for a plan by this property. */
    private static final String TERRAFORM_VERSION = "1.9.8";

    private static final String REGISTRY = "registry.terraform.io/";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ResourceGraph graph;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final List<GraphResource> left = new ArrayList<>();

    private TerraformExport(ResourceGraph graph) {
        this.graph = graph;
    }

    /**
     * A written plan.
     *
     * @param plan the document
     * @param addresses the address of each resource in it, by the resource's URN
     * @param left what has no name in Terraform's AWS and Cloudflare providers: components, images, values of the state
     */
    public record Result(ObjectNode plan, Map<String, String> addresses, List<GraphResource> left) {}

    /** Writes a graph as a plan that creates all of it. */
    public static Result of(ResourceGraph graph) {
        return new TerraformExport(graph).write();
    }

    private Result write() {
        for (GraphResource resource : graph.resources()) {
            Optional<String> type = resource.custom() ? TerraformNames.type(resource.type()) : Optional.<String>empty();
            type.ifPresentOrElse(
                    found -> addresses.put(resource.urn(), address(found, resource.name())), () -> leave(resource));
        }
        ObjectNode plan = NODES.objectNode();
        plan.put("format_version", FORMAT_VERSION).put("terraform_version", TERRAFORM_VERSION);
        ObjectNode variables = plan.putObject("variables");
        variables.putObject("stack").put("value", graph.stack());
        variables.putObject("project").put("value", graph.project());
        ArrayNode planned =
                plan.putObject("planned_values").putObject("root_module").putArray("resources");
        ArrayNode changes = plan.putArray("resource_changes");
        ObjectNode configuration = plan.putObject("configuration");
        ObjectNode providers = configuration.putObject("provider_config");
        ObjectNode root = configuration.putObject("root_module");
        ArrayNode configured = root.putArray("resources");
        for (GraphResource resource : graph.resources()) {
            if (resource.type().startsWith("pulumi:providers:")) {
                addProvider(resource, providers);
            }
            if (addresses.containsKey(resource.urn())) {
                add(resource, planned, changes, configured);
            }
        }
        ObjectNode declared = root.putObject("variables");
        declared.putObject("stack");
        declared.putObject("project");
        return new Result(plan, Map.copyOf(addresses), List.copyOf(left));
    }

    /** A provider is configuration and no resource. */
    private void leave(GraphResource resource) {
        if (!resource.type().startsWith("pulumi:providers:")) {
            left.add(resource);
        }
    }

    private String address(String type, String name) {
        String identifier = name.replaceAll("[^\\w-]", "_");
        String address = type + "." + (identifier.matches("[0-9-].*") ? "_" + identifier : identifier);
        String unique = address;
        for (int i = 2; addresses.containsValue(unique); i++) {
            unique = address + "_" + i;
        }
        return unique;
    }

    private void add(GraphResource resource, ArrayNode planned, ArrayNode changes, ArrayNode configured) {
        String address = addresses.getOrDefault(resource.urn(), "");
        String type = address.substring(0, address.indexOf('.'));
        String name = address.substring(address.indexOf('.') + 1);
        Document document = new Document(resource, type);
        document.write();

        ObjectNode change = head(changes.addObject(), address, type, name)
                .put("provider_name", providerName(type))
                .putObject("change");
        change.putArray("actions").add("create");
        change.putNull("before");
        change.set("after", document.values);
        change.set("after_unknown", document.unknown);
        change.put("before_sensitive", false);
        change.set("after_sensitive", document.sensitive);

        ObjectNode value = head(planned.addObject(), address, type, name)
                .put("provider_name", providerName(type))
                .put("schema_version", 0);
        value.set("values", document.values);
        value.set("sensitive_values", document.sensitive);

        ObjectNode configuration = head(configured.addObject(), address, type, name)
                .put("provider_config_key", providerKey(resource, type))
                .put("schema_version", 0);
        configuration.set("expressions", document.expressions);
        List<String> dependencies = resource.dependencies().stream()
                .map(addresses::get)
                .filter(Objects::nonNull)
                .toList();
        if (!dependencies.isEmpty()) {
            dependencies.forEach(configuration.putArray("depends_on")::add);
        }
    }

    private static ObjectNode head(ObjectNode node, String address, String type, String name) {
        return node.put("address", address)
                .put("mode", "managed")
                .put("type", type)
                .put("name", name);
    }

    private static String providerName(String type) {
        return REGISTRY + (type.startsWith("aws_") ? "hashicorp/aws" : "cloudflare/cloudflare");
    }

    private String providerKey(GraphResource resource, String type) {
        return graph.resource(resource.provider())
                .map(GraphResource::name)
                .orElseGet(() -> type.substring(0, type.indexOf('_')));
    }

    private void addProvider(GraphResource resource, ObjectNode providers) {
        String name = resource.type().substring(resource.type().lastIndexOf(':') + 1);
        if (name.equals("aws") || name.equals("cloudflare")) {
            Document document = new Document(resource, TerraformNames.PROVIDER + name);
            document.write();
            ObjectNode provider = providers.putObject(resource.name());
            provider.put("name", name).put("full_name", providerName(name + "_"));
            provider.put("alias", resource.name());
            provider.set("expressions", document.expressions);
        }
    }

    /** The four documents about one resource. */
    private final class Document {

        private final GraphResource resource;
        private final String type;
        private final ObjectNode values = NODES.objectNode();
        private final ObjectNode unknown = NODES.objectNode();
        private final ObjectNode sensitive = NODES.objectNode();
        private final ObjectNode expressions = NODES.objectNode();

        Document(GraphResource resource, String type) {
            this.resource = resource;
            this.type = type;
        }

        void write() {
            resource.inputs().properties().forEach((property, value) -> {
                Written written = written("", property, value, references(property));
                written.into(written.name, values, unknown, sensitive, expressions);
            });
            // What a resource that exists is known by: other resources name it.
            for (String identifier : List.of("id", "arn", "dnsName")) {
                String name = TerraformNames.terraform(type, "", identifier);
                resource.output(identifier)
                        .asText()
                        .filter(text -> !values.has(name) && !unknown.has(name))
                        .ifPresent(text -> values.put(name, text));
            }
        }

        /** The references of a property: the attribute that is meant, and the resource, as Terraform lists them. */
        private List<String> references(String property) {
            List<String> texts = new ArrayList<>();
            String lower = property.toLowerCase(Locale.ROOT);
            String attribute = lower.contains("arn") || lower.contains("kmskey") ? ".arn" : ".id";
            for (String urn : resource.propertyDependencies().getOrDefault(property, List.of())) {
                String address = addresses.get(urn);
                if (address != null) {
                    texts.add(address + attribute);
                    texts.add(address);
                }
            }
            return texts;
        }

        private Written written(String parent, String property, PropertyValue value, List<String> references) {
            String name = TerraformNames.terraform(type, parent, property);
            Name meaning = TerraformNames.pulumi(type, parent + name);
            Written written = form(parent + name, meaning.nesting(), value, references);
            written.name = name;
            boolean wrap = meaning.nesting() == Nesting.ONE && value.revealed() instanceof PropertyValue.ObjectValue;
            return wrap ? written.inList() : written;
        }

        private Written form(String path, Nesting nesting, PropertyValue value, List<String> references) {
            if (value instanceof PropertyValue.Secret) {
                Written secret = leaf(null, references);
                secret.sensitive = NODES.booleanNode(true);
                return secret;
            }
            if (value instanceof PropertyValue.ObjectValue object) {
                return object(path, nesting, object, references);
            }
            if (value instanceof PropertyValue.ListValue list) {
                return list(path, list, references);
            }
            if (value instanceof PropertyValue.Asset asset) {
                return leaf(NODES.textNode(asset.content()), references);
            }
            return leaf(value instanceof PropertyValue.Unknown ? null : JsonValues.toJson(value), references);
        }

        private Written leaf(@Nullable JsonNode value, List<String> references) {
            Written written = new Written();
            written.value = value;
            written.unknown = NODES.booleanNode(value == null);
            ObjectNode expression = NODES.objectNode();
            if (!references.isEmpty()) {
                references.forEach(expression.putArray("references")::add);
            } else if (value != null) {
                expression.set("constant_value", value);
            }
            written.expression = expression;
            return written;
        }

        private Written object(
                String path, Nesting nesting, PropertyValue.ObjectValue object, List<String> references) {
            ObjectNode[] nodes = {NODES.objectNode(), NODES.objectNode(), NODES.objectNode(), NODES.objectNode()};
            object.properties().forEach((key, value) -> {
                Written child;
                if (nesting == Nesting.PLAIN) {
                    child = form(key, Nesting.PLAIN, value, references);
                    child.name = key;
                } else {
                    child = written(path + ".", key, value, references);
                }
                child.into(child.name, nodes[0], nodes[1], nodes[2], nodes[3]);
            });
            Written written = new Written();
            written.value = nodes[0];
            written.unknown = nodes[1];
            written.sensitive = nodes[2];
            written.expression = nesting == Nesting.PLAIN ? leaf(nodes[0], references).expression : nodes[3];
            return written;
        }

        private Written list(String path, PropertyValue.ListValue list, List<String> references) {
            ArrayNode[] nodes = {NODES.arrayNode(), NODES.arrayNode(), NODES.arrayNode(), NODES.arrayNode()};
            boolean blocks = false;
            for (PropertyValue element : list.elements()) {
                blocks |= element instanceof PropertyValue.ObjectValue;
                Written child = form(path, Nesting.OBJECT, element, references);
                nodes[0].add(child.value == null ? NODES.nullNode() : child.value);
                nodes[1].add(child.unknown);
                nodes[2].add(child.sensitive);
                nodes[3].add(child.expression);
            }
            Written written = new Written();
            written.value = nodes[0];
            written.unknown = nodes[1];
            written.sensitive = nodes[2];
            written.expression = blocks ? nodes[3] : leaf(nodes[0], references).expression;
            return written;
        }
    }

    /** One value in its four forms. */
    private static final class Written {
        private String name = "";

        @Nullable
        private JsonNode value;

        private JsonNode unknown = NODES.booleanNode(false);
        private JsonNode sensitive = NODES.booleanNode(false);
        private JsonNode expression = NODES.objectNode();

        /** The same as the only block of a list. */
        Written inList() {
            Written list = new Written();
            list.name = name;
            list.value = value == null ? null : NODES.arrayNode().add(value);
            list.unknown = value == null ? unknown : NODES.arrayNode().add(unknown);
            list.sensitive = value == null ? sensitive : NODES.arrayNode().add(sensitive);
            list.expression = value == null ? expression : NODES.arrayNode().add(expression);
            return list;
        }

        /** False values are omitted, as in Terraform. */
        void into(String key, ObjectNode values, ObjectNode unknowns, ObjectNode sensitives, ObjectNode expressions) {
            if (value != null) {
                values.set(key, value);
            }
            if (!unknown.isBoolean() || unknown.booleanValue()) {
                unknowns.set(key, unknown);
            }
            if (!sensitive.isBoolean() || sensitive.booleanValue()) {
                sensitives.set(key, sensitive);
            }
            expressions.set(key, expression);
        }
    }
}
