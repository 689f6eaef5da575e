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

/** Source and limits of a preview against a snapshot. */
public final class SnapshotSection implements Section {

    /** The key. */
    public static final String KEY = "snapshot";

    private final Source source;
    private final List<ResourceChange> undecided;

    /**
     * Snapshot of a preview.
     *
     * @param created the creation time of the snapshot
     * @param commit a description of its Git commit
     * @param plinth the version of Plinth that created it
     * @param removed the number of removed values
     * @param assumed the tokens of functions with a result of the simulator instead of the snapshot
     * @param unknown the tokens of functions with unknown results
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

    /** Creates the section of a change. */
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
        return "snapshot of " + source.created() + " at " + source.commit() + ", by Plinth " + source.plinth()
                + ", without cloud access: drift, new ids and quotas are unknown; " + source.removed()
                + " removed values count as unchanged";
    }

    @Override
    public Risk risk() {
        return undecided.isEmpty()
                        && source.assumed().isEmpty()
                        && source.unknown().isEmpty()
                ? Risk.NONE
                : Risk.WARNING;
    }

    /** Returns false, because the limits of a snapshot concern every preview. */
    @Override
    public boolean isUnaffected() {
        return false;
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (!undecided.isEmpty()) {
            blocks.add(new Block.Warning(
                    "unknown whether these resources are updated in place or replaced; a replacement also changes"
                            + " their dependents"));
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
            blocks.add(new Block.Text("the snapshot has no result of " + String.join(", ", source.assumed())
                    + " for the current arguments; the simulator's result is assumed"));
        }
        if (!source.unknown().isEmpty()) {
            blocks.add(new Block.Text("unknown results: " + String.join(", ", source.unknown())));
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
