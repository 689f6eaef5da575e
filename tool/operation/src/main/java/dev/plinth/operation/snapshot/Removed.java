package dev.plinth.operation.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Signatures;
import dev.plinth.simulator.value.Values;

/**
 * Marker of a removed value: a secret with a text that the simulator and the policies read as unknown. The engine's marker of
 * an unknown value is not usable, because a program loses the secret flag with it.
 */
final class Removed {

    private Removed() {}

    /** The marker in a state: a secret in the clear, as {@code pulumi stack export --show-secrets} writes one. */
    static ObjectNode marker() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(Signatures.KEY, Signatures.SECRET)
                .put("plaintext", '"' + Values.REMOVED + '"');
    }

    /** The marker in a function's results, of which nothing is marked as a secret. */
    static JsonNode text() {
        return JsonNodeFactory.instance.textNode(Values.REMOVED);
    }

    /** Returns whether a value is such a marker. */
    static boolean is(JsonNode value) {
        return value.equals(marker());
    }

    /** Returns whether a value is an engine secret, encrypted or not. */
    static boolean isSecret(JsonNode value) {
        return value.path(Signatures.KEY).asText().equals(Signatures.SECRET);
    }
}
