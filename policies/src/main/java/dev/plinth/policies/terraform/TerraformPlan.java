package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphFile;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceChange.Operation;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.terraform.TerraformValues.Planned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a plan of Terraform or OpenTofu, as {@code terraform show -json} prints it, under Pulumi's names, so that the
 * rules judge it. A resource's URN is {@code urn:pulumi:<stack>::<project>::<token>::<address>}. The stack is the
 * plan's variable {@code stack}, {@code environment} or {@code env}, and the project its variable {@code project};
 * without them both are {@code terraform}. Data sources are no resources of the stack. A type of which no token is
 * known keeps Terraform's name as its token, so that no rule judges it and references to it still hold.
 */
public final class TerraformPlan {

    private static final String DEFAULT_NAME = "terraform";
    private static final String ZONE_SETTINGS_OVERRIDE = "cloudflare_zone_settings_override";
    private static final String ZONE_SETTING = "cloudflare:index/zoneSetting:ZoneSetting";

    private final JsonNode document;
    private final String stack;
    private final String project;
    private final TerraformReferences references;
    private final SortedMap<String, GraphResource> after = new TreeMap<>();
    private final List<ResourceChange> changes = new ArrayList<>();

    private TerraformPlan(JsonNode document) {
        this.document = document;
        this.stack = variable("stack", "environment", "env");
        this.project = variable("project");
        this.references = new TerraformReferences(document);
    }

    /** Says whether a document is a plan: it has {@code format_version} and {@code planned_values}. */
    public static boolean isPlan(JsonNode document) {
        return document.path("format_version").isTextual()
                && document.path("planned_values").isObject();
    }

    /**
     * Reads a plan.
     *
     * @throws IllegalArgumentException when it is none, or has no {@code resource_changes}; the message ends "the file …"
     */
    public static GraphFile read(JsonNode document) {
        if (!isPlan(document)) {
            throw new IllegalArgumentException("is no Terraform plan: it has no planned_values");
        }
        if (!document.path("resource_changes").isArray()
                && document.path("planned_values").path("root_module").size() > 0) {
            throw new IllegalArgumentException("is a Terraform state or a plan without resource_changes");
        }
        return new TerraformPlan(document).read();
    }

    private GraphFile read() {
        for (JsonNode change : document.path("resource_changes")) {
            if (change.path("mode").asText("managed").equals("managed") && !change.has("deposed")) {
                addChange(change);
            }
        }
        providers();
        return new GraphFile(GraphFile.Kind.TERRAFORM_PLAN, new ResourceGraph(project, stack, after.values()), changes);
    }

    private String variable(String... names) {
        for (String name : names) {
            JsonNode value = document.path("variables").path(name).path("value");
            if (value.isTextual() && value.textValue().matches("[\\w.-]+")) {
                return value.textValue();
            }
        }
        return DEFAULT_NAME;
    }

    private void addChange(JsonNode node) {
        JsonNode change = node.path("change");
        Optional<Operation> operation = operation(change.path("actions"));
        if (operation.isEmpty()) {
            return;
        }
        List<GraphResource> before =
                resources(node, new Planned(change.path("before"), none(), change.path("before_sensitive")), false);
        List<GraphResource> planned = resources(
                node,
                new Planned(change.path("after"), change.path("after_unknown"), change.path("after_sensitive")),
                true);
        planned.forEach(resource -> after.put(resource.urn(), resource));
        Map<String, GraphResource> old = new LinkedHashMap<>();
        before.forEach(resource -> old.put(resource.urn(), resource));
        Map<String, GraphResource> young = new LinkedHashMap<>();
        planned.forEach(resource -> young.put(resource.urn(), resource));
        Set<String> urns = new TreeSet<>(old.keySet());
        urns.addAll(young.keySet());
        for (String urn : urns) {
            changes.add(new ResourceChange(
                    operation.get(),
                    Optional.ofNullable(old.get(urn)),
                    Optional.ofNullable(young.get(urn)),
                    replaceKeys(node.path("type").asText(), change.path("replace_paths")),
                    changed(old.get(urn), young.get(urn))));
        }
    }

