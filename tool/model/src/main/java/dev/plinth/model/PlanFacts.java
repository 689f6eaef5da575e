package dev.plinth.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts of a plan in a file that its graph and changes do not contain.
 *
 * @param producer the program that wrote the plan, such as {@code Terraform 1.11.4}; empty where it is unknown
 * @param missing the number of unchanged resources that the file omits
 * @param changesKnown whether the file has the operation of each resource
 * @param dataSources the number of data sources that are read during the update
 * @param drift the changes that were made outside of the program since the last update
 * @param remarks the remarks on single resources by URN, such as {@code moved from aws_s3_bucket.old}
 * @param deletedFirst the URNs of resources that are deleted before their replacement is created
 * @param documents the unknown documents whose statements the plan has, by URN and property
 */
public record PlanFacts(
        String producer,
        int missing,
        boolean changesKnown,
        int dataSources,
        List<ResourceChange> drift,
        SortedMap<String, List<String>> remarks,
        Set<String> deletedFirst,
        Map<String, Map<String, PlannedDocument>> documents) {

    /**
     * A document with stand-ins for its unknown identifiers.
     *
     * @param text the document with the first stand-ins
     * @param others the first stand-ins, each with the one of a second set
     */
    public record PlannedDocument(String text, Map<String, String> others) {

        /** Copies the map. */
        public PlannedDocument {
            others = Map.copyOf(others);
        }
    }

    /** Facts of a file without any. */
    public static final PlanFacts NONE =
            new PlanFacts("", 0, true, 0, List.of(), Collections.emptySortedMap(), Set.of(), Map.of());

    /** Copies the collections. */
    public PlanFacts {
        drift = List.copyOf(drift);
        remarks = Collections.unmodifiableSortedMap(new TreeMap<>(remarks));
        deletedFirst = Set.copyOf(deletedFirst);
        documents = Map.copyOf(documents);
    }

    /** Returns facts of a preview that omits unchanged resources. */
    static PlanFacts missing(int count) {
        return new PlanFacts("", count, true, 0, List.of(), Collections.emptySortedMap(), Set.of(), Map.of());
    }
}
