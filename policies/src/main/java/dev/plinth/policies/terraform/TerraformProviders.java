package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.terraform.TerraformValues.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Configuration of the providers in a plan, as resources. */
final class TerraformProviders {

    private static final Set<String> CREDENTIALS = Set.of("access_key", "secret_key", "token", "api_token", "api_key");

    private static final String REGION = "[a-z]{2}(-[a-z]+)+-\\d";

    private final JsonNode root;
    private final TerraformStack stack;

    TerraformProviders(JsonNode root, TerraformStack stack) {
        this.root = root;
        this.stack = stack;
    }

    private JsonNode configurations() {
        return root.path("configuration").path("provider_config");
    }

    /** Returns the name of the provider with a key, such as {@code aws} for {@code aws.replica}. */
    String name(String key) {
        return configurations().path(key).path("name").asText("");
    }

    /** Returns the AWS and Cloudflare providers; the other ones' settings have names that no rule reads. */
    List<GraphResource> resources() {
        List<GraphResource> resources = new ArrayList<>();
        configurations().properties().forEach(entry -> {
            String name = entry.getValue().path("name").asText();
            if (name.equals("aws") || name.equals("cloudflare")) {
                resources.add(resource(entry.getKey(), name, entry.getValue().path("expressions")));
            }
        });
        return resources;
    }

    private GraphResource resource(String key, String name, JsonNode expressions) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        ObjectNode unknown = JsonNodeFactory.instance.objectNode();
        ObjectNode sensitive = JsonNodeFactory.instance.objectNode();
        expressions
                .properties()
                .forEach(expression -> evaluate(expression.getKey(), expression.getValue(), values, unknown));
        CREDENTIALS.forEach(credential -> sensitive.put(credential, true));
        return new GraphResource(
                stack.providerUrn(key, name),
                "pulumi:providers:" + name,
                key,
                null,
                "",
                List.of(),
                new TreeMap<>(),
                new TerraformValues(TerraformNames.PROVIDER + name)
                        .read(new Planned(values, unknown, sensitive), TerraformPlan.none()),
                PropertyValue.ObjectValue.EMPTY,
                false,
                true);
    }

    /** Evaluates a setting: a constant, a variable of the plan, or an unknown value. */
    private void evaluate(String key, JsonNode expression, ObjectNode values, ObjectNode unknown) {
        if (expression.has("constant_value")) {
            values.set(key, expression.get("constant_value"));
        } else if (expression.isArray()) {
            var blocks = values.putArray(key);
            var unknowns = unknown.putArray(key);
            for (JsonNode block : expression) {
                ObjectNode known = blocks.addObject();
                ObjectNode later = unknowns.addObject();
                block.properties().forEach(entry -> evaluate(entry.getKey(), entry.getValue(), known, later));
            }
        } else {
            JsonNode value = variable(expression.path("references"));
            if (isWhole(key, value)) {
                values.set(key, value);
            } else {
                unknown.put(key, true);
            }
        }
    }

    private JsonNode variable(JsonNode references) {
        String reference = references.path(0).asText();
        return references.size() == 1 && reference.startsWith("var.")
                ? root.path("variables")
                        .path(reference.substring("var.".length()))
                        .path("value")
                : TerraformPlan.none();
    }

    /** An expression lists the variable of which it is a part as it lists one that is the whole of it. */
    private static boolean isWhole(String key, JsonNode value) {
        return switch (key) {
            case "tags" -> value.isObject();
            case "region" -> value.asText().matches(REGION);
            default -> !value.isMissingNode();
        };
    }
}
