package dev.plinth.policies.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A framework's controls and the rules that check a part of each. It is read when somebody first asks, from a resource
 * that names where the mapping comes from.
 */
public final class Framework {

    private final String name;
    private @Nullable Content content;

    private record Content(
            String title,
            List<String> sources,
            SortedMap<String, List<String>> controls,
            Map<String, List<String>> byRule) {}

    private Framework(String name) {
        this.name = name;
    }

    /** Creates a framework without reading it. */
    static Framework named(String name) {
        return new Framework(name);
    }

    /** Returns the framework's name and version. */
    public String title() {
        return content().title();
    }

    /** Returns where the mapping comes from. */
    public List<String> sources() {
        return content().sources();
    }

    /** Returns the controls, sorted by id, each with the ids of the rules that check a part of it. */
    public SortedMap<String, List<String>> controls() {
        return content().controls();
    }

    /** Returns the controls that a rule checks a part of, sorted by id. */
    public List<String> controlsOf(String rule) {
        return content().byRule().getOrDefault(rule, List.of());
    }

    private synchronized Content content() {
        Content read = content;
        if (read == null) {
            read = read(name + ".json");
            content = read;
        }
        return read;
    }

    private static Content read(String resource) {
        try (InputStream stream = Framework.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no framework description in " + resource);
            }
            return content(new ObjectMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static Content content(JsonNode document) {
        SortedMap<String, List<String>> controls = new TreeMap<>();
        SortedMap<String, List<String>> byRule = new TreeMap<>();
        document.path("controls")
                .properties()
                .forEach(control -> controls.put(
                        control.getKey(), strings(control.getValue().path("rules"))));
        controls.forEach((control, rules) -> rules.forEach(
                rule -> byRule.computeIfAbsent(rule, key -> new ArrayList<>()).add(control)));
        return new Content(
                document.path("title").asText(),
                strings(document.path("sources")),
                Collections.unmodifiableSortedMap(controls),
                byRule);
    }

    private static List<String> strings(JsonNode node) {
        List<String> strings = new ArrayList<>();
        node.forEach(element -> strings.add(element.asText()));
        return List.copyOf(strings);
    }
}
