package dev.plinth.simulator.invoke;

import dev.plinth.simulator.cloud.CloudException;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Paths;
import dev.plinth.simulator.value.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function that finds resources of the simulator. An argument matches the property of its name unless a rule overrides it;
 * {@code tags} and {@code filters} work as in AWS's own APIs.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html">Filter resources</a>
 */
final class Lookup implements Function {

    private static final String TAGS = "tags";
    private static final String FILTERS = "filters";

    /** A property that the state of a resource does not hold. */
    @FunctionalInterface
    interface Derived {
        /** The value, null for none. */
        @Nullable
        Object value(Call call, StoredResource resource);
    }

    /** Resources that exist without having been created, such as the default security group of a VPC. */
    @FunctionalInterface
    interface Implied {
        /** The resources. */
        Stream<StoredResource> resources(Call call);
    }

    private final String label;
    private final List<String> types;
    private final Map<String, List<String>> arguments = new HashMap<>();
    private final Map<String, String> filters = new HashMap<>();
    private final Map<String, String> results = new LinkedHashMap<>();
    private final Map<String, Derived> derived = new LinkedHashMap<>();
    private final Set<String> ignored = new HashSet<>(Set.of("mostRecent"));
    private final List<Implied> implied = new ArrayList<>();

    /**
     * Creates a lookup.
     *
     * @param label the name of the type in AWS's messages, such as {@code EC2 VPC}
     * @param types the type tokens
     */
    Lookup(String label, String... types) {
        this.label = label;
        this.types = List.of(types);
    }

    /** An argument that matches one of several properties. */
    Lookup by(String argument, String... properties) {
        arguments.put(argument, List.of(properties));
        return this;
    }

    /** Arguments that select nothing. */
    Lookup ignoring(String... names) {
        ignored.addAll(List.of(names));
        return this;
    }

    /** A filter whose name is not that of its property. */
    Lookup filter(String name, String property) {
        filters.put(name, property);
        return this;
    }

    /** A result that has another name than its property. */
    Lookup result(String name, String property) {
        results.put(name, property);
        return this;
    }

    /** A property that the state of a resource may not hold. */
    Lookup derived(String property, Derived value) {
        derived.put(property, value);
        return this;
    }

    /** Adds resources that exist without having been created. */
    Lookup implied(Implied more) {
        implied.add(more);
        return this;
    }

    /** The type tokens. */
    List<String> types() {
        return types;
    }

    /** The properties that an argument matches; none for one that selects nothing or has a special meaning. */
    List<String> matched(String argument) {
        return ignored.contains(argument) || TAGS.equals(argument) || FILTERS.equals(argument)
                ? List.of()
                : arguments.getOrDefault(argument, List.of(argument));
    }

    /** The results that have another name than their property, with that property. */
    Map<String, String> renamedResults() {
        return results;
    }

    /** The properties that the state of a resource may not hold. */
    Set<String> derivedProperties() {
        return derived.keySet();
    }

    @Override
    public Map<String, Object> call(Call call) {
        StoredResource found = one(call);
        Map<String, Object> result = new LinkedHashMap<>(found.state());
        derived.keySet().forEach(property -> put(result, property, property(call, found, property)));
        results.forEach((name, property) -> put(result, name, property(call, found, property)));
        put(result, TAGS, tags(found));
        result.putIfAbsent("id", found.id());
        return result;
    }

    private static void put(Map<String, Object> target, String name, @Nullable Object value) {
        if (value != null) {
            target.put(name, value);
        }
    }

    /**
     * A function that answers lists of properties of all resources that match, none included.
     *
     * @param lists the property of each list, such as {@code id} for {@code ids}
     */
    Function many(Map<String, String> lists) {
        return call -> {
            List<StoredResource> found = matching(call);
            Map<String, Object> result = new LinkedHashMap<>(call.arguments());
            lists.forEach((name, property) -> result.put(
                    name,
                    found.stream()
                            .map(resource -> property(call, resource, property))
                            .map(value -> value == null ? "" : value)
                            .toList()));
            result.put("id", call.region());
            return result;
        };
    }

