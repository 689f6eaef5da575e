package dev.plinth.preview.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plinth.model.Urns;
import dev.plinth.policies.access.AccessChange;
import dev.plinth.policies.access.AccessDifference;
import dev.plinth.policies.access.AccessDocument;
import dev.plinth.policies.access.AccessRow;
import dev.plinth.policies.access.BoundaryChange;
import dev.plinth.preview.Block;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Permissions and denials that a change adds to the IAM policies of a stack, and removes from them; silent without any. */
public final class AccessSection implements Section {

    /** The key. */
    public static final String KEY = "access";

    private final AccessDifference difference;
    private final List<AccessRow> rows;

    private AccessSection(AccessDifference difference) {
        this.difference = difference;
        this.rows = AccessRow.of(difference.changes());
    }

    /** Creates the section of a change. */
    public static AccessSection of(StackChange change) {
        return new AccessSection(AccessDifference.of(change.changes()));
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String title() {
        return "Access";
    }

    @Override
    public boolean isSilent() {
        return difference.isEmpty();
    }

    /** Returns false, because a section without a difference is silent. */
    @Override
    public boolean isUnaffected() {
        return false;
    }

    @Override
    public Risk risk() {
        boolean widened = !difference.widened().isEmpty()
                || difference.boundaries().stream().anyMatch(BoundaryChange::isWidening);
        return widened ? Risk.WARNING : Risk.NONE;
    }

    @Override
    public String summary() {
        List<AccessRow> existing = rows.stream().filter(row -> !row.isFirst()).toList();
        List<String> parts = new ArrayList<>();
        if (existing.size() == 1) {
            parts.add(existing.get(0).text());
        } else {
            count(parts, existing, AccessRow::isWidening, " gained");
            count(parts, existing, row -> !row.isWidening(), " lost");
        }
        difference.boundaries().forEach(boundary -> parts.add(boundary.text()));
        List<AccessRow> first = rows.stream().filter(AccessRow::isFirst).toList();
        count(parts, first, AccessSection::isAdded, " of new roles and resources");
        count(parts, first, row -> !isAdded(row), " of deleted roles and resources");
        if (!difference.unknown().isEmpty()) {
            parts.add(difference.unknown().size() + " unknown before the update");
        }
        return parts.isEmpty() ? "no changes" : String.join("; ", parts);
    }

    private static void count(List<String> parts, List<AccessRow> rows, Predicate<AccessRow> predicate, String text) {
        long count = rows.stream().filter(predicate).count();
        if (count > 0) {
            parts.add(count + text);
        }
    }

    private static boolean isAdded(AccessRow row) {
        return row.changes().get(0).added();
    }

    @Override
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        difference.boundaries().stream().map(BoundaryChange::text).forEach(text -> blocks.add(new Block.Warning(text)));
        List<AccessRow> existing = rows.stream().filter(row -> !row.isFirst()).toList();
        if (!existing.isEmpty()) {
            blocks.add(table(existing));
        }
        folded(blocks, AccessSection::isAdded, "of new roles and resources");
        folded(blocks, row -> !isAdded(row), "of deleted roles and resources");
        if (!difference.unknown().isEmpty()) {
            blocks.add(new Block.Details(
                    difference.unknown().size()
                            + (difference.unknown().size() == 1 ? " policy" : " policies")
                            + " known only after the update",
                    List.of(new Block.Table(
                            List.of("policy", "of"),
                            difference.unknown().stream()
                                    .map(document -> List.of(Urns.name(document.urn()), document.holderName()))
                                    .toList(),
                            Set.of()))));
        }
        return blocks;
    }

    private void folded(List<Block> blocks, Predicate<AccessRow> side, String owners) {
        List<AccessRow> first =
                rows.stream().filter(AccessRow::isFirst).filter(side).toList();
        if (!first.isEmpty()) {
            blocks.add(new Block.Details(
                    first.size() + (first.size() == 1 ? " permission " : " permissions ") + owners,
                    List.of(table(first))));
        }
    }

    private static Block table(List<AccessRow> rows) {
        boolean detailed = rows.stream().anyMatch(row -> !row.details().isEmpty());
        List<String> columns = List.of("principal", "change", "access", "details");
        int width = detailed ? columns.size() : columns.size() - 1;
        return new Block.Table(
                columns.subList(0, width),
                rows.stream()
                        .map(row -> List.of(row.principal(), row.verb(), row.access(), row.details())
                                .subList(0, width))
                        .toList(),
                Set.of());
    }

    @Override
    public JsonNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode changes = node.putArray("changes");
        rows.forEach(row -> changes.add(json(row)));
        ArrayNode boundaries = node.putArray("boundaries");
        for (BoundaryChange boundary : difference.boundaries()) {
            boundaries
                    .addObject()
                    .put("urn", boundary.urn())
                    .put("principal", boundary.principal())
                    .put("before", boundary.before())
                    .put("after", boundary.after());
        }
        ArrayNode unknown = node.putArray("unknown");
        for (AccessDocument document : difference.unknown()) {
            unknown.addObject()
                    .put("urn", document.urn())
                    .put("property", document.property())
                    .put("of", document.holderName());
        }
        return node;
    }

    private static ObjectNode json(AccessRow row) {
        AccessChange head = row.changes().get(0);
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("change", head.added() ? "added" : "removed")
                .put("effect", head.entry().allow() ? "allow" : "deny")
                .put("widening", row.isWidening())
                .put("policy", head.entry().layer().name().toLowerCase(Locale.ROOT))
                .put("principal", row.principal());
        ArrayNode actions = node.putArray("actions");
        row.actionList().forEach(actions::add);
        ArrayNode resources = node.putArray("resources");
        row.resourceList().forEach(resources::add);
        node.put("condition", row.condition()).put("note", row.note()).put("first", row.isFirst());
        ArrayNode urns = node.putArray("urns");
        row.changes().stream()
                .flatMap(change -> change.causes().stream())
                .distinct()
                .sorted()
                .forEach(urns::add);
        return node;
    }
}
