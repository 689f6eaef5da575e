package dev.plinth.engine.external;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The schemas of provider packages, for language hosts that ask for them, such as that of YAML.
 *
 * @param byPackage each package's schema as JSON, by the package's name such as {@code aws}; called when it is first needed
 */
public record SchemaSource(Map<String, Supplier<String>> byPackage) {

    /** No schemas: a host requests them from the installed providers. */
    public static final SchemaSource NONE = new SchemaSource(Map.of());

    public SchemaSource {
        byPackage = Map.copyOf(byPackage);
    }
}
