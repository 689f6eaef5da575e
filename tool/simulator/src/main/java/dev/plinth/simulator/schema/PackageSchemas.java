package dev.plinth.simulator.schema;

import dev.plinth.simulator.shape.FunctionShape;
import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.value.Values;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Package schemas, as programs in YAML, {@code pulumi schema} and {@code pulumi convert} ask providers for them. They state what
 * the shapes state: names, types, what is required and what is secret, without descriptions and defaults.
 *
 * @see <a href="https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/">Pulumi package schema</a>
 */
public final class PackageSchemas {

    /** Leaves the second part of {@code ec2/vpc} out of a module's name, so that {@code aws:ec2:Vpc} resolves. */
    private static final String MODULE_FORMAT = "(.*)(?:/[^/]*)";

    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String REF = "$ref";
    private static final String REQUIRED = "required";
    private static final String PROPERTIES = "properties";
    private static final String OBJECT = "object";

    /** One for each provider: a schema depends on nothing but the SDK, and is large. */
    private static final ConcurrentHashMap<String, String> SCHEMAS = new ConcurrentHashMap<>();

    private final Shapes shapes;
    private final Map<String, Map<String, Object>> types = new TreeMap<>();
    private final Set<String> defined = new HashSet<>();

    private PackageSchemas(Shapes shapes) {
        this.shapes = shapes;
    }

    /**
     * Returns the schema of a provider as JSON; made when first asked for.
     *
     * @param provider the package, such as {@code aws}
     * @param shapes the shapes of its types
     * @throws IllegalArgumentException when there is no such provider
     */
    public static String of(String provider, Shapes shapes) {
        return SCHEMAS.computeIfAbsent(provider, name -> Values.toJson(new PackageSchemas(shapes).schema(name)));
    }

    private Map<String, Object> schema(String provider) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(NAME, provider);
        result.put("version", Shapes.version(provider));
        result.put("meta", Map.of("moduleFormat", MODULE_FORMAT));
        Map<String, Object> arguments =
                properties(shapes.provider(provider).values(), shapes.providerSecrets(provider));
        result.put("config", Map.of("variables", arguments));
        result.put("provider", Map.of(TYPE, OBJECT, "inputProperties", arguments));
        Map<String, Object> resources = new LinkedHashMap<>();
        shapes.types(provider)
                .forEach(type -> shapes.find(type).ifPresent(shape -> resources.put(type, resource(shape))));
        Map<String, Object> functions = new LinkedHashMap<>();
        shapes.functions(provider)
                .forEach(token -> shapes.function(token).ifPresent(shape -> functions.put(token, function(shape))));
        result.put("types", types);
        result.put("resources", resources);
        result.put("functions", functions);
        return result;
    }

    private Map<String, Object> resource(ResourceShape shape) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(TYPE, OBJECT);
        result.put(PROPERTIES, properties(shape.outputs().values(), shape.secrets()));
        result.put(REQUIRED, required(shape.outputs().values()));
        result.put("inputProperties", properties(shape.inputs().values(), shape.secrets()));
        result.put("requiredInputs", required(shape.inputs().values()));
        return result;
    }

    private Map<String, Object> function(FunctionShape shape) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (!shape.inputs().isEmpty()) {
            result.put("inputs", object(shape.inputs().values()));
        }
        result.put("outputs", object(shape.outputs().values()));
        return result;
    }

    private Map<String, Object> object(Collection<PropertyShape> members) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(TYPE, OBJECT);
        result.put(PROPERTIES, properties(members, Set.of()));
        result.put(REQUIRED, required(members));
        return result;
    }

    private static List<String> required(Collection<PropertyShape> members) {
        return members.stream()
                .filter(PropertyShape::required)
                .map(PropertyShape::name)
                .sorted()
                .toList();
    }

    private Map<String, Object> properties(Collection<PropertyShape> members, Set<String> secrets) {
        Map<String, Object> result = new TreeMap<>();
        for (PropertyShape member : members) {
            Map<String, Object> property = new LinkedHashMap<>(type(member.type()));
            if (secrets.contains(member.name())) {
                property.put("secret", true);
            }
            result.put(member.name(), property);
        }
        return result;
    }

    private Map<String, Object> type(TypeShape type) {
        if (type instanceof TypeShape.Scalar scalar) {
            return Map.of(
                    TYPE,
                    switch (scalar) {
                        case STRING -> "string";
                        case BOOLEAN -> "boolean";
                        case INTEGER -> "integer";
                        case NUMBER -> "number";
                    });
        }
        if (type instanceof TypeShape.ListOf list) {
            return Map.of(TYPE, "array", "items", type(list.element()));
        }
        if (type instanceof TypeShape.MapOf map) {
            return Map.of(TYPE, OBJECT, "additionalProperties", type(map.element()));
        }
        if (type instanceof TypeShape.EitherOf either) {
            Map<String, Object> left = type(either.left());
            Map<String, Object> right = type(either.right());
            return left.equals(right) ? left : Map.of("oneOf", List.of(left, right));
        }
        if (type instanceof TypeShape.JsonOf json) {
            return type(json.type());
        }
        if (type instanceof TypeShape.ObjectOf object) {
            define(object);
            return Map.of(REF, "#/types/" + object.token());
        }
        if (type instanceof TypeShape.File file) {
            // A schema has no type for "an asset and no archive" but Asset, which takes both.
            return Map.of(REF, file == TypeShape.File.ARCHIVE ? "pulumi.json#/Archive" : "pulumi.json#/Asset");
        }
        return Map.of(REF, "pulumi.json#/Any");
    }

    /**
     * Adds a nested type. Arguments and results have one definition: the properties of both, of which those are required that both
     * require.
     */
    private void define(TypeShape.ObjectOf object) {
        Map<String, PropertyShape> members = object.properties().get();
        List<String> required = required(members.values());
        // Types may refer to themselves, and an argument and a result of the same name may differ.
        if (!defined.add(object.token() + members.keySet() + required)) {
            return;
        }
        Map<String, Object> definition = types.computeIfAbsent(object.token(), token -> {
            Map<String, Object> fresh = new LinkedHashMap<>();
            fresh.put(TYPE, OBJECT);
            fresh.put(PROPERTIES, new TreeMap<String, Object>());
            fresh.put(REQUIRED, required);
            return fresh;
        });
        properties(members.values(), Set.of()).forEach(Values.asMap(definition.get(PROPERTIES))::putIfAbsent);
        definition.put(
                REQUIRED,
                Values.strings(definition.get(REQUIRED)).stream()
                        .filter(required::contains)
                        .toList());
    }
}
