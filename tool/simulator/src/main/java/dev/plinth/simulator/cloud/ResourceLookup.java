package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds resources by the ids that a read or an import gives: own ones, import ids, and what exists in every account. */
final class ResourceLookup {

    private final Store store;
    private final Registry registry;
    private final Predefined predefined;
    private final Cloud cloud;

    ResourceLookup(Store store, Registry registry, Predefined predefined, Cloud cloud) {
        this.store = store;
        this.registry = registry;
        this.predefined = predefined;
        this.cloud = cloud;
    }

    /** Returns the resource of a type that an id means. */
    Optional<StoredResource> find(ResourceShape shape, String id, ProviderConfiguration configuration) {
        String type = shape.type();
        Behaviour behaviour = registry.behaviour(shape);
        return store.find(type, Cloud.region(behaviour, configuration), id)
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
                    : store.list(entry.getKey().type(), Cloud.region(entry.getKey(), configuration)).stream()
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
        ResourceShape shape = cloud.shape(behaviour.type());
        return behaviour.sameTypes().stream()
                .flatMap(other -> store
                        .find(other, Cloud.region(registry.behaviour(cloud.shape(other)), configuration), id)
                        .or(() -> predefined.find(other, id, configuration))
                        .stream())
                .findFirst()
                .map(found -> {
                    Map<String, Object> inputs = Values.copy(found.inputs());
                    inputs.keySet().retainAll(shape.inputs().keySet());
                    Map<String, Object> state = Values.copy(found.state());
                    state.keySet().removeIf(name -> !shape.outputs().containsKey(name) && !"id".equals(name));
                    return new StoredResource(
                            behaviour.type(),
                            found.id(),
                            Cloud.region(behaviour, configuration),
                            found.urn(),
                            inputs,
                            state);
                });
    }

    private Optional<StoredResource> imported(Behaviour behaviour, String id, ProviderConfiguration configuration) {
        return behaviour.importPatterns().isEmpty()
                ? Optional.empty()
                : store.list(behaviour.type(), Cloud.region(behaviour, configuration)).stream()
                        .filter(candidate -> {
                            Operation operation = cloud.operation(behaviour, candidate.urn(), configuration, candidate);
                            operation.state().putAll(candidate.state());
                            return behaviour.importPatterns().stream()
                                    .map(operation::render)
                                    .anyMatch(id::equals);
                        })
                        .findFirst();
    }
}
