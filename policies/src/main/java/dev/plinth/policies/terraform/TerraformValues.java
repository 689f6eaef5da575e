package dev.plinth.policies.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.terraform.TerraformNames.Name;
import dev.plinth.policies.terraform.TerraformNames.Nesting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of a resource in a plan, from Terraform's form into Pulumi's. */
final class TerraformValues {

    /**
     * A value as a plan has it, in three documents of the same form.
     *
     * @param value what is known of it
     * @param unknown true where only the update will tell
     * @param sensitive true where it must not be shown
     */
    record Planned(JsonNode value, JsonNode unknown, JsonNode sensitive) {

        Planned at(String key) {
            return new Planned(value.path(key), unknown.path(key), sensitive.path(key));
        }

        Planned at(int index) {
            return new Planned(value.path(index), unknown.path(index), sensitive.path(index));
        }

        Set<String> keys() {
            Set<String> keys = new TreeSet<>();
            value.fieldNames().forEachRemaining(keys::add);
            unknown.fieldNames().forEachRemaining(keys::add);
            return keys;
        }

        int size() {
            return Math.max(value.size(), unknown.isArray() ? unknown.size() : 0);
        }

        private boolean isUnknown() {
            return unknown.isBoolean() && unknown.booleanValue();
        }

        private boolean isSensitive() {
            return sensitive.isBoolean() && sensitive.booleanValue();
        }
    }

    private final String type;

    TerraformValues(String type) {
        this.type = type;
    }

    /**
     * Reads a resource's properties.
     *
     * @param planned the resource's values
     * @param expressions what the configuration sets; missing when that is not known. What it does not set and only the
     *     update will tell, or is empty, the provider fills in: the program left it out
     */
    PropertyValue.ObjectValue read(Planned planned, JsonNode expressions) {
        return object("", planned, expressions);
    }

    private PropertyValue.ObjectValue object(String parent, Planned planned, JsonNode expressions) {
        SortedMap<String, PropertyValue> properties = new TreeMap<>();
        for (String key : planned.keys()) {
            Planned child = planned.at(key);
            Name name = TerraformNames.pulumi(type, parent + key);
            boolean left = expressions.isObject() && !expressions.has(key);
            if (left && (child.isUnknown() || isEmpty(child))) {
                continue;
            }
            PropertyValue value = value(parent + key, name.nesting(), child, expressions.path(key));
            if (!value.isAbsent()) {
                properties.put(name.name(), value);
            }
        }
        return new PropertyValue.ObjectValue(properties);
    }

    /** Returns whether a document of marks has one. */
    static boolean containsTrue(JsonNode marks) {
        if (marks.isContainerNode()) {
            for (JsonNode mark : marks) {
                if (containsTrue(mark)) {
                    return true;
                }
            }
        }
        return marks.isBoolean() && marks.booleanValue();
    }

    private static boolean isEmpty(Planned planned) {
        JsonNode value = planned.value();
        return (value.isContainerNode() && planned.size() == 0 && planned.keys().isEmpty())
                || (value.isTextual() && value.textValue().isEmpty());
    }

    private PropertyValue value(String path, Nesting nesting, Planned planned, JsonNode expression) {
        PropertyValue value =
                planned.isUnknown() ? PropertyValue.Unknown.VALUE : known(path, nesting, planned, expression);
        return planned.isSensitive() && !value.isAbsent() ? new PropertyValue.Secret(value) : value;
    }

    private PropertyValue known(String path, Nesting nesting, Planned planned, JsonNode expression) {
        JsonNode value = planned.value();
        if (value.isArray() || (value.isMissingNode() && planned.unknown().isArray())) {
            List<PropertyValue> elements = new ArrayList<>();
            for (int i = 0; i < planned.size(); i++) {
                elements.add(value(path, Nesting.OBJECT, planned.at(i), block(expression, i)));
            }
            if (nesting == Nesting.ONE) {
                return elements.isEmpty() ? PropertyValue.Null.VALUE : elements.get(0);
            }
            return new PropertyValue.ListValue(elements);
        }
        if (value.isObject() || (value.isMissingNode() && planned.unknown().isObject())) {
            return nesting == Nesting.PLAIN ? map(planned) : object(path + ".", planned, block(expression, 0));
        }
        return Scalars.read(value);
    }

    /** The keys of a map are the user's. */
    private PropertyValue map(Planned planned) {
        SortedMap<String, PropertyValue> entries = new TreeMap<>();
        for (String key : planned.keys()) {
            entries.put(key, value(key, Nesting.PLAIN, planned.at(key), MissingNode.getInstance()));
        }
        return new PropertyValue.ObjectValue(entries);
    }

    /** Expressions of a block; an attribute that is a single expression has no inner ones. */
    private static JsonNode block(JsonNode expression, int index) {
        JsonNode block = expression.isArray() ? expression.path(index) : expression;
        boolean whole = block.has("references") || block.has("constant_value") || !block.isObject();
        return whole ? MissingNode.getInstance() : block;
    }
}
