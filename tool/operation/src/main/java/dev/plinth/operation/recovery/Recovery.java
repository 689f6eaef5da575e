package dev.plinth.operation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of a stack's state that make it match the cloud after an interrupted update. Nothing in the
 * cloud is changed by it.
 *
 * @param restored the earlier state that takes the place of a damaged one; empty where the state is whole
 * @param items what happens to each resource
 */
public record Recovery(Optional<StateFile.Earlier> restored, List<Item> items) {

    public Recovery {
        items = List.copyOf(items);
    }

    /** Actions on a resource. */
    public enum Action {
        /** It was created, and is imported into the state. */
        ADOPT("was created, and is imported into the state"),
        /** It is looked up by its id, and imported into the state if it exists. */
        LOOK_UP("is looked up, and imported into the state if it exists"),
        /** It was not created; the pending creation is removed. */
        FORGET("was not created; its pending creation is removed"),
        /** An update or deletion was not finished; the resource is compared with the cloud. */
        COMPARE("was being changed; its state is read from the cloud"),
        /** Its existence is unknown; the user has to decide. */
        UNDECIDED("may have been created");

        private final String words;

        Action(String words) {
            this.words = words;
        }
    }

    /**
     * A resource whose operation was not finished.
     *
     * @param action what happens to it
     * @param resource the resource as a state holds it
     * @param id the cloud's id; empty where there is none, or nobody knows
     * @param detail what a person should know beside, such as how it was found; may be empty
     */
    public record Item(Action action, JsonNode resource, String id, String detail) {
        /** Returns the resource's URN. */
        public String urn() {
            return resource.path("urn").asText();
        }

        /** Returns the item in one line. */
        public String words() {
            String name = urn().substring(urn().lastIndexOf("::") + 2);
            return resource.path("type").asText() + " " + name + (id.isEmpty() ? "" : " (" + id + ")") + " "
                    + action.words + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /** Returns whether there is nothing to do. */
    public boolean isEmpty() {
        return restored.isEmpty() && items.isEmpty();
    }

    /** Returns the items of which a person has to say whether they were made. */
    public List<Item> undecided() {
        return items.stream().filter(item -> item.action() == Action.UNDECIDED).toList();
    }

    /**
     * Returns the same with what a person says of the items that are undecided.
     *
     * @param ids the id of what was made, or an empty text where nothing was, by URN or the end of one
     * @throws IllegalArgumentException when a name means no undecided item, or several
     */
    public Recovery deciding(Map<String, String> ids) {
        List<Item> decided = new ArrayList<>(items);
        ids.forEach((name, id) -> {
            List<Item> meant = undecided().stream()
                    .filter(item -> item.urn().equals(name) || item.urn().endsWith("::" + name))
                    .toList();
            if (meant.size() != 1) {
                throw new IllegalArgumentException(name + " names " + meant.size()
                        + " of the resources of which it is not known whether they were made");
            }
            Action action = id.isEmpty() ? Action.FORGET : Action.LOOK_UP;
            decided.replaceAll(item -> item.equals(meant.get(0)) ? new Item(action, item.resource(), id, "") : item);
        });
        return new Recovery(restored, decided);
    }

    /** Returns what happens, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        restored.ifPresent(earlier -> lines.add("the state is damaged; that of " + earlier.written() + " ("
                + earlier.deployment().path("resources").size() + " resources) takes its place: " + earlier.file()));
        items.forEach(item -> lines.add(item.words()));
        return lines;
    }

    /** Returns the recovery as {@code plinth recover --json} prints it. */
    public ObjectNode toJson() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        restored.ifPresent(earlier -> document.putObject("restored")
                .put("file", earlier.file().toString())
                .put("written", earlier.written().toString())
                .put("resources", earlier.deployment().path("resources").size()));
        var array = document.putArray("resources");
        for (Item item : items) {
            array.addObject()
                    .put("action", item.action().name().toLowerCase(Locale.ROOT))
                    .put("urn", item.urn())
                    .put("type", item.resource().path("type").asText())
                    .put("id", item.id())
                    .put("detail", item.detail());
        }
        return document;
    }
}
