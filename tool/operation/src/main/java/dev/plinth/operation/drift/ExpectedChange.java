package dev.plinth.operation.drift;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.GraphResource;

/**
 * A property that AWS changed by itself, within the bound that the stack configures.
 *
 * @param urn the resource's URN
 * @param type its type token
 * @param name its logical name
 * @param path the property's path, such as {@code desiredCount}
 * @param before the value in the stack's state
 * @param after the value in the cloud
 * @param bound how far AWS may go, such as {@code within 2–6}
 * @param undone whether an update would undo it once it is in the state, unless the program ignores the property
 */
public record ExpectedChange(
        String urn, String type, String name, String path, String before, String after, String bound, boolean undone) {

    public ExpectedChange(
            GraphResource resource, String path, String before, String after, String bound, boolean undone) {
        this(resource.urn(), resource.type(), resource.name(), path, before, after, bound, undone);
    }

    /** Such as {@code changed by AWS as configured: desiredCount 2 -> 4, within 2–6}. */
    public String words() {
        return "changed by AWS as configured: " + path + " " + before + " -> " + after + ", " + bound;
    }

    /** The change as the contract of {@code plinth refresh --json} names its fields. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("urn", urn)
                .put("type", type)
                .put("name", name)
                .put("path", path)
                .put("before", before)
                .put("after", after)
                .put("bound", bound);
    }
}
