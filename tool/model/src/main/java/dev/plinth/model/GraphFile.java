package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A file that holds a stack, recognised by its content.
 *
 * @param kind what the file is
 * @param graph the stack: as it is, or, in a preview, as it will be
 * @param changes what the change does to each resource; empty unless the file is a preview
 */
public record GraphFile(Kind kind, ResourceGraph graph, List<ResourceChange> changes) {

    /** What a file can be. */
    public enum Kind {
        /** What {@code plinth graph --json} prints. */
        RESOURCE_GRAPH,
        /** What {@code pulumi stack export} prints: every value in it is known. */
        EXPORTED_STATE,
        /** What {@code pulumi preview --json --show-sames} prints. */
        PREVIEW,
        /** What {@code terraform show -json} prints of a plan; see the package {@code terraform}. */
        TERRAFORM_PLAN
    }

    public GraphFile {
        changes = List.copyOf(changes);
    }

    /** Says whether every value is known, so that nothing can be left undecided. */
    public boolean isComplete() {
        return kind == Kind.EXPORTED_STATE;
    }

    /**
     * Recognises and reads a document.
     *
     * @throws IllegalArgumentException when it is none of these, with what it is instead, as the end of "the file …"
     */
    public static GraphFile read(JsonNode document) {
        if (document.path("steps").isArray()) {
            return preview(document);
        }
        if (document.path("resources").isArray() && document.has("project")) {
            return new GraphFile(Kind.RESOURCE_GRAPH, ResourceGraph.fromGraphJson(document), List.of());
        }
        boolean state = document.path("deployment").isObject()
                || document.has("manifest")
                || (document.path("resources").isArray() && document.has("secrets_providers"));
        if (state) {
            return new GraphFile(Kind.EXPORTED_STATE, ResourceGraph.fromState(document), List.of());
        }
        throw new IllegalArgumentException("is " + describe(document));
    }

    private static GraphFile preview(JsonNode document) {
        List<ResourceChange> changes = new ArrayList<>();
        int same = 0;
        for (JsonNode step : document.get("steps")) {
            String op = step.path("op").asText();
            if (op.equals("same")) {
                same++;
            }
            // Beside the replacement itself, with --show-replacement-steps, stand the steps that it is made of.
            if (!op.equals("create-replacement") && !op.equals("delete-replaced")) {
                ResourceChange.ofStep(step).ifPresent(changes::add);
            }
        }
        int left = document.path("changeSummary").path("same").asInt() - same;
        if (left > 0) {
            throw new IllegalArgumentException("is a preview without the " + left
                    + " resources that stay as they are, so the stack can't be judged; make it with --show-sames");
        }
        if (changes.isEmpty() && !document.get("steps").isEmpty()) {
            throw new IllegalArgumentException(
                    "is a preview whose steps hold no state, such as `plinth preview --json` prints");
        }
        List<GraphResource> resources = changes.stream()
                .filter(change -> change.operation() != ResourceChange.Operation.DELETE)
                .flatMap(change -> change.after().stream())
                .toList();
        String[] names = changes.isEmpty()
                ? new String[] {"", ""}
                : Urns.stackAndProject(changes.get(0).resource().urn());
        return new GraphFile(Kind.PREVIEW, new ResourceGraph(names[1], names[0], resources), changes);
    }

    private static String describe(JsonNode document) {
        if (!document.isObject()) {
            return document.isMissingNode()
                    ? "empty"
                    : "JSON, but no object: a " + document.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        }
        List<String> keys = new ArrayList<>();
        Iterator<String> names = document.fieldNames();
        while (names.hasNext() && keys.size() < 5) {
            keys.add(names.next());
        }
        return keys.isEmpty()
                ? "an empty object"
                : "an object with " + String.join(", ", keys) + (names.hasNext() ? " …" : "");
    }
}
