package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.TypeShape.Mismatch;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.table.Tables;
import dev.plinth.simulator.table.Violation;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Check of inputs against the vendors' schemas and the services' rules on single resources, without a cloud.
 *
 * <p>It reports values only: enumerations, ranges and combinations. Missing and unknown properties, types and patterns belong to
 * the provider, whose version may differ from the one of the tables.
 */
public final class ValueCheck implements AutoCloseable {

    private final Store store = Store.inMemory();
    private final Shapes shapes = new Shapes();
    private final Tables tables = new Tables();
    private final Registry registry;
    private final Predefined predefined;

    /**
     * Creates a check.
     *
     * @param registry the behaviour of the types
     */
    public ValueCheck(Registry registry) {
        this.registry = registry;
        this.predefined = new Predefined(store, registry, shapes);
    }

    /**
     * A rejected value.
     *
     * @param path the property; empty when several properties do not fit together
     * @param message the reason; never a secret
     * @param allowed the values of an enumeration; empty for other reasons
     */
    public record Rejection(String path, String message, List<String> allowed) {

        /** Copies the list. */
        public Rejection {
            allowed = List.copyOf(allowed);
        }
    }

    /** Returns the type tokens with a table. */
    public static SortedSet<String> types() {
        return Tables.types();
    }

    /**
     * Checks a resource.
     *
     * @param type the type token
     * @param urn the resource's URN
     * @param inputs the inputs; {@link dev.plinth.simulator.value.Unknown#VALUE} fits everywhere
     * @param region the provider's region
     * @return none for a type that is not modelled
     */
    public synchronized List<Rejection> of(String type, String urn, Map<String, Object> inputs, String region) {
        Optional<ResourceShape> shape = shapes.find(type);
        return shape.isEmpty() ? List.of() : of(shape.get(), urn, inputs, region);
    }

    private List<Rejection> of(ResourceShape shape, String urn, Map<String, Object> wanted, String region) {
        Map<String, Object> inputs = shape.normalize(Values.copy(wanted));
        inputs.remove(Cloud.DEFAULTS);
        Set<String> foreign =
                shape.checkInputs(inputs).stream().map(Mismatch::path).collect(Collectors.toSet());
        List<Rejection> rejections = tables.find(shape.type()).check(inputs).stream()
                .filter(violation -> violation.kind() == Violation.Kind.VALUE)
                .filter(violation ->
                        foreign.stream().noneMatch(path -> violation.path().startsWith(path)))
                .map(violation -> new Rejection(violation.path(), violation.message(), violation.allowed()))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (foreign.isEmpty()) {
            Set<String> reported = rejections.stream().map(Rejection::path).collect(Collectors.toSet());
            byService(registry.behaviour(shape), urn, inputs, region).stream()
                    .filter(rejection -> !reported.contains(rejection.path()))
                    .forEach(rejections::add);
        }
        return rejections;
    }

    private List<Rejection> byService(Behaviour behaviour, String urn, Map<String, Object> inputs, String region) {
        Operation operation = new Operation(
                store, predefined, new ProviderConfiguration(region, Map.of()), behaviour, urn, urn, null);
        operation.state().putAll(inputs);
        behaviour.inputDefaultValues().forEach(operation.state()::putIfAbsent);
        List<Rejection> rejections = new ArrayList<>();
        for (var rule : behaviour.validations()) {
            try {
                rule.accept(operation);
            } catch (CloudException e) {
                boolean property = Character.isLowerCase(e.code().charAt(0));
                rejections.add(new Rejection(property ? e.code() : "", String.valueOf(e.getMessage()), List.of()));
            }
        }
        return rejections;
    }

    @Override
    public void close() {
        store.close();
    }
}
