package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.table.Tables;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Paths.Change;
import dev.plinth.simulator.value.Unknown;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the resource protocol, on plain values.
 *
 * <p>It is long because the protocol has a dozen operations; checks, differences, references and lookups are classes of their own.
 */
public final class Cloud {

    /** The list of inputs with an automatic value; bridged providers use the same name. */
    static final String DEFAULTS = "__defaults";

    /** Prefix of state that only the simulator has, such as a bucket's objects. */
    private static final String HIDDEN = "simulated";

    /** The flag by which the provider forgets a resource and leaves it in the cloud. */
    private static final String KEPT = "skipDestroy";

    /** Warning about an undesired effect of the last operation on a resource. */
    static final String WARNING = "simulatedWarning";

    static final String ALL_TAGS = "tagsAll";

    private final Store store;
    private final Shapes shapes;
    private final Registry registry;
    private final Predefined predefined;
    private final String seed;
    private final InputCheck inputCheck;
    private final InputDifference difference;
    private final ReferenceChecks references;
    private final ResourceLookup lookup;

    /** A cloud over a store. */
    public Cloud(Store store, Shapes shapes, Registry registry, String seed) {
        this.store = store;
        this.shapes = shapes;
        this.registry = registry;
        this.predefined = new Predefined(store, registry, shapes);
        this.seed = seed;
        Tables tables = new Tables();
        this.inputCheck = new InputCheck(store, shapes, registry, seed, tables, this);
        this.difference = new InputDifference(registry, tables);
        this.references = new ReferenceChecks(store, registry);
        this.lookup = new ResourceLookup(store, registry, predefined, this);
    }

    /** A fault of an input; the property is empty when the whole resource is meant. */
    public record Failure(String property, String reason) {

        /** The service's error code, with which the reason begins. */
        String code() {
            return reason.substring(0, Math.max(0, reason.indexOf(": ")));
        }
    }

    /** Checked inputs, with automatic names and the provider's defaults. */
    public record Checked(Map<String, Object> inputs, List<Failure> failures) {}

    /** The differences by path, the top-level properties that replace, and whether deletion comes first. */
    public record Difference(Map<String, Change> changes, Set<String> replaces, boolean deleteBeforeReplace) {}

    /** Checks inputs, names the resource, and keeps the automatic name that it had. */
    public Checked check(
            String type,
            String urn,
            Map<String, Object> before,
            Map<String, Object> wanted,
            ProviderConfiguration configuration) {
        return inputCheck.check(type, urn, before, wanted, configuration);
    }

    /** Compares the inputs that made the resource with the wanted ones. */
    public Difference diff(
            String type,
            Map<String, Object> oldInputs,
            Map<String, Object> oldState,
            Map<String, Object> wanted,
            ProviderConfiguration configuration) {
        return difference.of(shape(type), oldInputs, oldState, wanted, configuration);
    }

    /** A resource that has not been made yet: what the inputs say, and unknown for what the cloud decides. */
    public Map<String, Object> previewCreation(
            String type, Map<String, Object> inputs, ProviderConfiguration configuration) {
        ResourceShape shape = shape(type);
        Behaviour behaviour = registry.behaviour(shape);
        Map<String, Object> state = new LinkedHashMap<>(inputs);
        behaviour.defaultValues().forEach(state::putIfAbsent);
        addTags(shape, state, configuration);
        shape.outputs().values().stream()
                .filter(PropertyShape::required)
                .forEach(output -> state.putIfAbsent(output.name(), Unknown.VALUE));
        state.putAll(PropertyShape.complete(shape.outputs(), state));
        behaviour.computedValues().keySet().forEach(property -> {
            if (shape.outputs().containsKey(property)) {
                state.putIfAbsent(property, Unknown.VALUE);
            }
        });
        return state;
    }

