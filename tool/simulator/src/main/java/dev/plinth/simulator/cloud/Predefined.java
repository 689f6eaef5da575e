package dev.plinth.simulator.cloud;

import dev.plinth.simulator.shape.Shapes;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resources that exist in every account without being created, such as the default VPC, default parameter groups and the
 * policies of the cloud itself. The store holds none of them, unless a program imports and changes one.
 */
public final class Predefined {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z]+)>");

    private final Store store;
    private final Registry registry;
    private final Shapes shapes;

    /** Creates the predefined resources of the types in the registry. */
    Predefined(Store store, Registry registry, Shapes shapes) {
        this.store = store;
        this.registry = registry;
        this.shapes = shapes;
    }

    private Optional<Behaviour> behaviour(String type) {
        return shapes.find(type).map(registry::behaviour);
    }

    /** The predefined resources of a type that can be enumerated, as default subnets can and default parameter groups can't. */
    public List<StoredResource> list(String type, ProviderConfiguration configuration) {
        return behaviour(type).map(behaviour -> list(behaviour, configuration)).orElse(List.of());
    }

    private List<StoredResource> list(Behaviour behaviour, ProviderConfiguration configuration) {
        Function<ProviderConfiguration, List<Map<String, Object>>> existing = behaviour.existingResources();
        return existing == null
                ? List.of()
                : existing.apply(configuration).stream()
                        .map(properties -> resource(behaviour, configuration, properties))
                        .toList();
    }

    /** The predefined resource of a type with an id, a name or an ARN. */
    public Optional<StoredResource> find(String type, String value, ProviderConfiguration configuration) {
        return behaviour(type).flatMap(behaviour -> list(behaviour, configuration).stream()
                .filter(resource -> value.equals(resource.id()) || value.equals(resource.arn()))
                .findFirst()
                .or(() -> matching(behaviour, value, configuration)));
    }

    private Optional<StoredResource> matching(Behaviour behaviour, String value, ProviderConfiguration configuration) {
        for (String pattern : behaviour.predefinedPatterns()) {
            String expression = pattern.replace("{region}", Pattern.quote(configuration.region()))
                    .replace("{account}", ProviderConfiguration.ACCOUNT);
            Matcher matcher = Pattern.compile(expression).matcher(value);
            if (matcher.matches()) {
                Map<String, Object> properties = new LinkedHashMap<>();
                properties.put("id", value);
                if (value.startsWith("arn:")) {
                    properties.put("arn", value);
                }
                Matcher groups = GROUP.matcher(pattern);
                while (groups.find()) {
                    properties.put(groups.group(1), matcher.group(groups.group(1)));
                }
                Naming naming = behaviour.naming();
                if (naming != null) {
                    properties.putIfAbsent(naming.property(), value);
                }
                return Optional.of(resource(behaviour, configuration, properties));
            }
        }
        return Optional.empty();
    }

    /** A predefined resource with its known properties and its {@code id}. */
    StoredResource resource(Behaviour behaviour, ProviderConfiguration configuration, Map<String, Object> properties) {
        String id = String.valueOf(properties.get("id"));
        String urn = "urn:pulumi:aws::aws::" + behaviour.type() + "::" + id;
        Operation operation = new Operation(
                store,
                this,
                configuration,
                behaviour,
                urn,
                configuration.region() + "|" + behaviour.type() + "|" + id,
                null);
        Map<String, Object> state = operation.state();
        state.putAll(properties);
        behaviour.defaultValues().forEach(state::putIfAbsent);
        String arn = behaviour.arnPattern();
        if (arn != null) {
            state.putIfAbsent("arn", operation.render(arn));
        }
        Cloud.compute(behaviour, operation);
        shapes.find(behaviour.type()).ifPresent(shape -> registry.fill(shape, operation));
        return operation.result(id, inputs(properties));
    }

    private static Map<String, Object> inputs(Map<String, Object> properties) {
        Map<String, Object> inputs = new LinkedHashMap<>(properties);
        inputs.remove("id");
        inputs.remove("arn");
        return inputs;
    }
}
