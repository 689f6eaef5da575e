package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.value.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Table of behaviours by resource type. */
public final class Registry {

    /** Tags are changed in place, for every type. */
    private static final Set<String> NEVER_REPLACING = Set.of("tags", "tagsAll");

    /** The module whose types are the same as another module's. */
    private static final String ALB = "aws:alb/";

    private final List<OutputFormats> formats = new ArrayList<>();
    private final Map<String, Behaviour> behaviours = new LinkedHashMap<>();

    /** The type under which the cloud keeps a resource: {@code aws:alb/…} and {@code aws:lb/…} are the same types. */
    public static String canonical(String type) {
        return type.startsWith(ALB) ? "aws:lb/" + type.substring(ALB.length()) : type;
    }

    /**
     * Starts the behaviour of a type.
     *
     * @param type the type token
     * @param label what the provider's messages call it, such as {@code EC2 VPC}
     */
    public Behaviour type(String type, String label) {
        Behaviour behaviour = new Behaviour(type, label);
        if (behaviours.put(type, behaviour) != null) {
            throw new IllegalStateException(type + " is registered twice");
        }
        return behaviour;
    }

    /** Adds the formats of a provider's outputs. */
    public void outputs(OutputFormats more) {
        formats.add(more);
    }

    /** Adds the outputs that have a known format and no value yet. */
    void fill(ResourceShape shape, Operation operation) {
        formats.forEach(format -> format.fill(shape, operation));
    }

    /** The types with their own behaviour. */
    public Set<String> types() {
        return behaviours.keySet();
    }

    /** The properties at the top level that a type's behaviour names, without the simulator's own. */
    public Set<String> properties(String type) {
        Behaviour behaviour = behaviours.get(type);
        return behaviour == null ? Set.of() : behaviour.properties();
    }

    /**
     * Returns whether the cloud replaces a resource whose property changes; nothing is known of a type that isn't registered.
     *
     * @param path the property, such as {@code settings.name}
     */
    public boolean replaces(String type, String path) {
        Behaviour behaviour = behaviours.get(canonical(type));
        return behaviour != null && behaviour.replaces(path);
    }

    /**
     * Returns whether it is known if the cloud replaces a resource whose property changes.
     *
     * @param path the property, such as {@code settings.name}
     * @param input the text of one of the resource's properties, if it has one
     */
    public boolean knowsReplacement(String type, String path, Function<String, Optional<String>> input) {
        Behaviour behaviour = behaviours.get(canonical(type));
        return NEVER_REPLACING.contains(Paths.top(path)) || (behaviour != null && behaviour.isDecided(path, input));
    }

    /** Returns the behaviour of a type; an unregistered one accepts every value of the right shape. */
    Behaviour behaviour(ResourceShape shape) {
        Behaviour known = behaviours.get(shape.type());
        if (known != null) {
            return known;
        }
        String[] parts = shape.type().split("[:/]", -1);
        Behaviour generic = new Behaviour(shape.type(), parts[1] + " " + parts[parts.length - 1]);
        PropertyShape name = shape.inputs().get("name");
        PropertyShape given = shape.outputs().get("name");
        if (name != null
                && !name.required()
                && given != null
                && given.required()
                && name.type() == TypeShape.Scalar.STRING) {
            generic.named("name", 255);
        }
        formats.forEach(format -> format.describe(shape, generic));
        return generic;
    }

    /** Returns the name of a type in messages. */
    String label(String type) {
        Behaviour known = behaviours.get(type);
        return known == null ? type : known.label();
    }

    /** The types and properties that stand for a target type. */
    List<Map.Entry<Behaviour, Provision>> provisionsOf(String target) {
        return behaviours.values().stream()
                .flatMap(behaviour -> behaviour.provisions().stream()
                        .filter(provision -> provision.target().equals(target))
                        .map(provision -> Map.entry(behaviour, provision)))
                .toList();
    }

    /** The references of all types to a target type. */
    List<Map.Entry<Behaviour, Reference>> referencesTo(String target) {
        return behaviours.values().stream()
                .flatMap(behaviour -> behaviour.references().stream()
                        .filter(reference -> reference.target().equals(target))
                        .map(reference -> Map.entry(behaviour, reference)))
                .toList();
    }
}