    /**
     * Makes a resource.
     *
     * @throws CloudException when the cloud refuses
     */
    public StoredResource create(
            String type, String urn, Map<String, Object> inputs, ProviderConfiguration configuration) {
        ResourceShape shape = shape(type);
        Behaviour behaviour = registry.behaviour(shape);
        return store.transact(() -> {
            Operation operation = operation(behaviour, urn, configuration, null);
            Map<String, Object> state = operation.state();
            state.putAll(inputs);
            state.remove(DEFAULTS);
            Naming naming = behaviour.naming();
            if (naming != null && state.get(naming.prefixProperty()) instanceof String prefix) {
                state.putIfAbsent(naming.property(), prefix + operation.hex(26, "prefix"));
            }
            behaviour.defaultValues().forEach(state::putIfAbsent);
            addTags(shape, state, configuration);
            references.checkReferences(behaviour, operation);
            behaviour.checks().forEach(check -> check.accept(operation));
            String id = operation.render(behaviour.idPattern());
            operation.require(
                    behaviour.isPartOfAnother()
                            || store.find(type, operation.storedRegion(), id).isEmpty(),
                    "AlreadyExists",
                    behaviour.label() + " (" + id + ") already exists");
            state.put("id", id);
            String arn = behaviour.arnPattern();
            if (arn != null) {
                state.putIfAbsent("arn", operation.render(arn));
            }
            compute(behaviour, operation);
            registry.fill(shape, operation);
            StoredResource resource = operation.result(id, inputs);
            store.put(resource);
            store.countGeneration(urn);
            return resource;
        });
    }

    static void compute(Behaviour behaviour, Operation operation) {
        behaviour.computedValues().forEach((property, value) -> {
            boolean given = operation.state().containsKey(property);
            if (!given || behaviour.isRecomputed(property)) {
                Object result = value.apply(operation);
                if (result != null) {
                    operation.state().put(property, result);
                }
            }
        });
    }

    /**
     * The resource as the cloud has it, or empty when there is none.
     *
     * @param id the id, or another form of it by which the provider imports the type
     */
    public Optional<StoredResource> read(String type, String id, ProviderConfiguration configuration) {
        return lookup.find(shape(type), id, configuration);
    }

    /**
     * The inputs as an import returns them: an automatic name is like one that the program gave, so that a program that gives
     * another one, or none, differs.
     */
    public static Map<String, Object> importedInputs(StoredResource resource) {
        Map<String, Object> inputs = new LinkedHashMap<>(resource.inputs());
        inputs.remove(DEFAULTS);
        return inputs;
    }

    /** Returns the resources that exist in every account. */
    public Predefined predefined() {
        return predefined;
    }

    /**
     * Previews an update, as the bridged providers do from the state alone: a computed output keeps its value, unless the type's
     * behaviour states that this update computes it again.
     *
     * @param oldInputs the inputs in the engine's state
     * @param oldState the outputs in the engine's state
     * @param inputs the wanted inputs
     * @see <a href="https://developer.hashicorp.com/terraform/plugin/sdkv2/resources/customizing-differences">Resources:
     *     customizing differences</a>
     */
    public Map<String, Object> previewUpdate(
            String type,
            String urn,
            String id,
            Map<String, Object> oldInputs,
            Map<String, Object> oldState,
            Map<String, Object> inputs,
            ProviderConfiguration configuration) {
        ResourceShape shape = shape(type);
        Behaviour behaviour = registry.behaviour(shape);
        Map<String, Object> state = Values.copy(oldState);
        dropped(shape, oldInputs, inputs).forEach(state::remove);
        Set<String> unsent = unsent(behaviour, oldState, oldState, inputs);
        inputs.forEach((property, value) -> {
            // An input that stays as it was leaves what the provider made of it.
            boolean kept = value.equals(oldInputs.get(property)) && state.containsKey(property);
            if (!kept && !unsent.contains(property)) {
                state.put(property, value);
            }
        });
        state.remove(DEFAULTS);
        behaviour.defaultValues().forEach(state::putIfAbsent);
        addTags(shape, state, configuration);
        Set<String> changed = diff(type, oldInputs, oldState, inputs, configuration).changes().keySet().stream()
                .map(Paths::top)
                .collect(Collectors.toSet());
        behaviour.newComputed(changed, state).stream()
                .filter(property -> !inputs.containsKey(property))
                .forEach(property -> state.put(property, Unknown.VALUE));
        return visible(new StoredResource(type, id, region(behaviour, configuration), urn, inputs, state));
    }