    /**
     * Returns the resource that matches.
     *
     * @throws CloudException when none or several match
     */
    StoredResource one(Call call) {
        List<StoredResource> found = matching(call);
        if (found.isEmpty()) {
            throw new CloudException(
                    "NotFound",
                    "no matching " + label + " found"
                            + (call.arguments().isEmpty() ? "" : " for " + Values.toJson(call.arguments())));
        }
        if (found.size() > 1 && !call.flag("mostRecent")) {
            throw new CloudException(
                    "TooManyResults",
                    "multiple " + label + "s matched; use additional constraints to reduce matches to a single "
                            + label);
        }
        return found.get(found.size() - 1);
    }

    private List<StoredResource> matching(Call call) {
        // A resource may be both created and implied by another one.
        Map<String, StoredResource> found = new LinkedHashMap<>();
        Stream.concat(
                        types.stream().flatMap(type -> call.resources(type).stream()),
                        implied.stream().flatMap(more -> more.resources(call)))
                .filter(resource -> matches(call, resource))
                .forEach(resource -> found.putIfAbsent(resource.id(), resource));
        if (!found.isEmpty()) {
            return List.copyOf(found.values());
        }
        return call.arguments().values().stream()
                .filter(String.class::isInstance)
                .flatMap(value -> types.stream().flatMap(type -> call.predefined(type, (String) value).stream()))
                .filter(resource -> matches(call, resource))
                .limit(1)
                .toList();
    }

    private boolean matches(Call call, StoredResource resource) {
        return call.arguments().entrySet().stream()
                .allMatch(argument -> matches(call, resource, argument.getKey(), argument.getValue()));
    }

    private boolean matches(Call call, StoredResource resource, String argument, Object value) {
        if (ignored.contains(argument) || "".equals(value)) {
            return true;
        }
        if (FILTERS.equals(argument)) {
            return Values.asList(value).stream().map(Values::asMap).allMatch(filter -> passes(call, resource, filter));
        }
        if (TAGS.equals(argument)) {
            return tags(resource).entrySet().containsAll(Values.asMap(value).entrySet());
        }
        List<?> wanted = value instanceof List<?> list ? list : List.of(value);
        return wanted.isEmpty()
                || matched(argument).stream()
                        .flatMap(property -> values(call, resource, property).stream())
                        .anyMatch(wanted::contains);
    }

    private boolean passes(Call call, StoredResource resource, Map<String, Object> filter) {
        String name = String.valueOf(filter.get("name"));
        List<Pattern> wanted = Values.strings(filter.get("values")).stream()
                .map(Lookup::pattern)
                .toList();
        List<?> values = name.startsWith("tag:")
                ? Stream.of(tags(resource).get(name.substring("tag:".length())))
                        .filter(java.util.Objects::nonNull)
                        .toList()
                : "tag-key".equals(name)
                        ? List.copyOf(tags(resource).keySet())
                        : values(call, resource, filters.getOrDefault(name, camelCase(name)));
        return values.stream().anyMatch(value -> wanted.stream()
                .anyMatch(pattern -> pattern.matcher(String.valueOf(value)).matches()));
    }

    /** A filter's value: {@code *} stands for any characters, {@code ?} for one. */
    private static Pattern pattern(String wildcard) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < wildcard.length(); i++) {
            char character = wildcard.charAt(i);
            result.append(
                    switch (character) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(character));
                    });
        }
        return Pattern.compile(result.toString(), Pattern.DOTALL);
    }

    /** The property of a filter such as {@code availability-zone}; some APIs write {@code availabilityZone}. */
    private static String camelCase(String filter) {
        String[] words = filter.split("[-.]", -1);
        StringBuilder result = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            result.append(words[i].substring(0, Math.min(1, words[i].length())).toUpperCase(Locale.ROOT))
                    .append(words[i].substring(Math.min(1, words[i].length())));
        }
        return result.toString();
    }

    private List<?> values(Call call, StoredResource resource, String property) {
        Object value = property(call, resource, property);
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private @Nullable Object property(Call call, StoredResource resource, String property) {
        if ("id".equals(property)) {
            return resource.id();
        }
        List<Object> values = Paths.values(resource.state(), property);
        Derived more = derived.get(property);
        if (resource.state().containsKey(property)) {
            return resource.get(property);
        }
        return values.isEmpty() ? more == null ? null : more.value(call, resource) : values;
    }

    private static Map<String, Object> tags(StoredResource resource) {
        Map<String, Object> result = new LinkedHashMap<>(Values.asMap(resource.get("tagsAll")));
        result.putAll(Values.asMap(resource.get(TAGS)));
        return result;
    }
}
