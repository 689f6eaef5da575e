package dev.plinth.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the documents in a file's text, each with the lines of its resources. */
final class JsonFileReader {

    /** The arrays whose elements are resources, or what happens to them. */
    private static final Set<String> LISTS = Set.of("resources", "resource_changes", "steps", "instances");

    /** The keys that hold a Pulumi resource's properties; {@link JsonValues#parse} reads their values. */
    private static final List<String> PROPERTIES = List.of("inputs", "outputs");

    /** Parts of a plan of Terraform that repeat what stands elsewhere in it, and can be as long as the rest together. */
    private static final Set<String> REPEATED = Set.of("prior_state", "relevant_attributes", "checks");

    private static final String PLANNED_VALUES = "planned_values";

    private static final String RESOURCE_CHANGES = "resource_changes";

    /** The positions at which an object can begin. */
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*[\"}]");

    /** Characters between two objects besides blanks: the separator of JSON text sequences, and the mark of a file. */
    private static final String SEPARATORS = "\u001e" + JsonFile.BYTE_ORDER_MARK;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String text;
    private final Predicate<JsonNode> wanted;
    private final List<JsonFile.Document> documents = new ArrayList<>();

    /** The end of the last document that was read. */
    private int end;

    /** A place whose line is known, so that lines are counted once. */
    private int counted;

    private int line = 1;

    JsonFileReader(String text, Predicate<JsonNode> wanted) {
        this.text = text;
        this.wanted = wanted;
    }

    JsonFile read() {
        int begin = first();
        String before = text.substring(0, begin);
        int skipped =
                before.isBlank() ? 0 : (int) before.stripTrailing().lines().count();
        while (!isAtEnd()) {
            if (text.charAt(end) != '{') {
                throw new IllegalArgumentException("has text after the JSON object, at " + JsonFile.place(text, end)
                        + (text.startsWith("::", end)
                                ? ", from a wrapper: set terraform_wrapper of hashicorp/setup-terraform to false"
                                : "; write only the JSON to it"));
            }
            int from = end;
            try {
                documents.add(document(from));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(describe(e, from), e);
            }
        }
        return new JsonFile(documents, skipped);
    }

    /** Reads the first object. Before it can stand a wrapper's log, with braces and whole objects in it. */
    private int first() {
        Matcher candidates = OBJECT.matcher(text);
        JsonFile.Document other = null;
        int begin = 0;
        int from = 0;
        IllegalArgumentException failure =
                isArray() ? new IllegalArgumentException("is JSON, but not an object: an array") : null;
        while (failure == null && candidates.find(from)) {
            int start = candidates.start();
            try {
                JsonFile.Document found = document(start);
                if (wanted.test(found.root())) {
                    documents.add(found);
                    return start;
                }
                begin = other == null ? start : begin;
                other = other == null ? found : other;
                from = end;
            } catch (JsonProcessingException e) {
                int reached = reached(e, start);
                boolean log = !isCutOff(e, start)
                        && !(e instanceof StreamConstraintsException)
                        && !text.substring(start, reached).contains("\n");
                if (!log) {
                    failure = new IllegalArgumentException(describe(e, start), e);
                }
                from = start + 1;
            }
        }
        if (failure == null && other != null) {
            documents.add(other);
            end = text.length();
            return begin;
        }
        throw failure != null
                ? failure
                : new IllegalArgumentException("is not JSON: expected an object, which begins with { and ends with }");
    }

