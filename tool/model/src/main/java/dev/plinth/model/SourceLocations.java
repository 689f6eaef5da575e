package dev.plinth.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Source lines of a program's resources: for each URN the line that made the resource, then the line of the program that
 * asked a component for it.
 *
 * @param byUrn one or two places for each URN
 */
public record SourceLocations(SortedMap<String, List<SourceLocation>> byUrn) {

    /** No locations, such as those of a stack that was read from a file. */
    public static final SourceLocations NONE = new SourceLocations(new TreeMap<>());

    public SourceLocations {
        byUrn = Collections.unmodifiableSortedMap(new TreeMap<>(byUrn));
    }

    /** Copies and sorts the map. */
    public static SourceLocations of(Map<String, List<SourceLocation>> byUrn) {
        return new SourceLocations(new TreeMap<>(byUrn));
    }

    /** The places of a resource, the one that made it first; empty when they are not known. */
    public List<SourceLocation> of(String urn) {
        return byUrn.getOrDefault(urn, List.of());
    }

    /** The place to show for a resource: the first that lies in the project. */
    public Optional<SourceLocation> inProject(String urn) {
        return of(urn).stream().filter(SourceLocation::isInProject).findFirst();
    }
}
