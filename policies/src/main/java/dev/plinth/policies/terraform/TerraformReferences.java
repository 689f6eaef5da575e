package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** References between resources in the configuration of a plan, also through modules. */
final class TerraformReferences {

    /** An index of a resource or module: {@code [0]} or {@code ["key"]}. */
    private static final Pattern INDEX = Pattern.compile("\\[(?:\\d+|\"(?:[^\"\\\\]|\\\\.)*\")]");

    private static final Pattern MODULE = Pattern.compile("^(?:module\\.[^.\\[]+(?:" + INDEX.pattern() + ")?\\.)*");

    /** A module as the configuration has it, without indices. */
    private record Module(JsonNode content, JsonNode call) {}

    private final Map<String, Module> modules = new HashMap<>();
    private final Map<String, JsonNode> configured = new HashMap<>();
    private final Map<String, List<String>> instances = new HashMap<>();
    /** The instances of a reference by the instances of modules that they are in. */
    private final Map<String, Map<String, List<String>>> indexed = new HashMap<>();

    private final Map<String, String> types = new HashMap<>();

    TerraformReferences(JsonNode document) {
        collect("", document.path("configuration").path("root_module"), MissingNode.getInstance());
        for (JsonNode change : document.path("resource_changes")) {
            if (change.path("mode").asText("managed").equals("managed")) {
                String address = change.path("address").asText();
                types.put(address, change.path("type").asText());
                instances
                        .computeIfAbsent(withoutIndices(address), key -> new ArrayList<>())
                        .add(address);
            }
        }
    }

    private void collect(String prefix, JsonNode module, JsonNode call) {
        modules.put(prefix, new Module(module, call));
        module.path("resources")
                .forEach(resource ->
                        configured.put(prefix + resource.path("address").asText(), resource));
        module.path("module_calls")
                .properties()
                .forEach(entry -> collect(
                        prefix + "module." + entry.getKey() + ".",
                        entry.getValue().path("module"),
                        entry.getValue()));
    }

    /** Returns an address without the indices of resources and modules. */
    static String withoutIndices(String address) {
        return INDEX.matcher(address).replaceAll("");
    }

    /**
     * Returns those instances of a resource that another instance can mean: the ones in its own instance of a module, or of the
     * modules around that; all, where there are none.
     *
     * @param from the address of the instance that refers to them
     * @param instances the instances' URNs by their addresses
     */
    static Collection<String> near(String from, NavigableMap<String, String> instances) {
        for (int end = from.lastIndexOf("].");
                end >= 0 && instances.size() > 1;
                end = from.lastIndexOf("].", end - 1)) {
            String module = from.substring(0, end + 2);
            Collection<String> near =
                    instances.subMap(module, true, module + '\uffff', true).values();
            if (!near.isEmpty()) {
                return near;
            }
        }
        return instances.values();
    }

    /** Returns the type of an instance. */
    String type(String address) {
        return types.getOrDefault(address, "");
    }

    /** Returns what the configuration sets of a resource; missing when it is not in the plan. */
    JsonNode expressions(String address) {
        JsonNode resource = configured.get(withoutIndices(address));
        if (resource == null) {
            return MissingNode.getInstance();
        }
        // An empty block has no expressions.
        return resource.path("expressions").isObject()
                ? resource.path("expressions")
                : JsonNodeFactory.instance.objectNode();
    }

    /** Returns the key of the provider that manages a resource. */
    Optional<String> providerKey(String address) {
        JsonNode resource = configured.get(withoutIndices(address));
        return Optional.ofNullable(resource)
                .map(node -> node.path("provider_config_key").asText(""))
                .filter(key -> !key.isEmpty());
    }

    /**
     * Returns the address of the data source whose attribute is the whole value of an expression, also through variables of
     * modules; empty where the expression refers to anything else.
     *
     * @param address the address of the resource that has the expression
     * @param attributes the attributes of the data source that count
     */
    Optional<String> dataSource(String address, JsonNode expression, Set<String> attributes) {
        return dataSourceIn(module(address), expression, attributes);
    }

