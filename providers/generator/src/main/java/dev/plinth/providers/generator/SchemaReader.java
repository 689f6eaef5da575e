package dev.plinth.providers.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plinth.providers.generator.PackageSchema.EnumSchema;
import dev.plinth.providers.generator.PackageSchema.Function;
import dev.plinth.providers.generator.PackageSchema.ObjectSchema;
import dev.plinth.providers.generator.PackageSchema.Parameterization;
import dev.plinth.providers.generator.PackageSchema.Resource;
import dev.plinth.providers.generator.ValueType.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads package schemas.
 *
 * @see <a href="https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/">Pulumi, "Package schema"</a>
 */
final class SchemaReader {

    private static final String TYPES = "#/types/";
    private static final Map<String, Scalar> SCALARS = Map.of(
            "string", Scalar.STRING,
            "integer", Scalar.INTEGER,
            "number", Scalar.NUMBER,
            "boolean", Scalar.BOOLEAN);
    private static final Map<String, ValueType> BUILT_IN = Map.of(
            "pulumi.json#/Any", Scalar.ANY,
            "pulumi.json#/Json", Scalar.STRING,
            "pulumi.json#/Asset", Scalar.ASSET,
            "pulumi.json#/Archive", Scalar.ARCHIVE);

    private SchemaReader() {}

    /**
     * Reads a schema.
     *
     * @throws SchemaException when it holds what the generator does not support
     */
    static PackageSchema read(Path file) throws IOException {
        return read(new ObjectMapper().readTree(file.toFile()));
    }

    /** Reads a parsed schema. */
    static PackageSchema read(JsonNode schema) {
        String name = text(schema, "name")
                .orElseThrow(() -> new SchemaException("the schema has no name: expected a Pulumi package schema"));
        String version = text(schema, "version")
                .orElseThrow(() -> new SchemaException("the schema has no version: expected the plugin's version"));
        Map<String, ObjectSchema> objects = new TreeMap<>();
        Map<String, EnumSchema> enums = new TreeMap<>();
        schema.path("types").properties().forEach(type -> {
            if (type.getValue().has("enum")) {
                enums.put(type.getKey(), enumeration(type.getKey(), type.getValue()));
            } else {
                objects.put(type.getKey(), object(type.getValue()));
            }
        });
        List<Resource> resources = new ArrayList<>();
        schema.path("resources").properties().forEach(one -> resources.add(resource(one.getKey(), one.getValue())));
        List<Function> functions = new ArrayList<>();
        schema.path("functions").properties().forEach(one -> functions.add(function(one.getKey(), one.getValue())));
        return new PackageSchema(
                name,
                version,
                text(schema, "pluginDownloadURL"),
                parameterization(schema.path("parameterization")),
                packages(name, schema),
                objects,
                enums,
                resource("pulumi:providers:" + name, schema.path("provider")),
                resources,
                functions);
    }

    private static Optional<Parameterization> parameterization(JsonNode schema) {
        JsonNode base = schema.path("baseProvider");
        return text(schema, "parameter")
                .map(parameter -> new Parameterization(
                        base.path("name").asText(), base.path("version").asText(), parameter));
    }

    private static JavaPackages packages(String name, JsonNode schema) {
        JsonNode java = schema.path("language").path("java");
        Map<String, String> renamed = new TreeMap<>();
        java.path("packages")
                .properties()
                .forEach(one -> renamed.put(one.getKey(), one.getValue().asText()));
        String root = text(java, "basePackage").orElse("com.pulumi") + "." + name.replace("-", "");
        Pattern moduleFormat =
                Pattern.compile(text(schema.path("meta"), "moduleFormat").orElse("(.*)"));
        return new JavaPackages(root, moduleFormat, renamed);
    }

    private static Resource resource(String token, JsonNode resource) {
        reject(token, resource, "isComponent", "methods");
        List<String> aliases = new ArrayList<>();
        resource.path("aliases").forEach(alias -> text(alias, "type").ifPresent(aliases::add));
        Optional<List<Property>> state = resource.has("stateInputs")
                ? Optional.of(properties(resource.path("stateInputs"), "properties", "required"))
                : Optional.empty();
        return new Resource(
                token,
                resource.path("description").asText(),
                properties(resource, "properties", "required"),
                properties(resource, "inputProperties", "requiredInputs"),
                state,
                aliases,
                text(resource, "deprecationMessage"));
    }

