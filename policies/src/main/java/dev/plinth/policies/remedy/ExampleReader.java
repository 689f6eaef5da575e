package dev.plinth.policies.remedy;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of the Java examples in remedies: builders, {@code List.of}, {@code Map.of}, constructors of resources, literals and
 * outputs of other resources.
 */
final class ExampleReader {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d[\\d_]*(?:\\.\\d+)?)L?|(\\w+)|(::|->|[.(),;+]))");

    /** Part of a chain: a name, and its arguments where it is a call. */
    private record Link(String name, Optional<List<Value>> arguments) {}

    private final String source;
    private final Matcher tokens;
    private int position;

    private ExampleReader(String source) {
        this.source = source.strip();
        this.tokens = TOKEN.matcher(this.source);
    }

    /**
     * Reads an example.
     *
     * @return its statements; empty when it has another form
     */
    static Optional<List<Value>> read(String example) {
        if (example.isBlank()) {
            return Optional.empty();
        }
        if (example.startsWith("\"") || example.startsWith("{")) {
            return Optional.of(List.of(new Json(example)));
        }
        try {
            return Optional.of(new ExampleReader(example).statements());
        } catch (UnsupportedExampleException e) {
            return Optional.empty();
        }
    }

    private List<Value> statements() {
        List<Value> statements = new ArrayList<>();
        while (position < source.length()) {
            statements.add(value());
            skip(";");
        }
        return statements;
    }

    private Value value() {
        if (!tokens.find(position) || tokens.start() != position) {
            throw new UnsupportedExampleException();
        }
        position = tokens.end();
        if (tokens.group(1) != null) {
            return new Text(tokens.group(1).translateEscapes());
        }
        if (tokens.group(2) != null) {
            String digits = tokens.group(2).replace("_", "");
            boolean decimal = digits.contains(".");
            return new Numeric(decimal ? digits.replaceFirst("\\.0+$", "") : digits, decimal);
        }
        String word = tokens.group(3);
        if (word == null) {
            throw new UnsupportedExampleException();
        }
        return switch (word) {
            case "true", "false" -> new Flag(word.equals("true"));
            case "new" -> chain(links(name()));
            default -> chain(links(word));
        };
    }

    private String name() {
        if (!tokens.find(position) || tokens.start() != position || tokens.group(3) == null) {
            throw new UnsupportedExampleException();
        }
        position = tokens.end();
        return tokens.group(3);
    }

    private List<Link> links(String first) {
        List<Link> links = new ArrayList<>(List.of(new Link(first, arguments())));
        while (skip(".")) {
            links.add(new Link(name(), arguments()));
        }
        return links;
    }

    private Optional<List<Value>> arguments() {
        if (!skip("(")) {
            return Optional.empty();
        }
        List<Value> arguments = new ArrayList<>();
        while (!skip(")")) {
            arguments.add(methodReference() ? new Reference(List.of()) : value());
            if (!skip(",") && !source.startsWith(")", position)) {
                throw new UnsupportedExampleException();
            }
        }
        return Optional.of(arguments);
    }

    /** The only method reference in examples is the one that makes a list of a value. */
    private boolean methodReference() {
        return skip("List::of");
    }

    private boolean skip(String text) {
        while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
            position++;
        }
        boolean found = source.startsWith(text, position);
        position += found ? text.length() : 0;
        return found;
    }

    private static Value chain(List<Link> links) {
        Link first = links.get(0);
        Link last = links.get(links.size() - 1);
        List<String> names = links.stream().map(Link::name).toList();
        int builder = names.indexOf("builder");
        if (builder > 0) {
            return properties(String.join(".", names.subList(0, builder)), links.subList(builder + 1, links.size()));
        }
        if (first.arguments().isPresent()) {
            return constructed(links);
        }
        List<Value> arguments = last.arguments().orElse(List.of());
        return switch (String.join(".", names)) {
            case "Map.of" -> entries(arguments);
            case "List.of" -> new Items(arguments);
            case "PolicyDocument.of.toJson" -> new Reference(List.of("policy"));
            default -> reference(links, names, last);
        };
    }

    private static Value reference(List<Link> links, List<String> names, Link last) {
        List<Value> arguments = last.arguments().orElse(List.of());
        if (last.name().equals("requireSecret") && arguments.get(0) instanceof Text key) {
            return new Secret(key.text());
        }
        if (last.name().equals("applyValue")) {
            return new Items(List.of(chain(links.subList(0, links.size() - 1))));
        }
        if (Character.isUpperCase(names.get(0).charAt(0)) || !arguments.isEmpty()) {
            throw new UnsupportedExampleException();
        }
        return new Reference(names);
    }

    /** Reads {@code new Trail("trail", TrailArgs.builder()…)}. */
    private static Value constructed(List<Link> links) {
        List<Value> arguments = links.get(0).arguments().orElse(List.of());
        return arguments.stream()
                .filter(Properties.class::isInstance)
                .findFirst()
                .orElseThrow(UnsupportedExampleException::new);
    }

    private static Properties properties(String type, List<Link> setters) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Link setter : setters) {
            List<Value> arguments = setter.arguments().orElseThrow(UnsupportedExampleException::new);
            if (!setter.name().equals("build")) {
                values.put(setter.name(), arguments.size() == 1 ? arguments.get(0) : new Items(arguments));
            }
        }
        return new Properties(type, values);
    }

    private static Entries entries(List<Value> arguments) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (!(arguments.get(i) instanceof Text key)) {
                throw new UnsupportedExampleException();
            }
            values.put(key.text(), arguments.get(i + 1));
        }
        return new Entries(values);
    }

    /** The example has a form that this reader does not support. */
    private static final class UnsupportedExampleException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
