package dev.plinth.policies.remedy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Value in an example. */
sealed interface Value {

    /** String. */
    record Text(String text) implements Value {}

    /** Truth value. */
    record Flag(boolean value) implements Value {}

    /**
     * Number.
     *
     * @param text its digits
     * @param decimal whether the property is a decimal number
     */
    record Numeric(String text, boolean decimal) implements Value {}

    /** List. */
    record Items(List<Value> values) implements Value {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Map whose keys are data. */
    record Entries(Map<String, Value> values) implements Value {
        public Entries {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * Object whose keys are names of properties.
     *
     * @param type name of its Java class, with the package where the example has it
     */
    record Properties(String type, Map<String, Value> values) implements Value {
        public Properties {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * Variable, or a property of it.
     *
     * @param path the variable and the property
     */
    record Reference(List<String> path) implements Value {
        public Reference {
            path = List.copyOf(path);
        }
    }

    /** Secret from the configuration. */
    record Secret(String key) implements Value {}

    /** Part of a JSON document, which reads the same in every language. */
    record Json(String text) implements Value {}
}
