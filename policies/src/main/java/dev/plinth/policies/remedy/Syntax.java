package dev.plinth.policies.remedy;

import com.google.common.base.CaseFormat;
import dev.plinth.policies.remedy.Value.Entries;
import dev.plinth.policies.remedy.Value.Flag;
import dev.plinth.policies.remedy.Value.Items;
import dev.plinth.policies.remedy.Value.Json;
import dev.plinth.policies.remedy.Value.Numeric;
import dev.plinth.policies.remedy.Value.Properties;
import dev.plinth.policies.remedy.Value.Reference;
import dev.plinth.policies.remedy.Value.Secret;
import dev.plinth.policies.remedy.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Syntax of a language: names, literals and properties. */
abstract class Syntax {

    /** Options of a resource have no resource type. */
    static final Example OPTIONS = new Example("", true, new Properties("", Map.of()));

    /** Variables that stand for components in Java examples; other programs have the values themselves. */
    private static final Set<String> COMPONENTS = Set.of("network", "observability", "api");

    private final String commentStart;
    private final String separator;

    /** Creates a syntax with comments of two slashes and commas between properties. */
    Syntax() {
        this("// ", ",");
    }

    /**
     * Creates a syntax.
     *
     * @param commentStart the start of a comment, with its space
     * @param separator the text between two properties on lines of their own
     */
    Syntax(String commentStart, String separator) {
        this.commentStart = commentStart;
        this.separator = separator;
    }

    /** Returns the properties of a resource, and the name of the resource where it is not the one that was checked. */
    String example(Example example) {
        List<String> lines = new ArrayList<>();
        if (!example.checked()) {
            lines.add(commentStart + resource(example.token()));
        }
        List<Layout> properties = new ArrayList<>();
        example.properties().values().forEach((name, value) -> properties.addAll(property(name, value, example, "")));
        for (int i = 0; i < properties.size(); i++) {
            lines.add(properties.get(i).print() + (i + 1 < properties.size() ? separator : ""));
        }
        return String.join("\n", lines);
    }

    /** Returns the options of a resource; empty where the language has no such option. */
    abstract Optional<String> options(Map<String, Value> options);

    /** Returns the properties that set one property; several where the language repeats a block. */
    List<Layout> property(String name, Value value, Example example, String parent) {
        return List.of(value(value, example, parent).after(label(name)));
    }

    /** Returns the text before the value of a property. */
    abstract String label(String name);

    Layout properties(Properties properties, Example example, String parent) {
        return Layout.group("{ ", members(properties, example, parent), " }");
    }

    final List<Layout> members(Properties properties, Example example, String parent) {
        List<Layout> members = new ArrayList<>();
        properties.values().forEach((name, value) -> members.addAll(property(name, value, example, parent)));
        return members;
    }

    Layout items(Items items, Example example, String parent) {
        return Layout.group("[", values(items, example, parent), "]");
    }

    final List<Layout> values(Items items, Example example, String parent) {
        return items.values().stream().map(item -> value(item, example, parent)).toList();
    }

    Layout entries(Entries entries, Example example, String parent) {
        return Layout.group("{ ", pairs(entries, example, parent, ": "), " }");
    }

    final List<Layout> pairs(Entries entries, Example example, String parent, String between) {
        List<Layout> pairs = new ArrayList<>();
        entries.values()
                .forEach((key, value) -> pairs.add(value(value, example, parent).after(key(key) + between)));
        return pairs;
    }

    /** Returns the key of an entry of a map. */
    String key(String key) {
        return quoted(key);
    }

    abstract String reference(List<String> path, Example example);

    abstract String secret(String key);

    /** Returns the name of a resource type, such as {@code aws:rds:Instance}. */
    String resource(String token) {
        return token.startsWith("pulumi:")
                ? token
                : token.replaceFirst(":index/\\w+:", ":").replaceFirst("/\\w+:", ":");
    }

    String text(String text) {
        return quoted(text);
    }

    String flag(boolean value) {
        return Boolean.toString(value);
    }

    String numeric(Numeric number) {
        return number.text();
    }

    final Layout value(Value value, Example example, String parent) {
        if (value instanceof Text text) {
            return Layout.text(text(text.text()));
        } else if (value instanceof Flag flag) {
            return Layout.text(flag(flag.value()));
        } else if (value instanceof Numeric number) {
            return Layout.text(numeric(number));
        } else if (value instanceof Items items) {
            return items(items, example, parent);
        } else if (value instanceof Entries entries) {
            return entries(entries, example, parent);
        } else if (value instanceof Properties properties) {
            return properties(properties, example, parent);
        } else if (value instanceof Reference reference) {
            return Layout.text(reference(path(reference), example));
        } else if (value instanceof Secret secret) {
            return Layout.text(secret(secret.key()));
        }
        return Layout.text(((Json) value).text());
    }

    private static List<String> path(Reference reference) {
        List<String> path = reference.path();
        if (path.size() == 2 && COMPONENTS.contains(path.get(0))) {
            return List.of(path.get(1));
        }
        return path.size() == 2 && path.get(1).equals("bucketName") ? List.of(path.get(0), "bucket") : path;
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String snake(String name) {
        return CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, name);
    }

    static String capital(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static String joined(List<String> path, UnaryOperator<String> name) {
        return path.stream().map(name).collect(Collectors.joining("."));
    }
}
