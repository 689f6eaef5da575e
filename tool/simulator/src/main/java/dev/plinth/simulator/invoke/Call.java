package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.Predefined;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function.
 *
 * @param token the function token
 * @param arguments the arguments by name
 * @param configuration the configuration of the provider that is called
 * @param store the resources that were created, null where there are none to look at
 * @param existing the resources that exist without having been created, null where there are none to look at
 */
record Call(
        String token,
        Map<String, Object> arguments,
        ProviderConfiguration configuration,
        @Nullable Store store,
        @Nullable Predefined existing) {

    /** Thrown when a function needs resources and there are none to look at, as in a graph without an engine. */
    static final class NoResourcesException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoResourcesException() {
            super("the answer depends on resources");
        }
    }

    String region() {
        return configuration.region();
    }

    /** The simulated time. */
    Instant now() {
        return store == null ? Store.START : store.now();
    }

    /** The creation time of a resource, in the providers' format. */
    String created(StoredResource resource) {
        return (store == null ? Store.START : store.created(resource)).toString();
    }

    /** A text argument, or the given one when it is absent or empty. */
    String text(String name, String absent) {
        return arguments.get(name) instanceof String text && !text.isEmpty() ? text : absent;
    }

    /** The texts of a list argument. */
    List<String> texts(String name) {
        return Values.strings(arguments.get(name));
    }

    /** A flag, false when it is absent. */
    boolean flag(String name) {
        return Boolean.TRUE.equals(arguments.get(name));
    }

    /** The values of a filter, from all filters of the name. */
    List<String> filter(String name) {
        return Values.asList(arguments.get("filters")).stream()
                .map(Values::asMap)
                .filter(filter -> name.equals(filter.get("name")))
                .flatMap(filter -> Values.strings(filter.get("values")).stream())
                .toList();
    }

    /** The same call with other arguments. */
    Call with(Map<String, Object> others) {
        return new Call(token, others, configuration, store, existing);
    }

    /** The resources of a type in the provider's region, those of global services, and those that exist in every account. */
    List<StoredResource> resources(String type) {
        if (store == null) {
            throw new NoResourcesException();
        }
        List<StoredResource> created = Stream.concat(
                        store.list(type, region()).stream(), store.list(type, StoredResource.GLOBAL).stream())
                .toList();
        Set<String> ids = created.stream().map(StoredResource::id).collect(Collectors.toSet());
        return Stream.concat(
                        created.stream(), predefined(type).stream().filter(resource -> !ids.contains(resource.id())))
                .toList();
    }

    /** The resources of a type that exist in every account and can be enumerated. */
    List<StoredResource> predefined(String type) {
        return existing == null ? List.of() : existing.list(type, configuration);
    }

    /** A resource that exists in every account, by its id, name or ARN, such as a service-linked role. */
    Optional<StoredResource> predefined(String type, String value) {
        return existing == null ? Optional.empty() : existing.find(type, value, configuration);
    }
}