    private boolean isArray() {
        try (JsonParser parser = MAPPER.createParser(new StringReader(text))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isAtEnd() {
        while (end < text.length()
                && (Character.isWhitespace(text.charAt(end)) || SEPARATORS.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end == text.length();
    }

    private int reached(JsonProcessingException e, int from) {
        JsonLocation location = e.getLocation();
        return location == null ? from : (int) Math.min(text.length(), from + location.getCharOffset());
    }

    private boolean isCutOff(JsonProcessingException e, int from) {
        return e instanceof JsonEOFException || text.substring(reached(e, from)).isBlank();
    }

    /** Jackson's own message would quote what it can't read. */
    private String describe(JsonProcessingException e, int from) {
        if (isCutOff(e, from)) {
            return "is cut off: it ends before the object that begins at " + JsonFile.place(text, from) + " does";
        }
        String limit = e instanceof StreamConstraintsException
                ? " within the reader's limits: it is nested too deeply or too long"
                : "";
        return "is not valid JSON" + limit + ", see " + JsonFile.place(text, reached(e, from));
    }

    /** Reads a document, at first without what stands in its {@code resource_changes} again. */
    private JsonFile.Document document(int from) throws JsonProcessingException {
        JsonFile.Document document = new Tree(from, false).read();
        boolean planned = document.root().path(PLANNED_VALUES).isObject()
                && document.root().path(RESOURCE_CHANGES).isEmpty();
        return planned ? new Tree(from, true).read() : document;
    }

    private int lineAt(int offset) {
        if (offset < counted) {
            counted = 0;
            line = 1;
        }
        for (; counted < offset; counted++) {
            if (text.charAt(counted) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The tree of one document. */
    private final class Tree {

        private final int from;
        private final boolean whole;
        private final int begin;
        private final IdentityHashMap<JsonNode, Integer> lines = new IdentityHashMap<>();

        /** The texts that were read last, by their hash code. */
        private final @Nullable TextNode[] recent = new TextNode[1 << 14];

        Tree(int from, boolean whole) {
            this.from = from;
            this.whole = whole;
            this.begin = lineAt(from);
        }

        JsonFile.Document read() throws JsonProcessingException {
            StringReader reader = new StringReader(text);
            try {
                if (reader.skip(from) != from) {
                    throw new IllegalStateException("the text has no offset " + from);
                }
                JsonParser parser = MAPPER.createParser(reader);
                parser.nextToken();
                JsonNode root = value(parser, "", 0);
                end = from + (int) parser.currentLocation().getCharOffset();
                return new JsonFile.Document(root, begin, lines);
            } catch (JsonProcessingException e) {
                throw e;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private JsonNode value(JsonParser parser, String name, int depth) throws IOException {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                return object(parser, depth);
            }
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return text(parser.getText());
            }
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return parser.readValueAsTree();
            }
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int at = begin + parser.currentLocation().getLineNr() - 1;
                JsonNode element = value(parser, "", depth + 1);
                if (LISTS.contains(name) && element.isObject()) {
                    lines.put(element, at);
                }
                array.add(element);
            }
            return array;
        }

        private ObjectNode object(JsonParser parser, int depth) throws IOException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                boolean repeated = depth == 0
                        && (REPEATED.contains(key) || (key.equals(PLANNED_VALUES) && !whole))
                        && parser.currentToken() == JsonToken.START_OBJECT;
                if (repeated) {
                    parser.skipChildren();
                    object.putObject(key);
                } else {
                    object.set(key, value(parser, key, depth + 1));
                }
            }
            return compact(object);
        }

        /** Replaces the properties of one of Pulumi's resources by their values, so that no tree of a large state is made. */
        private static ObjectNode compact(ObjectNode object) {
            if (object.path("urn").isTextual() && object.path("type").isTextual()) {
                for (String key : PROPERTIES) {
                    if (object.path(key).isObject()) {
                        object.putPOJO(key, JsonValues.parse(object.get(key)));
                    }
                }
            }
            return object;
        }

        /** Returns one node for a text that occurs often, such as the URN of what many resources depend on. */
        private TextNode text(String text) {
            int slot = text.hashCode() & (recent.length - 1);
            if (recent[slot] == null || !recent[slot].textValue().equals(text)) {
                recent[slot] = TextNode.valueOf(text);
            }
            return recent[slot];
        }
    }
}