    /** The inputs that are no longer given; where the provider computes what isn't given, the resource keeps the value. */
    private static Set<String> dropped(ResourceShape shape, Map<String, Object> before, Map<String, Object> inputs) {
        Set<String> dropped = new LinkedHashSet<>(before.keySet());
        dropped.removeAll(inputs.keySet());
        dropped.removeIf(shape::isComputed);
        return dropped;
    }

    /**
     * Changes a resource.
     *
     * @throws CloudException when the cloud refuses, or the resource is gone
     */
    public StoredResource update(
            String type,
            String urn,
            String id,
            Map<String, Object> oldState,
            Map<String, Object> inputs,
            ProviderConfiguration configuration) {
        ResourceShape shape = shape(type);
        Behaviour behaviour = registry.behaviour(shape);
        return store.transact(() -> {
            StoredResource old = store.find(type, region(behaviour, configuration), id)
                    .or(() -> read(type, id, configuration))
                    .orElseThrow(() -> new CloudException(
                            "NotFound",
                            "couldn't find resource (" + id + "): it was deleted outside Pulumi; run a refresh"));
            Operation operation = operation(behaviour, urn, configuration, old);
            Map<String, Object> state = operation.state();
            state.putAll(Values.copy(old.state()));
            state.remove(WARNING);
            dropped(shape, old.inputs(), inputs).forEach(state::remove);
            state.putAll(inputs);
            state.remove(DEFAULTS);
            unsent(behaviour, old.state(), oldState, inputs)
                    .forEach(property -> state.put(property, Objects.requireNonNull(old.get(property))));
            behaviour.defaultValues().forEach(state::putIfAbsent);
            addTags(shape, state, configuration);
            references.checkReferences(behaviour, operation);
            behaviour.checks().forEach(check -> check.accept(operation));
            compute(behaviour, operation);
            registry.fill(shape, operation);
            StoredResource resource = operation.result(id, inputs);
            store.put(resource);
            return resource;
        });
    }

    /** The properties that an update does not send, so that they stay as the cloud has them. */
    private static Set<String> unsent(
            Behaviour behaviour, Map<String, Object> actual, Map<String, Object> known, Map<String, Object> inputs) {
        Set<String> unsent = new LinkedHashSet<>(behaviour.suppressed(actual, inputs));
        behaviour.propertiesChangedByCloud(actual).stream()
                .filter(property -> actual.get(property) != null && inputs.get(property) != null)
                .filter(property -> Objects.equals(inputs.get(property), known.get(property)))
                .forEach(unsent::add);
        return unsent;
    }

    /**
     * Deletes a resource; one that is gone already stays so.
     *
     * @throws CloudException when the cloud refuses
     */
    public void delete(String type, String urn, String id, ProviderConfiguration configuration) {
        Behaviour behaviour = registry.behaviour(shape(type));
        store.transact(() -> {
            Optional<StoredResource> found = store.find(type, region(behaviour, configuration), id);
            found.ifPresent(resource -> {
                Operation operation = operation(behaviour, urn, configuration, resource);
                operation.state().putAll(resource.state());
                if (operation.flag(KEPT)) {
                    return;
                }
                checkDeletion(behaviour, operation, resource);
                behaviour.deletionEffects().forEach(effect -> effect.accept(operation));
                store.remove(resource);
            });
            return found.isPresent();
        });
    }