    private static Function function(String token, JsonNode function) {
        reject(token, function, "multiArgumentInputs", "returnType");
        return new Function(
                token,
                function.path("description").asText(),
                properties(function.path("inputs"), "properties", "required"),
                properties(function.path("outputs"), "properties", "required"),
                text(function, "deprecationMessage"));
    }

    private static ObjectSchema object(JsonNode type) {
        return new ObjectSchema(type.path("description").asText(), properties(type, "properties", "required"));
    }

    private static EnumSchema enumeration(String token, JsonNode type) {
        Scalar underlying = Optional.ofNullable(SCALARS.get(type.path("type").asText()))
                .orElseThrow(() -> new SchemaException("enumeration " + token + " has no type"));
        List<EnumSchema.Value> values = new ArrayList<>();
        type.path("enum")
                .forEach(value -> values.add(new EnumSchema.Value(
                        text(value, "name"),
                        constant(value.path("value")),
                        value.path("description").asText(),
                        text(value, "deprecationMessage"))));
        return new EnumSchema(type.path("description").asText(), underlying, values);
    }

    private static List<Property> properties(JsonNode declaration, String field, String requiredField) {
        Set<String> required = new HashSet<>();
        declaration.path(requiredField).forEach(name -> required.add(name.asText()));
        Map<String, Property> properties = new TreeMap<>();
        declaration.path(field).properties().forEach(one -> {
            JsonNode schema = one.getValue();
            reject(one.getKey(), schema, "plain", "const");
            properties.put(
                    one.getKey(),
                    new Property(
                            one.getKey(),
                            type(one.getKey(), schema),
                            schema.path("description").asText(),
                            required.contains(one.getKey()),
                            schema.path("secret").asBoolean(),
                            text(schema, "deprecationMessage"),
                            fallback(schema)));
        });
        return List.copyOf(properties.values());
    }

    private static Optional<Default> fallback(JsonNode schema) {
        List<String> environment = new ArrayList<>();
        schema.path("defaultInfo").path("environment").forEach(name -> environment.add(name.asText()));
        Optional<Object> value =
                schema.has("default") ? Optional.of(constant(schema.path("default"))) : Optional.empty();
        return environment.isEmpty() && value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Default(environment, value));
    }

    private static ValueType type(String name, JsonNode schema) {
        if (schema.has("oneOf")) {
            List<ValueType> types = new ArrayList<>();
            schema.path("oneOf").forEach(one -> types.add(type(name, one)));
            return new ValueType.Union(
                    types, Optional.ofNullable(SCALARS.get(schema.path("type").asText())));
        }
        Optional<String> reference = text(schema, "$ref");
        if (reference.isPresent()) {
            String target = reference.get();
            ValueType builtIn = BUILT_IN.get(target);
            if (builtIn != null) {
                return builtIn;
            }
            if (!target.startsWith(TYPES)) {
                throw new SchemaException(
                        "property " + name + " refers to " + target + ": expected a type of the schema");
            }
            return new ValueType.Reference(target.substring(TYPES.length()).replace("%2F", "/"));
        }
        String type = schema.path("type").asText();
        return switch (type) {
            case "array" -> new ValueType.ListOf(type(name, schema.path("items")));
            case "object" ->
                new ValueType.MapOf(
                        schema.has("additionalProperties")
                                ? type(name, schema.path("additionalProperties"))
                                : Scalar.STRING);
            default -> {
                @Nullable Scalar scalar = SCALARS.get(type);
                if (scalar == null) {
                    throw new SchemaException("property " + name + " has the unknown type \"" + type + "\"");
                }
                yield scalar;
            }
        };
    }

    private static Object constant(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber()) {
            return value.intValue();
        }
        return value.isNumber() ? (Object) value.doubleValue() : value.asText();
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
    }

    private static void reject(String name, JsonNode node, String... fields) {
        for (String field : fields) {
            if (node.has(field) && !"false".equals(node.path(field).asText())) {
                throw new SchemaException("\"" + field + "\" of " + name + " is not supported");
            }
        }
    }
}
