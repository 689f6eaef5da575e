package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plain JSON as property values, where no name changes. */
final class Scalars {

    private Scalars() {}

    static PropertyValue read(JsonNode node) {
        if (node.isTextual()) {
            return new PropertyValue.Text(node.textValue());
        }
        if (node.isBoolean()) {
            return new PropertyValue.Bool(node.booleanValue());
        }
        if (node.isNumber()) {
            return new PropertyValue.Num(node.doubleValue());
        }
        if (node.isArray()) {
            List<PropertyValue> elements = new ArrayList<>();
            node.forEach(element -> elements.add(read(element)));
            return new PropertyValue.ListValue(elements);
        }
        if (node.isObject()) {
            Map<String, PropertyValue> entries = new TreeMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), read(entry.getValue())));
            return PropertyValue.ObjectValue.of(entries);
        }
        return PropertyValue.Null.VALUE;
    }
}
