package dev.plinth.policies.remedy;

import com.google.common.base.CaseFormat;
import dev.plinth.policies.remedy.Value.Entries;
import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Properties;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.terraform.TerraformNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resource types of the Java classes in examples: {@code PlanRuleLifecycleArgs} is {@code rules[].lifecycle} of {@code
 * aws:backup/plan:Plan}.
 */
final class ExampleTypes {

    private static final String ARGS = "Args";

    /** Part of a path: the property, whether it is a list, and the Java class of its objects. */
    private record Segment(String property, boolean list, String type) {}

    private final Rule rule;

    ExampleTypes(Rule rule) {
        this.rule = rule;
    }

    /** Finds the resource of some properties, and the place of the properties in it. */
    Optional<Example> example(Properties properties) {
        String type = properties.type();
        String simple = type.substring(type.lastIndexOf('.') + 1);
        if (!simple.endsWith(ARGS)) {
            return Optional.empty();
        }
        String name = simple.substring(0, simple.length() - ARGS.length());
        String first = properties.values().keySet().stream().findFirst().orElse("");
        List<String> packages = List.of(type.split("\\.", -1));
        String module = packages.size() > 1 ? packages.get(packages.size() - 2) : "";
        for (String token : candidates(name, module, first)) {
            String resource = token.startsWith("pulumi:providers:") ? "Provider" : resource(token);
            Optional<List<Segment>> path = path(token, resource, name.substring(resource.length()));
            if (path.isPresent()) {
                return Optional.of(new Example(token, rule.appliesTo(token), wrap(resource, path.get(), properties)));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the example of a provider without Java classes: the first property is one that the rule reads, preferably of
     * the resource itself.
     */
    Example example(Entries entries) {
        String first = entries.values().keySet().iterator().next();
        String token = rule.types().firstKey();
        List<String> outer = List.of();
        int depth = Integer.MAX_VALUE;
        for (Map.Entry<String, List<String>> type : rule.types().entrySet()) {
            for (String path : type.getValue()) {
                List<String> parts = List.of(path.split("\\.", -1));
                int index = parts.stream()
                        .map(part -> part.replace("[]", ""))
                        .toList()
                        .indexOf(first);
                if (index >= 0 && index < depth) {
                    depth = index;
                    token = type.getKey();
                    outer = parts.subList(0, index);
                }
            }
        }
        List<Segment> path = segments(resource(token), outer);
        String type =
                path.isEmpty() ? resource(token) : path.get(path.size() - 1).type();
        return new Example(token, true, wrap(resource(token), path, properties(type, entries)));
    }

    private static List<Segment> segments(String resource, List<String> parts) {
        List<Segment> segments = new ArrayList<>();
        String name = resource;
        for (String part : parts) {
            String property = part.replace("[]", "");
            name += Syntax.capital(part.endsWith("[]") ? singular(property) : property);
            segments.add(new Segment(property, part.endsWith("[]"), name));
        }
        return segments;
    }

    private static Properties properties(String type, Entries entries) {
        Map<String, Value> values = new LinkedHashMap<>();
        entries.values().forEach((name, value) -> values.put(name, nested(type + Syntax.capital(name), value)));
        return new Properties(type + ARGS, values);
    }

    private static Value nested(String type, Value value) {
        if (value instanceof Entries entries) {
            return properties(type, entries);
        } else if (value instanceof Items items) {
            return new Items(items.values().stream()
                    .map(item -> nested(singular(type), item))
                    .toList());
        }
        return value;
    }

    /** The checked types come first, then the related ones, then all others; of each, the longest names. */
    private List<String> candidates(String name, String module, String property) {
        Set<String> candidates = new LinkedHashSet<>();
        for (Set<String> tokens :
                List.of(rule.types().keySet(), rule.relatedTypes().keySet(), TerraformNames.tokens())) {
            // Of two types with one name, the one whose property the rule reads is meant, else the newer one.
            tokens.stream()
                    .filter(token -> token.startsWith("pulumi:providers:")
                            ? name.startsWith("Provider")
                            : name.startsWith(resource(token)))
                    .filter(token -> module.isEmpty() || token.contains(":" + module + "/"))
                    .sorted(Comparator.comparing(
                                    (String token) -> -resource(token).length())
                            .thenComparing(token -> !sharesModule(token))
                            .thenComparing(token ->
                                    !rule.types().getOrDefault(token, List.of()).contains(property))
                            .thenComparing(Comparator.reverseOrder()))
                    .forEach(candidates::add);
        }
        return List.copyOf(candidates);
    }

    private boolean sharesModule(String token) {
        String module = token.split("/", 2)[0] + "/";
        return rule.types().keySet().stream().anyMatch(type -> type.startsWith(module));
    }

    private static String resource(String token) {
        return token.substring(token.lastIndexOf(':') + 1);
    }

    private Optional<List<Segment>> path(String token, String resource, String rest) {
        if (rest.isEmpty()) {
            return Optional.of(List.of());
        }
        String type = TerraformNames.type(token).orElse(token.replace("pulumi:providers:", TerraformNames.PROVIDER));
        return blocks(type, resource, rest, "").or(() -> declared(token, resource, rest));
    }

    /** Splits the words of a class's name into blocks of Terraform, whose names are in the singular as well. */
    private static Optional<List<Segment>> blocks(String type, String outer, String rest, String parent) {
        if (rest.isEmpty()) {
            return Optional.of(List.of());
        }
        for (int end = rest.length(); end > 0; end--) {
            String word = rest.substring(0, end);
            String path = parent + CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, word);
            boolean whole = end == rest.length() || Character.isUpperCase(rest.charAt(end));
            Optional<String> block = whole ? TerraformNames.block(type, path) : Optional.empty();
            if (block.isPresent()) {
                Optional<List<Segment>> inner = blocks(type, outer + word, rest.substring(end), path + ".");
                if (inner.isPresent()) {
                    List<Segment> segments = new ArrayList<>(List.of(segment(block.get(), outer + word)));
                    segments.addAll(inner.get());
                    return Optional.of(segments);
                }
            }
        }
        return Optional.empty();
    }

    /** Finds the path among those that the rule reads. */
    private Optional<List<Segment>> declared(String token, String resource, String rest) {
        List<String> paths = new ArrayList<>(rule.types().getOrDefault(token, List.of()));
        paths.addAll(rule.relatedTypes().getOrDefault(token, List.of()));
        for (String path : paths) {
            List<Segment> segments = segments(resource, List.of(path.split("\\.", -1)));
            for (int i = 0; i < segments.size(); i++) {
                if (segments.get(i).type().equals(resource + rest)) {
                    return Optional.of(segments.subList(0, i + 1));
                }
            }
        }
        return Optional.empty();
    }

    private static Segment segment(String part, String type) {
        return new Segment(part.replace("[]", ""), part.endsWith("[]"), type);
    }

    private static String singular(String name) {
        return name.endsWith("ies")
                ? name.substring(0, name.length() - 3) + "y"
                : name.endsWith("sses") ? name.substring(0, name.length() - 2) : name.replaceFirst("(?<!s)s$", "");
    }

    private static Properties wrap(String resource, List<Segment> path, Properties properties) {
        Properties outer = properties;
        for (int i = path.size() - 1; i >= 0; i--) {
            Segment segment = path.get(i);
            String type = (i == 0 ? resource : path.get(i - 1).type()) + ARGS;
            outer = new Properties(
                    type, Map.of(segment.property(), segment.list() ? new Items(List.of(outer)) : outer));
        }
        return outer;
    }
}
