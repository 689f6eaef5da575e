package dev.plinth.operation.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What stands for a value that was removed: the engine's own word for a value that is known only after the update, so that
 * the engine, the program and the policies read it as unknown.
 */
final class Removed {

    /** How the engine marks an object that stands for something else. */
    static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

    /** The mark of a secret. */
    static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    /** What a function answers instead of a secret: the program may calculate with it, and what comes of it is a secret's. */
    static final String TEXT = "removed-from-the-snapshot";

    private static final String UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private Removed() {}

    /** The marker in a state. */
    static JsonNode marker() {
        return JsonNodeFactory.instance.textNode(UNKNOWN);
    }

    /** Whether a value is a secret of the engine's, encrypted or not. */
    static boolean isSecret(JsonNode value) {
        return value.path(SIGNATURE).asText().equals(SECRET);
    }
}