    /**
     * Returns which of some deletions would be refused, and deletes nothing. What is refused only because another one is does
     * not count.
     *
     * @param deletions in the order in which they would be asked for
     */
    public List<Deletion.Refusal> refusals(List<Deletion> deletions) {
        List<Deletion.Refusal> refusals = new ArrayList<>();
        store.rehearse(() -> deletions.forEach(deletion -> store.byIdOrUrn(deletion.urn()).stream()
                .filter(resource -> resource.id().equals(deletion.id()))
                .forEach(resource -> {
                    refusal(resource, deletion).ifPresent(refusals::add);
                    store.remove(resource);
                })));
        return refusals;
    }

    private Optional<Deletion.Refusal> refusal(StoredResource resource, Deletion deletion) {
        Behaviour behaviour = behaviour(resource.type());
        ProviderConfiguration configuration = behaviour.isGlobal()
                ? ProviderConfiguration.DEFAULT
                : new ProviderConfiguration(resource.region(), Map.of());
        Operation operation = operation(behaviour, resource.urn(), configuration, resource);
        operation.state().putAll(resource.state());
        operation.state().putAll(deletion.changed());
        try {
            checkDeletion(behaviour, operation, resource);
            return Optional.empty();
        } catch (CloudException e) {
            return Optional.of(new Deletion.Refusal(resource.urn(), e.code(), String.valueOf(e.getMessage())));
        }
    }

    private void checkDeletion(Behaviour behaviour, Operation operation, StoredResource resource) {
        behaviour.deletionChecks().forEach(check -> check.accept(operation));
        DeletionProtection.check(operation);
        if (!operation.flag("forceDetachPolicies")) {
            references.checkUsers(behaviour, resource);
        }
    }

    Operation operation(
            Behaviour behaviour, String urn, ProviderConfiguration configuration, @Nullable StoredResource old) {
        return new Operation(
                store, predefined, configuration, behaviour, urn, seed + "|" + urn + "|" + store.generation(urn), old);
    }

    static String region(Behaviour behaviour, ProviderConfiguration configuration) {
        return behaviour.isGlobal() ? StoredResource.GLOBAL : configuration.region();
    }

    ResourceShape shape(String type) {
        return shapes.find(type).orElseThrow(() -> new CloudException("UnknownType", "unknown resource type " + type));
    }

    Behaviour behaviour(String type) {
        return registry.behaviour(shape(type));
    }

    private static void addTags(ResourceShape shape, Map<String, Object> state, ProviderConfiguration configuration) {
        if (shape.outputs().containsKey(ALL_TAGS)) {
            // The provider plans all tags as unknown when one of them is.
            state.put(ALL_TAGS, Values.isUnknown(state.get("tags")) ? Unknown.VALUE : allTags(state, configuration));
        }
    }

    static Map<String, Object> allTags(Map<String, Object> properties, ProviderConfiguration configuration) {
        Map<String, Object> tags = new LinkedHashMap<>(configuration.defaultTags());
        tags.putAll(Values.asMap(properties.get("tags")));
        return tags;
    }

    /** Returns the provider's name of a type in messages, such as {@code EC2 VPC}. */
    public String label(String type) {
        return shapes.find(type).map(registry::behaviour).map(Behaviour::label).orElse(type);
    }

    /**
     * The state as the engine may see it: without the simulator's own notes, and with an empty value for each output that
     * the SDKs insist on and that the simulator doesn't model.
     */
    public Map<String, Object> visible(StoredResource resource) {
        Map<String, Object> result =
                PropertyShape.complete(shape(resource.type()).outputs(), resource.state());
        result.keySet().removeIf(property -> property.startsWith(HIDDEN));
        return result;
    }

    /** Returns the warning of the last operation on a resource; empty when there is none. */
    public static String warning(StoredResource resource) {
        return resource.text(WARNING);
    }

    /** The logical name in a URN. */
    public static String logicalName(String urn) {
        return urn.substring(urn.lastIndexOf("::") + 2);
    }

    /** A verb's present participle, for messages. */
    public static String participle(String operation) {
        return (operation.endsWith("e") ? operation.substring(0, operation.length() - 1) : operation)
                        .toLowerCase(Locale.ROOT)
                + "ing";
    }
}
