package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.Suggestion;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.table.Table;
import dev.plinth.simulator.table.Tables;
import dev.plinth.simulator.table.Violation;
import dev.plinth.simulator.table.Violation.Kind;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations of the resource protocol, on plain values. */
public final class Cloud {

    /** The list of inputs with an automatic value; bridged providers use the same name. */
    private static final String DEFAULTS = "__defaults";

    /** State that only the simulator knows, such as a bucket's objects, starts so. */
    private static final String HIDDEN = "simulated";

    /** The note of what the last operation on a resource did that nobody wants. */
    static final String WARNING = "simulatedWarning";

    private static final String ALL_TAGS = "tagsAll";

    private final Store store;
    private final Shapes shapes;
    private final Registry registry;
    private final Predefined predefined;
    private final Tables tables = new Tables();
    private final String seed;

    /** A cloud over a store. */
    public Cloud(Store store, Shapes shapes, Registry registry, String seed) {
        this.store = store;
        this.shapes = shapes;
        this.registry = registry;
        this.predefined = new Predefined(store, registry, shapes);
        this.seed = seed;
    }

    /** A fault of an input; the property is empty when the whole resource is meant. */
    public record Failure(String property, String reason) {

        /** The service's error code, with which the reason begins. */
        private String code() {
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
        Optional<ResourceShape> found = shapes.find(type);
        if (found.isEmpty()) {
            return new Checked(wanted, List.of(new Failure("", "unknown resource type " + type + suggestion(type))));
        }
        ResourceShape shape = found.get();
        Behaviour behaviour = registry.behaviour(shape);
        Map<String, Object> inputs = shape.normalize(Values.copy(wanted));
        List<Object> automatic = new ArrayList<>();
        inputs.remove(DEFAULTS);
        Naming naming = behaviour.naming();
        if (naming != null && !inputs.containsKey(naming.property()) && !inputs.containsKey(naming.prefixProperty())) {
            boolean kept = Values.asList(before.get(DEFAULTS)).contains(naming.property())
                    && before.get(naming.property()) instanceof String;
            inputs.put(
                    naming.property(),
                    kept
                            ? String.valueOf(before.get(naming.property()))
                            : naming.name(logicalName(urn), suffix(urn)) + behaviour.nameEnding(inputs));
            automatic.add(naming.property());
        }
        behaviour.inputDefaultValues().forEach((property, value) -> {
            if (inputs.putIfAbsent(property, value) == null) {
                automatic.add(property);
            }
        });
        List<Failure> failures = new ArrayList<>();
        shape.checkInputs(inputs).forEach(mismatch -> failures.add(new Failure(mismatch.path(), mismatch.reason())));
        if (failures.isEmpty()) {
            List<Failure> refused = tableFailures(shape, before, inputs);
            Map<String, String> codes = refused.stream()
                    .collect(Collectors.toMap(Failure::property, Failure::code, (first, second) -> first));
            Operation operation = operation(behaviour, urn, configuration, null);
            operation.state().putAll(inputs);
            for (var rule : behaviour.validations()) {
                try {
                    rule.accept(operation);
                } catch (CloudException e) {
                    failures.add(failure(type, e, codes));
                }
            }
            // A rule of the service's own says it better than its schema.
            Set<String> said = failures.stream().map(Failure::property).collect(Collectors.toSet());
            refused.stream()
                    .filter(failure -> !said.contains(failure.property()) && !automatic.contains(failure.property()))
                    .forEach(failures::add);
        }
        if (!automatic.isEmpty()) {
            inputs.put(DEFAULTS, automatic);
        }
        return new Checked(inputs, failures);
    }

    /** Returns the violations of the vendors' schemas, except for values that the resource has already. */
    private List<Failure> tableFailures(ResourceShape shape, Map<String, Object> before, Map<String, Object> inputs) {
        String type = shape.type();
        Table table = tables.find(type);
        List<Violation> had = before.isEmpty() ? List.of() : table.check(before);
        List<Failure> failures = table.check(inputs).stream()
                .filter(violation -> !had.contains(violation))
                .map(violation ->
                        new Failure(violation.path(), ErrorCodes.of(type, violation) + ": " + violation.message()))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (shape.outputs().containsKey(ALL_TAGS)) {
            Tags.faults(type, Values.asMap(inputs.get("tags")))
                    .forEach(message -> failures.add(new Failure("tags", message)));
        }
        return failures;
    }

    /** A rule names the property that it refuses, or the service's error code. */
    private static Failure failure(String type, CloudException refusal, Map<String, String> codes) {
        String message = String.valueOf(refusal.getMessage());
        return Character.isLowerCase(refusal.code().charAt(0))
                ? new Failure(
                        refusal.code(),
                        codes.getOrDefault(refusal.code(), ErrorCodes.of(type, Kind.VALUE)) + ": " + message)
                : new Failure("", refusal.code() + ": " + message);
    }

