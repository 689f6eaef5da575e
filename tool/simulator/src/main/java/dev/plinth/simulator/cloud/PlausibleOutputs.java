package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.PropertyShape;
import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.TypeShape;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers and other outputs of resources that nobody has created, in the form that the cloud gives them. Nothing is checked
 * or created. Another seed gives other identifiers.
 *
 * <p>Flags are left out: nobody can say them before the resource exists.
 */
public final class PlausibleOutputs implements AutoCloseable {

    private final Store store = Store.inMemory();
    private final Shapes shapes = new Shapes();
    private final Registry registry;
    private final Predefined predefined;

    /**
     * Creates outputs.
     *
     * @param registry the behaviour of the types
     */
    public PlausibleOutputs(Registry registry) {
        this.registry = registry;
        this.predefined = new Predefined(store, registry, shapes);
    }

    /**
     * Returns the outputs of a resource, its {@code id} among them.
     *
     * @param type the type token
     * @param urn the resource's URN
     * @param inputs the resource's inputs
     * @param region the provider's region
     * @param seed the seed of generated identifiers
     * @return outputs by name, without those that cannot be stated; empty for an unknown type
     */
    public synchronized Map<String, Object> of(
            String type, String urn, Map<String, Object> inputs, String region, String seed) {
        Optional<ResourceShape> shape = shapes.find(type);
        return shape.isEmpty() ? Map.of() : of(shape.get(), urn, inputs, region, seed);
    }

    /** Returns the names of a type's outputs that are secret. */
    public Set<String> secrets(String type) {
        return shapes.find(type).map(ResourceShape::secrets).orElse(Set.of());
    }

    private Map<String, Object> of(
            ResourceShape shape, String urn, Map<String, Object> inputs, String region, String seed) {
        Behaviour behaviour = registry.behaviour(shape);
        Operation operation = new Operation(
                store, predefined, new ProviderConfiguration(region, Map.of()), behaviour, urn, seed + "|" + urn, null);
        Map<String, Object> state = operation.state();
        state.putAll(inputs);
        Naming naming = behaviour.naming();
        if (naming != null && !state.containsKey(naming.property())) {
            state.put(naming.property(), naming.name(operation.logicalName(), operation.hex(7, "name")));
        }
        behaviour.defaultValues().forEach(state::putIfAbsent);
        // A check may refuse the resource for its references, of which none exists here.
        behaviour.checks().forEach(check -> attempt(() -> check.accept(operation)));
        attempt(() -> state.put("id", operation.render(behaviour.idPattern())));
        String arn = behaviour.arnPattern();
        if (arn != null) {
            attempt(() -> state.putIfAbsent("arn", operation.render(arn)));
        }
        behaviour
                .computedValues()
                .forEach((property, value) -> attempt(() -> {
                    if (!state.containsKey(property) || behaviour.isRecomputed(property)) {
                        Object result = value.apply(operation);
                        if (result != null) {
                            state.put(property, result);
                        }
                    }
                }));
        attempt(() -> registry.fill(shape, operation));
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("id", state.getOrDefault("id", operation.hex(17, "id")));
        shape.outputs().values().forEach(output -> {
            Object value = state.containsKey(output.name()) ? state.get(output.name()) : text(output, operation);
            if (value != null && !(value instanceof Boolean)) {
                outputs.put(output.name(), value);
            }
        });
        return Values.copy(outputs);
    }

    private static @Nullable Object text(PropertyShape output, Operation operation) {
        return output.type() == TypeShape.Scalar.STRING
                ? operation.logicalName() + "-" + output.name() + "-" + operation.hex(8, output.name())
                : null;
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            // Only the output that this step would have given is missing.
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
