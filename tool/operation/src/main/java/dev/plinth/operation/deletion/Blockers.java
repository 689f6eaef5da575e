package dev.plinth.operation.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.StackState;
import dev.plinth.preview.guard.Protection;
import dev.plinth.preview.recovery.LostKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what would refuse to be deleted, before anything is: the engine itself would delete its dependents first. */
public final class Blockers {

    private Blockers() {}

    /**
     * A resource that refuses to be deleted.
     *
     * @param urn the resource's URN
     * @param reason what protects it
     */
    public record Blocker(String urn, String reason) {}

    /**
     * Returns sentences on the effects of a destroy that remain: resources that stay in the cloud, and data that cannot be read
     * any more.
     *
     * @param state what {@code pulumi stack export} prints
     */
    public static List<String> leftovers(JsonNode state) {
        ResourceGraph graph = StackState.graph("", "", state);
        List<String> kept = graph.resources().stream()
                .filter(GraphResource::retained)
                .map(GraphResource::name)
                .sorted()
                .toList();
        List<String> notes = new ArrayList<>();
        if (!kept.isEmpty()) {
            notes.add(kept.size() + (kept.size() == 1 ? " resource stays" : " resources stay")
                    + " in the cloud and on the bill (retainOnDelete): " + String.join(", ", kept));
        }
        notes.addAll(LostKeys.of(graph, resource -> !resource.retained()));
        return notes;
    }

    /**
     * The protected resources of a stack.
     *
     * @param state what {@code pulumi stack export} prints
     * @return sorted by URN, one entry for each reason
     */
    public static List<Blocker> of(JsonNode state) {
        return StackState.graph("", "", state).resources().stream()
                .flatMap(resource ->
                        Protection.reasons(resource).stream().map(reason -> new Blocker(resource.urn(), reason)))
                .sorted(Comparator.comparing(Blocker::urn).thenComparing(Blocker::reason))
                .toList();
    }

    /**
     * Words the refusal.
     *
     * @param blockers what blocks, at least one
     * @param next what to do, as a sentence
     */
    public static String refusal(List<Blocker> blockers, String next) {
        return blockers.stream()
                .map(blocker ->
                        "  " + blocker.urn().substring(blocker.urn().lastIndexOf("::") + 2) + " " + blocker.reason())
                .collect(Collectors.joining(
                        "\n", "the stack is protected and nothing was deleted:\n", "\nnext: " + next));
    }
}
