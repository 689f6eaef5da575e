package dev.plinth.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that holds a stack, recognised by its content.
 *
 * @param kind what the file is
 * @param graph the stack: as it is, or, in a preview, as it will be
 * @param changes what the change does to each resource; empty unless the file is a preview or a plan
 * @param environment the file's name of the environment, such as the stack's name; empty without one
 * @param lines the line of the file on which each resource begins, by its URN
 * @param locations the lines of the program that make the resources, where the file contains them
 * @param notes remarks on the file for the reader of a report, as sentences without a full stop
 * @param facts facts of a plan that the graph and the changes do not contain
 */
public record GraphFile(
        Kind kind,
        ResourceGraph graph,
        List<ResourceChange> changes,
        Environment environment,
        Map<String, Integer> lines,
        SourceLocations locations,
        List<String> notes,
        PlanFacts facts) {

    /** The engine's notation of the line that made a resource: {@code project:///src/index.ts#12,5}. */
    private static final Pattern SOURCE = Pattern.compile("project:///([^#]+)#(\\d+)(?:,\\d+)?");

    /**
     * The name that a file gives the environment that its resources are in.
     *
     * @param name the name, such as {@code prod}
     * @param origin what has that name, such as {@code the stack}
     */
    public record Environment(String name, String origin) {

        /** The file names none. */
        public static final Environment NONE = new Environment("", "");
    }

    /** Format of a file. */
    public enum Kind {
        /** Output of {@code plinth graph --json}. */
        RESOURCE_GRAPH,
        /** Output of {@code pulumi stack export}: every value in it is known. */
        EXPORTED_STATE,
        /** Output of {@code pulumi preview --json --show-sames}. */
        PREVIEW,
        /** Output of {@code terraform show -json} for a plan; see the package {@code terraform}. */
        TERRAFORM_PLAN,
        /** A state of Terraform's, or what {@code terraform show -json} prints of one: every value in it is known. */
        TERRAFORM_STATE;

        /** Returns whether the file is Terraform's or OpenTofu's. */
        public boolean isTerraform() {
            return this == TERRAFORM_PLAN || this == TERRAFORM_STATE;
        }
    }

    public GraphFile {
        changes = List.copyOf(changes);
        lines = Map.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** A file of a stack, whose resources' places are not known. */
    public GraphFile(Kind kind, ResourceGraph graph, List<ResourceChange> changes) {
        this(
                kind,
                graph,
                changes,
                graph.stack().isEmpty() ? Environment.NONE : new Environment(graph.stack(), "the stack"),
                Map.of(),
                SourceLocations.NONE,
                List.of(),
                PlanFacts.NONE);
    }

    /** Returns the same file with other facts. */
    public GraphFile withFacts(PlanFacts other) {
        return new GraphFile(kind, graph, changes, environment, lines, locations, notes, other);
    }

    /** Returns whether every value is known, so that nothing can be left undecided. */
    public boolean isComplete() {
        return kind == Kind.EXPORTED_STATE || kind == Kind.TERRAFORM_STATE;
    }

    /** Returns whether a document is one that {@link #read} reads. */
    public static boolean isKnown(JsonNode document) {
        return document.path("steps").isArray() || isGraph(document) || isState(document);
    }

    private static boolean isGraph(JsonNode document) {
        return document.path("resources").isArray() && document.has("project");
    }

    private static boolean isState(JsonNode document) {
        return document.path("deployment").isObject()
                || document.path("checkpoint").isObject()
                || (document.has("stack") && document.path("latest").isObject())
                || document.path("manifest").isObject()
                || (document.path("resources").isArray() && document.has("secrets_providers"));
    }

    /**
     * Recognises and reads a document, with the places of its resources.
     *
     * @throws IllegalArgumentException when it is none of these, with what it is instead, as the end of "the file …"
     */
    public static GraphFile read(JsonFile.Document document) {
        return requireComplete(readPartial(document));
    }

    /**
     * Does the same as {@link #read(JsonFile.Document)}, also for a preview without its unchanged resources; their number is
     * in the facts.
     */
    public static GraphFile readPartial(JsonFile.Document document) {
        GraphFile file = readAny(document.root());
        Map<String, Integer> lines = new HashMap<>();
        Map<String, List<SourceLocation>> locations = new HashMap<>();
        JsonNode root = document.root();
        JsonNode nodes = root.path("steps").isArray()
                ? root.path("steps")
                : ResourceJson.deployment(root).path("resources");
        for (JsonNode node : nodes) {
            String urn = node.path("urn").asText();
            lines.put(urn, document.line(node));
            JsonNode state = node.path("newState").isObject() ? node.path("newState") : node;
            Matcher source = SOURCE.matcher(state.path("sourcePosition").asText());
            if (source.matches()) {
                locations.put(urn, List.of(new SourceLocation("", source.group(1), Integer.parseInt(source.group(2)))));
            }
        }
        return new GraphFile(
                file.kind,
                file.graph,
                file.changes,
                file.environment,
                lines,
                SourceLocations.of(locations),
                file.notes,
                file.facts);
    }

    /**
     * Recognises and reads a document.
     *
     * @throws IllegalArgumentException when it is none of these, with what it is instead, as the end of "the file …"
     */
    public static GraphFile read(JsonNode document) {
        return requireComplete(readAny(document));
    }

    private static GraphFile requireComplete(GraphFile file) {
        if (file.facts.missing() > 0) {
            throw new IllegalArgumentException("is a preview without its " + file.facts.missing()
                    + " unchanged resources, so the stack cannot be checked; create it with --show-sames");
        }
        return file;
    }

    private static GraphFile readAny(JsonNode document) {
        if (document.path("steps").isArray()) {
            return preview(document);
        }
        if (isGraph(document)) {
            return new GraphFile(Kind.RESOURCE_GRAPH, ResourceGraph.fromGraphJson(document), List.of());
        }
        if (isState(document)) {
            JsonNode resources = ResourceJson.deployment(document).path("resources");
            if (!resources.isArray() && !resources.isMissingNode() && !resources.isNull()) {
                throw new IllegalArgumentException("is a state whose resources are not a list");
            }
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
        if (changes.isEmpty() && !document.get("steps").isEmpty()) {
            throw new IllegalArgumentException(
                    "is a preview whose steps have no state, such as the output of `plinth preview --json`");
        }
        List<GraphResource> resources = changes.stream()
                .filter(change -> change.operation() != ResourceChange.Operation.DELETE)
                .flatMap(change -> change.after().stream())
                .toList();
        String[] names = changes.isEmpty()
                ? new String[] {"", ""}
                : Urns.stackAndProject(changes.get(0).resource().urn());
        GraphFile file = new GraphFile(Kind.PREVIEW, new ResourceGraph(names[1], names[0], resources), changes);
        return left > 0 ? file.withFacts(PlanFacts.missing(left)) : file;
    }

    /** Returns a description of an unsupported document: its kind, and the first of its keys. */
    private static String describe(JsonNode document) {
        if (!document.isObject()) {
            return document.isMissingNode()
                    ? "empty"
                    : "JSON, but not an object: a "
                            + document.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
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
