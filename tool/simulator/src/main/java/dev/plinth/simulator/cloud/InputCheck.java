package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.ResourceShape;
import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.shape.Suggestion;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.table.Table;
import dev.plinth.simulator.table.Tables;
import dev.plinth.simulator.table.Violation;
import dev.plinth.simulator.table.Violation.Kind;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the inputs of resources, and completes them with automatic names and defaults. */
final class InputCheck {

    private final Store store;
    private final Shapes shapes;
    private final Registry registry;
    private final String seed;
    private final Cloud cloud;
    private final Tables tables;

    InputCheck(Store store, Shapes shapes, Registry registry, String seed, Tables tables, Cloud cloud) {
        this.store = store;
        this.shapes = shapes;
        this.registry = registry;
        this.seed = seed;
        this.tables = tables;
        this.cloud = cloud;
    }

    /** Checks inputs, names the resource, and keeps the automatic name that it had. */
    Cloud.Checked check(
            String type,
            String urn,
            Map<String, Object> before,
            Map<String, Object> wanted,
            ProviderConfiguration configuration) {
        Optional<ResourceShape> found = shapes.find(type);
        if (found.isEmpty()) {
            return new Cloud.Checked(
                    wanted, List.of(new Cloud.Failure("", "unknown resource type " + type + suggestion(type))));
        }
        ResourceShape shape = found.get();
        Behaviour behaviour = registry.behaviour(shape);
        Map<String, Object> inputs = shape.normalize(Values.copy(wanted));
        List<Object> automatic = new ArrayList<>();
        inputs.remove(Cloud.DEFAULTS);
        Naming naming = behaviour.naming();
        if (naming != null && !inputs.containsKey(naming.property()) && !inputs.containsKey(naming.prefixProperty())) {
            boolean kept = Values.asList(before.get(Cloud.DEFAULTS)).contains(naming.property())
                    && before.get(naming.property()) instanceof String;
            inputs.put(
                    naming.property(),
                    kept
                            ? String.valueOf(before.get(naming.property()))
                            : naming.name(Cloud.logicalName(urn), suffix(urn)) + behaviour.nameEnding(inputs));
            automatic.add(naming.property());
        }
        behaviour.inputDefaultValues().forEach((property, value) -> {
            if (inputs.putIfAbsent(property, value) == null) {
                automatic.add(property);
            }
        });
        List<Cloud.Failure> failures = new ArrayList<>();
        shape.checkInputs(inputs)
                .forEach(mismatch -> failures.add(new Cloud.Failure(mismatch.path(), mismatch.reason())));
        if (failures.isEmpty()) {
            List<Cloud.Failure> refused = tableFailures(shape, before, inputs);
            Map<String, String> codes = refused.stream()
                    .collect(Collectors.toMap(Cloud.Failure::property, Cloud.Failure::code, (first, second) -> first));
            Operation operation = cloud.operation(behaviour, urn, configuration, null);
            operation.state().putAll(inputs);
            for (var rule : behaviour.validations()) {
                try {
                    rule.accept(operation);
                } catch (CloudException e) {
                    failures.add(failure(type, e, codes));
                }
            }
            // The message of a service rule is better than that of its schema.
            Set<String> said = failures.stream().map(Cloud.Failure::property).collect(Collectors.toSet());
            refused.stream()
                    .filter(failure -> !said.contains(failure.property()) && !automatic.contains(failure.property()))
                    .forEach(failures::add);
        }
        if (!automatic.isEmpty()) {
            inputs.put(Cloud.DEFAULTS, automatic);
        }
        return new Cloud.Checked(inputs, failures);
    }

    /** Returns the violations of the vendors' schemas, except for values that the resource has already. */
    private List<Cloud.Failure> tableFailures(
            ResourceShape shape, Map<String, Object> before, Map<String, Object> inputs) {
        String type = shape.type();
        Table table = tables.find(type);
        List<Violation> had = before.isEmpty() ? List.of() : table.check(before);
        List<Cloud.Failure> failures = table.check(inputs).stream()
                .filter(violation -> !had.contains(violation))
                .map(violation -> new Cloud.Failure(
                        violation.path(), ErrorCodes.of(type, violation) + ": " + violation.message()))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        if (shape.outputs().containsKey(Cloud.ALL_TAGS)) {
            Tags.faults(type, Values.asMap(inputs.get("tags")))
                    .forEach(message -> failures.add(new Cloud.Failure("tags", message)));
        }
        return failures;
    }

    /** A rule names the property that it refuses, or the service's error code. */
    private static Cloud.Failure failure(String type, CloudException refusal, Map<String, String> codes) {
        String message = String.valueOf(refusal.getMessage());
        return Character.isLowerCase(refusal.code().charAt(0))
                ? new Cloud.Failure(
                        refusal.code(),
                        codes.getOrDefault(refusal.code(), ErrorCodes.of(type, Kind.VALUE)) + ": " + message)
                : new Cloud.Failure("", refusal.code() + ": " + message);
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
}