    private String suggestion(String type) {
        String name = type.substring(type.lastIndexOf(':') + 1);
        List<String> names = shapes.classNames(type.split(":", -1)[0]).stream()
                .filter(candidate -> !candidate.contains(".inputs.") && !candidate.contains(".outputs."))
                .map(candidate -> candidate.substring(candidate.lastIndexOf('.') + 1))
                .toList();
        return Suggestion.of(name, names);
    }

    private String suffix(String urn) {
        return Operation.digest(seed + "|" + urn + "|" + store.generation(urn) + "|name")
                .substring(0, 7);
    }

    /** Compares the inputs that made the resource with the wanted ones. */
    public Difference diff(
            String type,
            Map<String, Object> oldInputs,
            Map<String, Object> oldState,
            Map<String, Object> wanted,
            ProviderConfiguration configuration) {
        ResourceShape shape = shape(type);
        Behaviour behaviour = registry.behaviour(shape);
        Table table = tables.find(type);
        Map<String, Object> before = table.comparable(withoutAllTags(shape, oldInputs));
        Map<String, Object> after = table.comparable(wanted);
        Map<String, Change> changes = Paths.differences(before, after);
        changes.entrySet()
                .removeIf(change -> (change.getValue() == Change.DELETE && shape.isComputed(change.getKey()))
                        || isUnchanged(behaviour, Paths.top(change.getKey()), oldInputs, oldState, wanted));
        Set<String> suppressed = behaviour.suppressed(oldState, wanted);
        changes.keySet().removeIf(path -> suppressed.contains(Paths.top(path)));
        if (shape.outputs().containsKey(ALL_TAGS) && oldState.containsKey(ALL_TAGS)) {
            changes.putAll(Paths.differences(
                    Map.of(ALL_TAGS, Values.asMap(oldState.get(ALL_TAGS))),
                    Map.of(ALL_TAGS, allTags(wanted, configuration))));
        }
        behaviour.movingProperties().stream()
                .filter(property -> wanted.get(property) != null && oldState.get(property) != null)
                .filter(property -> !Objects.equals(wanted.get(property), oldState.get(property)))
                .forEach(property -> changes.putIfAbsent(property, Change.UPDATE));
        Set<String> replaces = new LinkedHashSet<>();
        for (Map.Entry<String, Change> entry : changes.entrySet()) {
            String path = entry.getKey();
            String top = Paths.top(path);
            boolean byTable =
                    !registry.types().contains(type) && table.createOnly().contains(top);
            if (byTable || behaviour.replaces(path, entry.getValue()) || behaviour.replaces(top, oldState, wanted)) {
                replaces.add(top);
            }
        }
        return new Difference(changes, replaces, !replaces.isEmpty() && collides(behaviour, oldInputs, wanted));
    }

    /** The real provider notes all tags among the inputs, too; whether they change, the outputs say. */
    private static Map<String, Object> withoutAllTags(ResourceShape shape, Map<String, Object> inputs) {
        if (!shape.outputs().containsKey(ALL_TAGS) || !inputs.containsKey(ALL_TAGS)) {
            return inputs;
        }
        Map<String, Object> rest = new LinkedHashMap<>(inputs);
        rest.remove(ALL_TAGS);
        return rest;
    }

    /**
     * Returns whether a property that came or went is no change: it is written out with the value that the resource has, or it was the
     * value that the cloud gives anyway.
     */
    private static boolean isUnchanged(
            Behaviour behaviour,
            String property,
            Map<String, Object> oldInputs,
            Map<String, Object> oldState,
            Map<String, Object> wanted) {
        Object value = wanted.get(property);
        Object old = oldInputs.get(property);
        boolean written = old == null && value != null && value.equals(oldState.get(property));
        boolean dropped = value == null
                && old != null
                && old.equals(behaviour.defaultValues().get(property));
        return written || dropped;
    }

    private static boolean collides(Behaviour behaviour, Map<String, Object> oldInputs, Map<String, Object> wanted) {
        Naming naming = behaviour.naming();
        boolean sameName = naming != null
                && wanted.containsKey(naming.property())
                && wanted.get(naming.property()) instanceof String name
                && name.equals(oldInputs.get(naming.property()))
                && !Values.asList(wanted.get(DEFAULTS)).contains(naming.property());
        return sameName;
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
            checkReferences(behaviour, operation);
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
        Behaviour behaviour = registry.behaviour(shape(type));
        return store.find(type, region(behaviour, configuration), id)
                .or(() -> imported(behaviour, id, configuration))
                .or(() -> predefined.find(type, id, configuration))
                .or(() -> provided(behaviour, id, configuration))
                .or(() -> underAnotherType(behaviour, id, configuration));
    }

    private Optional<StoredResource> provided(Behaviour behaviour, String id, ProviderConfiguration configuration) {
        for (Map.Entry<Behaviour, Provision> entry : registry.provisionsOf(behaviour.type())) {
            Function<StoredResource, Map<String, Object>> properties =
                    entry.getValue().properties();
            Optional<StoredResource> owner = properties == null
                    ? Optional.empty()
                    : store.list(entry.getKey().type(), region(entry.getKey(), configuration)).stream()
                            .filter(candidate ->
                                    id.equals(candidate.get(entry.getValue().property())))
                            .findFirst();
            if (properties != null && owner.isPresent()) {
                Map<String, Object> known = new LinkedHashMap<>(properties.apply(owner.get()));
                known.put("id", id);
                return Optional.of(predefined.resource(behaviour, configuration, known));
            }
        }
        return Optional.empty();
    }

