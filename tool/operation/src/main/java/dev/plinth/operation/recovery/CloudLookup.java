package dev.plinth.operation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Finds in the cloud what an interrupted creation may have made. */
@FunctionalInterface
public interface CloudLookup {

    /**
     * Looks for a resource.
     *
     * @param resource the resource as a state holds it: {@code urn}, {@code type}, and {@code inputs} as far as they are known
     * @param provider the inputs of its provider as a state holds them, such as {@code region}; missing where nobody knows
     * @param known the ids of the resources of that type that the state has already, which are not meant
     */
    Answer find(JsonNode resource, JsonNode provider, Set<String> known);

    /**
     * Result of a lookup.
     *
     * @param kind what is known
     * @param ids the ids by which the provider imports what may be meant; for {@link Kind#LIKELY} and {@link Kind#MADE} one
     * @param how how it was looked for, such as "its name is its id"
     */
    record Answer(Kind kind, List<String> ids, String how) {

        public Answer {
            ids = List.copyOf(ids);
        }
    }

    /** Certainty of a result. */
    enum Kind {
        /** It was made. */
        MADE,
        /** Nothing was made. */
        NOT_MADE,
        /** If it was made, this is its id. */
        LIKELY,
        /** Any of the ids may be its, or another one. */
        UNDECIDED
    }
}
