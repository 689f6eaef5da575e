package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The attributes of a resource as Terraform kept them before version 0.12, all in one map of texts: {@code tags.%} is the
 * size of a map and {@code tags.Name} an entry, {@code ingress.#} is the size of a list or set and {@code
 * ingress.1234.from_port} an attribute of one of its elements.
 *
 * @see <a href="https://github.com/hashicorp/terraform/blob/v0.11.15/flatmap/expand.go">Terraform's flatmap</a>
 */
final class FlatAttributes {

    private static final String COUNT = "#";
    private static final String SIZE = "%";

    private FlatAttributes() {}

    /** Returns the attributes in the form that later versions have; every scalar is a text. */
    static ObjectNode expand(JsonNode attributes) {
        SortedMap<String, String> flat = new TreeMap<>();
        attributes
                .properties()
                .forEach(entry -> flat.put(entry.getKey(), entry.getValue().asText()));
        return object(flat);
    }

    private static ObjectNode object(SortedMap<String, String> flat) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String name : heads(flat)) {
            object.set(name, value(flat, name));
        }
        return object;
    }

    private static JsonNode value(SortedMap<String, String> flat, String name) {
        SortedMap<String, String> below = below(flat, name);
        if (below.isEmpty()) {
            return JsonNodeFactory.instance.textNode(flat.get(name));
        }
        if (below.remove(COUNT) != null) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            heads(below).forEach(element -> list.add(value(below, element)));
            return list;
        }
        if (below.remove(SIZE) != null) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            below.forEach(map::put);
            return map;
        }
        return object(below);
    }

    /** The first parts of the names; positions in a list in their order. */
    private static Set<String> heads(SortedMap<String, String> flat) {
        Set<String> heads = new LinkedHashSet<>();
        flat.keySet().stream()
                .map(key -> key.split("\\.", 2)[0])
                .sorted(java.util.Comparator.comparing(
                                (String head) -> head.matches("\\d{1,9}") ? Integer.parseInt(head) : -1)
                        .thenComparing(head -> head))
                .forEach(heads::add);
        return heads;
    }

    private static SortedMap<String, String> below(SortedMap<String, String> flat, String name) {
        SortedMap<String, String> below = new TreeMap<>();
        flat.subMap(name + ".", name + "/").forEach((key, value) -> below.put(key.substring(name.length() + 1), value));
        return below;
    }
}
