package dev.plinth.policies.access;

import dev.plinth.policies.access.AccessEntry.Layer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes of access in one row of a report: the actions that one principal gains or loses on resources.
 *
 * @param changes the changes that the row combines; at least one
 */
public record AccessRow(List<AccessChange> changes) {

    private static final String SECRET = "[secret]";

    /** Maximum number of former permissions in a note. */
    private static final int NOTED = 3;

    private record Key(AccessEntry rest, List<Object> parts) {}

    /** Copies the list. */
    public AccessRow {
        changes = List.copyOf(changes);
    }

    /** Combines changes that differ in their actions only, then rows that differ in their resources only, in their order. */
    public static List<AccessRow> of(Collection<AccessChange> changes) {
        List<AccessRow> single =
                changes.stream().map(change -> new AccessRow(List.of(change))).toList();
        List<AccessRow> byResource =
                combined(single, row -> new Key(row.rest(row.entry().resource()), row.parts(row.note())));
        return combined(byResource, row -> new Key(row.rest(PatternSet.ALL), row.parts(row.actionList())));
    }

    private static List<AccessRow> combined(List<AccessRow> rows, Function<AccessRow, Key> key) {
        Map<Key, List<AccessChange>> combined = new LinkedHashMap<>();
        rows.forEach(row -> combined.computeIfAbsent(key.apply(row), each -> new ArrayList<>())
                .addAll(row.changes()));
        return combined.values().stream().map(AccessRow::new).toList();
    }

    private AccessEntry rest(PatternSet resource) {
        AccessEntry entry = entry();
        return new AccessEntry(
                entry.layer(), entry.allow(), entry.principal(), PatternSet.ALL, resource, entry.condition());
    }

    private List<Object> parts(Object other) {
        return List.of(head().added(), head().isSecret(), head().first(), note(), other);
    }

    private AccessChange head() {
        return changes.get(0);
    }

    private AccessEntry entry() {
        return head().entry();
    }

    /** Returns whether the principal gains access. */
    public boolean isWidening() {
        return head().isWidening();
    }

    /** Returns whether the principal or resource is created or deleted by the same change. */
    public boolean isFirst() {
        return head().first();
    }

    /** Returns the change: {@code gains}, {@code loses}, {@code denied} or {@code no longer denied}. */
    public String verb() {
        return entry().allow() ? head().added() ? "gains" : "loses" : head().added() ? "denied" : "no longer denied";
    }

    /** Returns the principal, such as {@code web-task-role}. */
    public String principal() {
        return entry().principal().text();
    }

    /** Returns the actions, or the managed policies. */
    public SortedSet<String> actionList() {
        SortedSet<String> actions = new TreeSet<>();
        changes.forEach(change ->
                actions.add(change.isSecret() ? SECRET : change.entry().action().text()));
        return actions;
    }

    /** Returns the actions, or the managed policies, in one line. */
    public String actions() {
        String joined = String.join(", ", actionList());
        return switch (entry().layer()) {
            case MANAGED -> "policy " + joined;
            case GROUP -> "membership of group " + joined;
            default -> joined;
        };
    }

    /** Returns the resources, such as {@code uploads-bucket/*}; empty for managed policies. */
    public List<String> resourceList() {
        return entry().layer() == Layer.MANAGED || entry().layer() == Layer.GROUP
                ? List.of()
                : changes.stream()
                        .map(change -> change.isSecret()
                                ? SECRET
                                : change.entry().resource().text())
                        .distinct()
                        .toList();
    }

    /** Returns the resources in one line. */
    public String resource() {
        return String.join(", ", resourceList());
    }

    /** Returns the conditions; empty for none. */
    public String condition() {
        return head().isSecret() ? "" : entry().condition().text();
    }

    /** Returns the kind of policy, such as {@code permissions boundary}; empty where the row is clear without it. */
    public String kind() {
        return entry().layer() == Layer.BOUNDARY ? "permissions boundary" : "";
    }

    /** Returns the former, or the remaining, permissions that the row extends or reduces; empty for none. */
    public String note() {
        if (head().isSecret() || head().counterparts().isEmpty()) {
            return "";
        }
        String when = head().added() ? "before: " : "remaining: ";
        List<String> texts = head().counterparts().stream()
                .map(this::difference)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        return texts.isEmpty()
                ? ""
                : when
                        + texts.stream().limit(NOTED).collect(Collectors.joining("; "))
                        + (texts.size() > NOTED ? " and " + (texts.size() - NOTED) + " more" : "");
    }

    /** Returns the parts of another entry that differ from this row's. */
    private String difference(AccessEntry other) {
        List<String> parts = new ArrayList<>();
        if (!other.principal().equals(entry().principal())) {
            parts.add(other.principal().text());
        }
        if (!other.action().equals(entry().action())) {
            parts.add(other.action().text());
        }
        if (!other.resource().equals(entry().resource())) {
            parts.add("on " + other.resource().text());
        }
        if (!other.condition().equals(entry().condition())) {
            parts.add(
                    other.condition().isEmpty()
                            ? "without conditions"
                            : "if " + other.condition().text());
        }
        return String.join(" ", parts);
    }

    /** Returns the actions and resources, such as {@code s3:DeleteObject on uploads-bucket/*}. */
    public String access() {
        return actions() + (resource().isEmpty() ? "" : " on " + resource());
    }

    /** Returns the condition, the kind of policy where it matters, and the former or remaining permissions. */
    public String details() {
        return Stream.of(condition().isEmpty() ? "" : "if " + condition(), kind(), note())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Returns the row as a sentence, such as {@code web-task-role gains s3:DeleteObject on uploads-bucket/*}. */
    public String text() {
        String verb = entry().allow() ? verb() : "is " + verb();
        return principal() + " " + verb + " " + access()
                + (condition().isEmpty() ? "" : " if " + condition())
                + (kind().isEmpty() ? "" : " (" + kind() + ")");
    }
}