    private Optional<String> dataSourceIn(String instance, JsonNode expression, Set<String> attributes) {
        Set<String> texts = new LinkedHashSet<>();
        gather(expression, texts);
        // Beside data.x.y.json stands data.x.y, and beside module.m.o stands module.m.
        List<String> longest = texts.stream()
                .filter(text -> texts.stream().noneMatch(other -> other.startsWith(text + ".")))
                .toList();
        if (longest.size() != 1) {
            return Optional.empty();
        }
        String text = longest.get(0);
        String attribute = text.substring(text.lastIndexOf('.') + 1);
        if (text.startsWith("data.")) {
            return attributes.contains(attribute)
                    ? Optional.of(instance + text.substring(0, text.length() - attribute.length() - 1))
                    : Optional.empty();
        }
        Module module = modules.get(withoutIndices(instance));
        if (!text.startsWith("var.") || instance.isEmpty() || module == null) {
            return Optional.empty();
        }
        String outer = module(instance.replaceFirst("module\\.[^.\\[]+(" + INDEX.pattern() + ")?\\.$", ""));
        return dataSourceIn(outer, module.call().path("expressions").path(attribute), attributes);
    }

    /** Returns the addresses of the resources that a resource names in {@code depends_on}. */
    Set<String> dependsOn(String address) {
        JsonNode resource = configured.get(withoutIndices(address));
        if (resource != null) {
            Set<String> texts = new LinkedHashSet<>();
            resource.path("depends_on").forEach(text -> texts.add(text.asText()));
            Search search = new Search(address, "");
            search.resolve(scope(address), texts);
            return search.found();
        }
        return Set.of();
    }

    /**
     * Returns the addresses of the resources that an unknown value of a resource comes from. A plan does not have the values
     * of locals; such a reference means the resources of the property's type that the module can refer to, where these are
     * instances of one resource.
     *
     * @param property the property's name
     */
    Set<String> ofUnknown(String address, String property, JsonNode expression) {
        return search(address, expression, ReferencedTypes.of(property, instances.keySet()));
    }

    /** Returns the addresses of the resources that an expression of a resource takes values from. */
    Set<String> of(String address, JsonNode expression) {
        return search(address, expression, "");
    }

    private Set<String> search(String address, JsonNode expression, String type) {
        Set<String> texts = new LinkedHashSet<>();
        gather(expression, texts);
        // With for_each, each.value comes from what is iterated over.
        if (texts.stream().anyMatch(text -> text.startsWith("each."))) {
            JsonNode resource = configured.get(withoutIndices(address));
            if (resource != null) {
                gather(resource.path("for_each_expression"), texts);
            }
        }
        Search search = new Search(address, type);
        search.resolve(scope(address), texts);
        return search.found();
    }

    private static void gather(JsonNode expression, Set<String> texts) {
        expression.path("references").forEach(reference -> {
            if (reference.isTextual()) {
                texts.add(reference.textValue());
            }
        });
        if (expression.isContainerNode()) {
            expression.forEach(child -> gather(child, texts));
        }
    }

    /** The module of an address, without indices; empty for the root. */
    private static String scope(String address) {
        String[] parts = withoutIndices(address).split("\\.", -1);
        StringBuilder scope = new StringBuilder();
        for (int i = 0; i + 1 < parts.length && parts[i].equals("module"); i += 2) {
            scope.append("module.").append(parts[i + 1]).append('.');
        }
        return scope.toString();
    }

    /** Search for the resources that a value of one resource comes from. */
    private final class Search {

        private final String referrer;
        private final String type;
        private final Set<String> found = new TreeSet<>();

        /** The words of the names on the way: those of the referrer, and of variables, outputs and locals. */
        private final Set<String> words = new HashSet<>();

        private final Set<String> visited = new LinkedHashSet<>();

        /**
         * Creates a search.
         *
         * @param type the type of the resources that a local can mean; empty where locals are not followed
         */
        Search(String referrer, String type) {
            this.referrer = referrer;
            this.type = type;
            words.addAll(words(referrer.substring(module(referrer).length())));
        }

        Set<String> found() {
            found.remove(referrer);
            return found;
        }

        void resolve(String scope, Set<String> texts) {
            for (String text : texts) {
                // The same reference stands there again without its attribute: aws_kms_key.main.arn, aws_kms_key.main.
                if (!visited.add(scope + text)) {
                    continue;
                }
                String[] parts = withoutIndices(text).split("\\.", -1);
                Module module = modules.get(scope);
                // Beside aws_kms_key.main[0].arn stands aws_kms_key.main, and means no other instance.
                boolean other = texts.stream().anyMatch(named -> named.startsWith(text + "["));
                if (module == null || parts.length < 2 || other) {
                    continue;
                }
                if (Set.of("var", "local", "module").contains(parts[0])) {
                    words.addAll(words(parts[parts.length - 1]));
                }
                switch (parts[0]) {
                    case "var" -> argument(scope, module, parts[1]);
                    case "local" -> local(scope, module, parts[1], texts);
                    case "module" -> output(scope + "module." + parts[1] + ".", parts);
                    case "data" -> followData(scope, parts);
                    default -> found.addAll(instances(scope + parts[0] + "." + parts[1], text, texts, referrer, words));
                }
            }
        }

