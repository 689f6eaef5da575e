package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.table.Table;
import dev.plinth.simulator.table.Tables;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Paths.Change;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares inputs as the real provider does. */
final class InputDifference {

    private final Registry registry;
    private final Tables tables;

    InputDifference(Registry registry, Tables tables) {
        this.registry = registry;
        this.tables = tables;
    }

    /** Compares the inputs that made the resource with the wanted ones. */
    Cloud.Difference of(
            ResourceShape shape,
            Map<String, Object> oldInputs,
            Map<String, Object> oldState,
            Map<String, Object> wanted,
            ProviderConfiguration configuration) {
        String type = shape.type();
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
        if (shape.outputs().containsKey(Cloud.ALL_TAGS) && oldState.containsKey(Cloud.ALL_TAGS)) {
            changes.putAll(Paths.differences(
                    Map.of(Cloud.ALL_TAGS, Values.asMap(oldState.get(Cloud.ALL_TAGS))),
                    Map.of(Cloud.ALL_TAGS, Cloud.allTags(wanted, configuration))));
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
        boolean deletesFirst = behaviour.isDeletedFirst() || collides(behaviour, oldInputs, wanted);
        return new Cloud.Difference(changes, replaces, !replaces.isEmpty() && deletesFirst);
    }

    /** The real provider notes all tags among the inputs, too; whether they change, the outputs say. */
    private static Map<String, Object> withoutAllTags(ResourceShape shape, Map<String, Object> inputs) {
        if (!shape.outputs().containsKey(Cloud.ALL_TAGS) || !inputs.containsKey(Cloud.ALL_TAGS)) {
            return inputs;
        }
        Map<String, Object> rest = new LinkedHashMap<>(inputs);
        rest.remove(Cloud.ALL_TAGS);
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
                && !Values.asList(wanted.get(Cloud.DEFAULTS)).contains(naming.property());
        return sameName;
    }
}