    private Optional<StoredResource> underAnotherType(
            Behaviour behaviour, String id, ProviderConfiguration configuration) {
        ResourceShape shape = shape(behaviour.type());
        return behaviour.sameTypes().stream()
                .flatMap(other -> store
                        .find(other, region(registry.behaviour(shape(other)), configuration), id)
                        .or(() -> predefined.find(other, id, configuration))
                        .stream())
                .findFirst()
                .map(found -> {
                    Map<String, Object> inputs = Values.copy(found.inputs());
                    inputs.keySet().retainAll(shape.inputs().keySet());
                    Map<String, Object> state = Values.copy(found.state());
                    state.keySet().removeIf(name -> !shape.outputs().containsKey(name) && !"id".equals(name));
                    return new StoredResource(
                            behaviour.type(), found.id(), region(behaviour, configuration), found.urn(), inputs, state);
                });
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

    private Optional<StoredResource> imported(Behaviour behaviour, String id, ProviderConfiguration configuration) {
        return behaviour.importPatterns().isEmpty()
                ? Optional.empty()
                : store.list(behaviour.type(), region(behaviour, configuration)).stream()
                        .filter(candidate -> {
                            Operation operation = operation(behaviour, candidate.urn(), configuration, candidate);
                            operation.state().putAll(candidate.state());
                            return behaviour.importPatterns().stream()
                                    .map(operation::render)
                                    .anyMatch(id::equals);
                        })
                        .findFirst();
    }

    /** Returns the resources that exist in every account. */
    public Predefined predefined() {
        return predefined;
    }

    /**
     * The preview of an update, as the bridged providers give it from the state alone: a computed output keeps the value that it
     * had, unless the type's behaviour says that this update computes it anew.
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
            checkReferences(behaviour, operation);
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
        behaviour.propertiesChangedByCloud().stream()
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
            checkUsers(behaviour, resource);
        }
    }

    private void checkUsers(Behaviour behaviour, StoredResource resource) {
        List<String> users = new ArrayList<>(Values.strings(resource.get("simulatedUsers")));
        for (Map.Entry<Behaviour, Reference> entry : registry.referencesTo(resource.type())) {
            Reference reference = entry.getValue();
            if (reference.blocksDeletion()) {
                store.listEverywhere(entry.getKey().type()).stream()
                        .filter(user -> refersTo(user, reference, resource))
                        .forEach(user -> users.add(entry.getKey().label() + " " + user.id()));
            }
        }
        if (!users.isEmpty()) {
            throw behaviour.inUse(users.stream().distinct().limit(5).collect(Collectors.joining(", ")));
        }
    }

    private static boolean refersTo(StoredResource user, Reference reference, StoredResource target) {
        boolean samePlace = user.region().equals(target.region())
                || StoredResource.GLOBAL.equals(target.region())
                || StoredResource.GLOBAL.equals(user.region());
        return Paths.values(user.state(), reference.path()).stream()
                .anyMatch(value -> (value.equals(target.arn()) && !target.arn().isEmpty())
                        || (samePlace && (value.equals(target.id()) || isName(target, value))));
    }

    private static boolean isName(StoredResource target, Object value) {
        return value.equals(target.get("name"));
    }

    private void checkReferences(Behaviour behaviour, Operation operation) {
        for (Reference reference : behaviour.references()) {
            for (String value : operation.texts(reference.path())) {
                operation.require(
                        value.isEmpty() || exists(reference, value, operation),
                        reference.code(),
                        "the " + registry.label(reference.target()) + " '" + value + "' named by '" + reference.path()
                                + "' does not exist in " + operation.region());
            }
        }
    }

    private boolean exists(Reference reference, String value, Operation operation) {
        String target = reference.target();
        if (value.startsWith("arn:")) {
            boolean here = reference.anywhere() || isIn(value, operation.region());
            boolean found = store.byArn(target, value).isPresent();
            if (here && found) {
                return true;
            }
        }
        return operation.find(target, value).isPresent()
                || operation.list(target).stream().anyMatch(found -> isName(found, value))
                || registry.provisionsOf(target).stream()
                        .anyMatch(entry -> operation.list(entry.getKey().type()).stream()
                                .anyMatch(found ->
                                        value.equals(found.get(entry.getValue().property()))));
    }

    /** Returns whether an ARN belongs to the region, or to none. */
    private static boolean isIn(String arn, String region) {
        String[] parts = arn.split(":", 6);
        return parts.length < 4 || parts[3].isEmpty() || parts[3].equals(region);
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

    private static Map<String, Object> allTags(Map<String, Object> properties, ProviderConfiguration configuration) {
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