        private void argument(String scope, Module module, String name) {
            Set<String> outer = new LinkedHashSet<>();
            gather(module.call().path("expressions").path(name), outer);
            if (!scope.isEmpty()) {
                resolve(scope.substring(0, scope.lastIndexOf("module.")), outer);
            }
        }

        private void output(String scope, String[] parts) {
            Module module = modules.get(scope);
            if (module == null || parts.length < 3) {
                return;
            }
            Set<String> inner = new LinkedHashSet<>();
            gather(module.content().path("outputs").path(parts[2]).path("expression"), inner);
            resolve(scope, inner);
        }

        /** A policy document and the like: what it is made of is what the value is made of. */
        private void followData(String scope, String[] parts) {
            JsonNode source = parts.length < 3 ? null : configured.get(scope + "data." + parts[1] + "." + parts[2]);
            if (source != null) {
                Set<String> inner = new LinkedHashSet<>();
                gather(source.path("expressions"), inner);
                resolve(scope, inner);
            }
        }

        /** The resources of the type by a variable of the same name, else in the module, else by any of its variables. */
        private void local(String scope, Module module, String name, Set<String> texts) {
            if (type.isEmpty()) {
                return;
            }
            Set<String> made = new LinkedHashSet<>();
            module.content().path("resources").forEach(resource -> {
                if (resource.path("type").asText().equals(type)) {
                    made.add(resource.path("address").asText());
                }
            });
            if (texts.contains("count.index") || texts.contains("each.key")) {
                made.addAll(List.of("count.index", "each.key"));
            }
            Set<String> passed = new LinkedHashSet<>();
            module.call().path("expressions").fieldNames().forEachRemaining(variable -> passed.add("var." + variable));
            for (Set<String> candidates : List.of(Set.of("var." + name), made, passed)) {
                Search search = new Search(referrer, type);
                search.visited.addAll(visited);
                search.words.addAll(words);
                search.resolve(scope, candidates);
                Set<String> meant = search.found();
                meant.removeIf(address -> !type(address).equals(type));
                if (meant.stream()
                                .map(TerraformReferences::withoutIndices)
                                .distinct()
                                .count()
                        == 1) {
                    found.addAll(meant);
                    return;
                }
            }
        }
    }

    /**
     * The instances that a reference means: the one it names, the one beside the referrer, or all. Of instances with texts as
     * keys, those whose keys have most words in common with the names on the way to them, as a plan does not have the
     * expression that chooses one: {@code data_subnets} means {@code aws_subnet.this["data-0"]}.
     *
     * @param words the words of the names on the way
     */
    private List<String> instances(
            String address, String text, Set<String> texts, String referrer, Collection<String> words) {
        List<String> all = instances.getOrDefault(address, List.of());
        String own = referrer.substring(module(referrer).length());
        var named = INDEX.matcher(text);
        boolean beside = texts.contains("count.index") || texts.contains("each.key");
        var index = INDEX.matcher(own);
        String wanted = named.find() ? named.group() : beside && index.find() ? index.group() : "";
        Map<String, List<String>> chosen = indexed.computeIfAbsent(address + wanted, key -> {
            List<String> exact =
                    all.stream().filter(instance -> instance.endsWith(wanted)).toList();
            return (exact.isEmpty() ? all : exact)
                    .stream()
                            .collect(Collectors.groupingBy(
                                    TerraformReferences::module, LinkedHashMap::new, Collectors.toList()));
        });
        List<String> near = chosen.get(module(referrer));
        return closest(
                near != null
                        ? near
                        : chosen.values().stream().flatMap(List::stream).toList(),
                words);
    }

    private static List<String> closest(List<String> candidates, Collection<String> words) {
        if (candidates.size() < 2 || !candidates.get(0).endsWith("\"]")) {
            return candidates;
        }
        Map<Long, List<String>> byCount = new TreeMap<>(Comparator.reverseOrder());
        for (String candidate : candidates) {
            String key = candidate.substring(candidate.lastIndexOf("[\""));
            long count = words(key).stream().filter(words::contains).count();
            byCount.computeIfAbsent(count, many -> new ArrayList<>()).add(candidate);
        }
        return byCount.values().iterator().next();
    }

    private static Set<String> words(String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The module instance of an address: {@code module.a[0].}, empty for the root. */
    private static String module(String address) {
        var matcher = MODULE.matcher(address);
        return matcher.find() ? matcher.group() : "";
    }
}