    private static JsonNode none() {
        return MissingNode.getInstance();
    }

    /** What a plan does to a resource; empty for a data source that is read and a resource that is only forgotten. */
    private static Optional<Operation> operation(JsonNode actions) {
        Set<String> names = new HashSet<>();
        actions.forEach(action -> names.add(action.asText()));
        if (names.contains("create") && (names.contains("delete") || names.contains("forget"))) {
            return Optional.of(Operation.REPLACE);
        }
        return names.stream().findFirst().flatMap(name -> switch (name) {
            case "no-op" -> Optional.of(Operation.SAME);
            case "create" -> Optional.of(Operation.CREATE);
            case "update" -> Optional.of(Operation.UPDATE);
            case "delete" -> Optional.of(Operation.DELETE);
            default -> Optional.empty();
        });
    }

    private static List<String> replaceKeys(String type, JsonNode paths) {
        List<String> keys = new ArrayList<>();
        paths.forEach(path ->
                keys.add(TerraformNames.pulumi(type, path.path(0).asText()).name()));
        return keys;
    }

    private static List<String> changed(@Nullable GraphResource before, @Nullable GraphResource planned) {
        if (before == null || planned == null) {
            return List.of();
        }
        Set<String> keys = new TreeSet<>(before.inputs().properties().keySet());
        keys.addAll(planned.inputs().properties().keySet());
        keys.removeIf(key -> before.inputs().get(key).equals(planned.inputs().get(key)));
        return List.copyOf(keys);
    }

    /** The resource of a change, before or after it: none when there is none, several where Pulumi has one a setting. */
    private List<GraphResource> resources(JsonNode node, Planned values, boolean planned) {
        if (!values.value().isObject()) {
            return List.of();
        }
        String type = node.path("type").asText();
        String address = node.path("address").asText();
        JsonNode expressions = planned ? references.expressions(address) : none();
        TerraformValues reader = new TerraformValues(type);
        PropertyValue.ObjectValue outputs = reader.read(values, none());
        PropertyValue.ObjectValue inputs = withoutComputed(reader.read(values, expressions));
        SortedMap<String, List<String>> dependencies = new TreeMap<>();
        expressions.properties().forEach(expression -> {
            List<String> urns = urns(references.of(address, expression.getValue()));
            if (!urns.isEmpty()) {
                dependencies.put(
                        TerraformNames.pulumi(type, expression.getKey()).name(), urns);
            }
        });
        Set<String> all = new TreeSet<>(urns(references.dependsOn(address)));
        dependencies.values().forEach(all::addAll);
        if (type.equals(ZONE_SETTINGS_OVERRIDE)) {
            return zoneSettings(address, inputs, dependencies, all);
        }
        return List.of(new GraphResource(
                urn(type, address),
                token(type),
                address,
                null,
                providerUrn(node),
                List.copyOf(all),
                dependencies,
                inputs,
                outputs,
                false,
                true));
    }

    /** Version 4 of Cloudflare's provider has all settings of a zone in one resource. */
    private List<GraphResource> zoneSettings(
            String address,
            PropertyValue.ObjectValue inputs,
            SortedMap<String, List<String>> dependencies,
            Set<String> all) {
        List<GraphResource> resources = new ArrayList<>();
        PropertyValue settings = inputs.get("settings").revealed();
        PropertyValue first = settings.elements().isEmpty()
                ? settings
                : settings.elements().get(0).revealed();
        if (first instanceof PropertyValue.ObjectValue object) {
            object.properties().forEach((name, value) -> {
                String setting = TerraformNames.terraform(ZONE_SETTINGS_OVERRIDE, "settings.", name);
                String element = address + ".settings." + setting;
                Map<String, PropertyValue> properties = Map.of(
                        "zoneId", inputs.get("zoneId"), "settingId", new PropertyValue.Text(setting), "value", value);
                resources.add(new GraphResource(
                        "urn:pulumi:" + stack + "::" + project + "::" + ZONE_SETTING + "::" + element,
                        ZONE_SETTING,
                        element,
                        null,
                        "",
                        List.copyOf(all),
                        dependencies,
                        PropertyValue.ObjectValue.of(properties),
                        PropertyValue.ObjectValue.EMPTY,
                        false,
                        true));
            });
        }
        return resources;
    }

