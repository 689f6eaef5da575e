package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.store.Store;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function.
 *
 * @param token the function token
 * @param arguments the arguments by name
 * @param configuration the configuration of the provider that is called
 * @param store the resources, null where there are none to look at
 */
record Call(String token, Map<String, Object> arguments, ProviderConfiguration configuration, @Nullable Store store) {

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

    /** The resources, in whatever region. */
    Store resources() {
        if (store == null) {
            throw new NoResourcesException();
        }
        return store;
    }

    /** The resources of a type in the provider's region, and those of global services. */
    List<StoredResource> resources(String type) {
        Store present = resources();
        return Stream.concat(present.list(type, region()).stream(), present.list(type, StoredResource.GLOBAL).stream())
                .toList();
    }
}
