package dev.plinth.preview.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.ResourceChange;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Says that a preview knows the stack from a snapshot only, and what it therefore can't see. */
public final class SnapshotSection implements Section {

    /** The key. */
    public static final String KEY = "snapshot";

    private final Source source;
    private final List<ResourceChange> undecided;

    /**
     * Where the preview's knowledge comes from.
     *
     * @param created when the snapshot was taken
     * @param commit the Git commit that it was taken at, in words
     * @param plinth the version of Plinth that took it
     * @param removed how many values were removed from it
     * @param assumed the functions that the embedded cloud answered, because the snapshot has no answer, by token
     * @param unknown the functions that nobody could answer, by token
     */
    public record Source(
            Instant created,
            String commit,
            String plinth,
            int removed,
            Collection<String> assumed,
            Collection<String> unknown) {}

    private SnapshotSection(Source source, List<ResourceChange> undecided) {
        this.source = source;
        this.undecided = undecided;
    }

    /** Makes the section of a change. */
    public static SnapshotSection of(Source source, StackChange change) {
        return new SnapshotSection(
                source,
                change.changes().stream()
                        .filter(ResourceChange::replacementUnknown)
                        .toList());
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Snapshot";
    }

    @Override
    public String summary() {
        return "against the snapshot of " + source.created() + " at " + source.commit() + ", by Plinth "
                + source.plinth()
                + ", without access to a cloud: no drift, ids of what is new, or quotas are seen, and "
                + source.removed() + " removed values count as unchanged";
    }

    @Override
    public Risk risk() {
        return undecided.isEmpty()
                        && source.assumed().isEmpty()
                        && source.unknown().isEmpty()
                ? Risk.NONE
                : Risk.WARNING;
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (!undecided.isEmpty()) {
            blocks.add(new Block.Warning(
                    "whether these are updated in place or replaced is not known here; a replacement changes what depends"
                            + " on them as well"));
            blocks.add(new Block.Table(
                    List.of("resource", "type", "changes"),
                    undecided.stream()
                            .map(change -> List.of(
                                    change.resource().name(),
                                    change.resource().type(),
                                    String.join(", ", change.changedPaths())))
                            .toList(),
                    Set.of()));
        }
        if (!source.assumed().isEmpty()) {
            blocks.add(new Block.Text("the snapshot has no answer of " + String.join(", ", source.assumed())
                    + " as the program asks now: the embedded cloud's is assumed"));
        }
        if (!source.unknown().isEmpty()) {
            blocks.add(new Block.Text("unknown is what " + String.join(", ", source.unknown()) + " would answer"));
        }
        return blocks;
    }

    @Override
    public JsonNode toJson() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("created", source.created().toString())
                .put("commit", source.commit())
                .put("plinth", source.plinth())
                .put("removed", source.removed());
        source.assumed().forEach(document.putArray("assumed")::add);
        source.unknown().forEach(document.putArray("unknown")::add);
        var array = document.putArray("replacementUnknown");
        undecided.forEach(change -> array.add(change.resource().urn()));
        return document;
    }
}
