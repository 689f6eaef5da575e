package dev.plinth.policies.access;

import dev.plinth.policies.access.AccessEntry.Layer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Entries by principal, so that a comparison of large stacks does not compare each entry with each other. */
final class EntryIndex {

    private record Kind(Layer layer, boolean allow) {}

    private record Key(Kind kind, PatternSet principal) {}

    private final Map<Key, List<AccessEntry>> byPrincipal = new HashMap<>();
    private final Map<Kind, List<AccessEntry>> wide = new HashMap<>();
    private final Map<Kind, List<AccessEntry>> all = new HashMap<>();

    EntryIndex(Collection<AccessEntry> entries) {
        for (AccessEntry entry : entries) {
            Kind kind = kind(entry);
            byPrincipal
                    .computeIfAbsent(new Key(kind, entry.principal()), key -> new ArrayList<>())
                    .add(entry);
            all.computeIfAbsent(kind, key -> new ArrayList<>()).add(entry);
            if (isWide(entry.principal())) {
                wide.computeIfAbsent(kind, key -> new ArrayList<>()).add(entry);
            }
        }
    }

    private static Kind kind(AccessEntry entry) {
        return new Kind(entry.layer(), entry.allow());
    }

    private static boolean isWide(PatternSet principal) {
        return principal.except() || principal.isAll();
    }

    private Stream<AccessEntry> near(AccessEntry entry) {
        Kind kind = kind(entry);
        return Stream.concat(
                byPrincipal.getOrDefault(new Key(kind, entry.principal()), List.of()).stream(),
                wide.getOrDefault(kind, List.of()).stream());
    }

    /** Returns whether an entry covers another one. */
    boolean covers(AccessEntry entry) {
        return near(entry).anyMatch(other -> other.covers(entry));
    }

    /** Returns whether an entry covers another one that does not cover it. */
    boolean hasWider(AccessEntry entry) {
        return near(entry).anyMatch(other -> !other.equals(entry) && other.covers(entry) && !entry.covers(other));
    }

    /** Returns the entries that another one covers, and those that differ from it in conditions only. */
    List<AccessEntry> counterparts(AccessEntry entry) {
        Stream<AccessEntry> candidates = isWide(entry.principal())
                ? all.getOrDefault(kind(entry), List.of()).stream()
                : byPrincipal.getOrDefault(new Key(kind(entry), entry.principal()), List.of()).stream();
        return candidates
                .filter(other -> entry.covers(other) || entry.differsInConditionOnly(other))
                .toList();
    }
}
