package dev.plinth.operation.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.simulator.value.Values;

/**
 * What stands for a value that was removed: a secret with a text that the embedded cloud and the policies read as unknown. The
 * engine's own word for an unknown would not do: a program loses the mark of a secret with it.
 */
final class Removed {

    /** How the engine marks an object that stands for something else. */
    static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

    /** The mark of a secret. */
    static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";

    private Removed() {}

    /** The marker in a state: a secret in the clear, as {@code pulumi stack export --show-secrets} writes one. */
    static ObjectNode marker() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(SIGNATURE, SECRET)
                .put("plaintext", '"' + Values.REMOVED + '"');
    }

    /** The marker in a function's results, of which nothing is marked as a secret. */
    static JsonNode text() {
        return JsonNodeFactory.instance.textNode(Values.REMOVED);
    }

    /** Whether a value is such a marker. */
    static boolean is(JsonNode value) {
        return value.equals(marker());
    }

    /** Whether a value is a secret of the engine's, encrypted or not. */
    static boolean isSecret(JsonNode value) {
        return value.path(SIGNATURE).asText().equals(SECRET);
    }
}
