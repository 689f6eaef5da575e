package dev.plinth.policies.condition;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;

/**
 * Settings that stand in a bucket itself instead of a resource beside it. Versions of the AWS provider differ in form: a block is
 * an object or a list of one, and its name is in the singular or the plural, as {@code versioning} and {@code versionings}.
 */
public final class InlineSettings {

    private InlineSettings() {}

    /**
     * Returns the value at the end of a path of blocks; absent where there is none.
     *
     * @param path the names of the blocks in the singular, such as {@code versioning}, and of the property
     */
    public static PropertyValue at(GraphResource bucket, String... path) {
        PropertyValue value = bucket.inputs();
        for (String name : path) {
            value = first(value, name);
        }
        return value;
    }

    /** Returns whether a bucket has a setting with something in it. */
    public static boolean has(GraphResource bucket, String name) {
        return !at(bucket, name).isEmpty();
    }

    /** Returns what a bucket calls a setting, in the singular or the plural; for messages. */
    public static String name(GraphResource bucket, String setting) {
        return bucket.input(setting).isEmpty() ? setting + "s" : setting;
    }

    private static PropertyValue first(PropertyValue container, String name) {
        PropertyValue value = container.at(name);
        if (value.isEmpty()) {
            value = container.at(name + "s");
        }
        return value.elements().isEmpty() ? value : value.at("[0]");
    }
}