    /** What a provider adds to every resource is no input. */
    private static PropertyValue.ObjectValue withoutComputed(PropertyValue.ObjectValue inputs) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>(inputs.properties());
        properties.keySet().removeAll(Set.of("id", "tagsAll"));
        return new PropertyValue.ObjectValue(properties);
    }

    private static String token(String type) {
        return TerraformNames.token(type).orElse(type);
    }

    private String urn(String type, String address) {
        return "urn:pulumi:" + stack + "::" + project + "::" + token(type) + "::" + address;
    }

    private List<String> urns(Set<String> addresses) {
        return addresses.stream()
                .map(address -> urn(references.type(address), address))
                .toList();
    }

    private String providerUrn(JsonNode node) {
        return references
                .providerKey(node.path("address").asText())
                .map(key -> providerUrn(key, providerName(key)))
                .orElse("");
    }

    private String providerUrn(String key, String name) {
        return "urn:pulumi:" + stack + "::" + project + "::pulumi:providers:" + name + "::" + key;
    }

    private String providerName(String key) {
        return document.path("configuration")
                .path("provider_config")
                .path(key)
                .path("name")
                .asText("");
    }

    private void providers() {
        document.path("configuration").path("provider_config").properties().forEach(entry -> {
            String name = entry.getValue().path("name").asText();
            // The other providers' settings have names that no rule reads.
            if (name.equals("aws") || name.equals("cloudflare")) {
                ObjectNode values = JsonNodeFactory.instance.objectNode();
                ObjectNode unknown = JsonNodeFactory.instance.objectNode();
                ObjectNode sensitive = JsonNodeFactory.instance.objectNode();
                entry.getValue()
                        .path("expressions")
                        .properties()
                        .forEach(expression -> evaluate(expression.getKey(), expression.getValue(), values, unknown));
                Set.of("access_key", "secret_key", "token", "api_token", "api_key")
                        .forEach(key -> sensitive.put(key, true));
                String urn = providerUrn(entry.getKey(), name);
                after.put(
                        urn,
                        new GraphResource(
                                urn,
                                "pulumi:providers:" + name,
                                entry.getKey(),
                                null,
                                "",
                                List.of(),
                                new TreeMap<>(),
                                new TerraformValues(TerraformNames.PROVIDER + name)
                                        .read(new Planned(values, unknown, sensitive), none()),
                                PropertyValue.ObjectValue.EMPTY,
                                false,
                                true));
            }
        });
    }

    /** A provider's setting: a constant, a variable of the plan, or what only the update will tell. */
    private void evaluate(String key, JsonNode expression, ObjectNode values, ObjectNode unknown) {
        if (expression.has("constant_value")) {
            values.set(key, expression.get("constant_value"));
        } else if (expression.isArray()) {
            var blocks = values.putArray(key);
            var unknowns = unknown.putArray(key);
            expression.forEach(block -> block.properties()
                    .forEach(entry ->
                            evaluate(entry.getKey(), entry.getValue(), blocks.addObject(), unknowns.addObject())));
        } else {
            String reference = expression.path("references").path(0).asText();
            JsonNode value = reference.startsWith("var.")
                    ? document.path("variables")
                            .path(reference.substring("var.".length()))
                            .path("value")
                    : none();
            if (value.isMissingNode()) {
                unknown.put(key, true);
            } else {
                values.set(key, value);
            }
        }
    }
}
