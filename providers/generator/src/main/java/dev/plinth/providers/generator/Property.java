package dev.plinth.providers.generator;

import java.util.Optional;

/**
 * Property of an object, a resource or a function.
 *
 * @param name its name in the schema
 * @param description its description, in Markdown; may be empty
 * @param secret whether its value is a secret
 * @param deprecation the reason not to use it any more
 * @param fallback the value that an input takes when none is given
 */
record Property(
        String name,
        ValueType type,
        String description,
        boolean required,
        boolean secret,
        Optional<String> deprecation,
        Optional<Default> fallback) {

    /** Returns the name in Java. */
    String javaName() {
        return Names.identifier(name);
    }
}
