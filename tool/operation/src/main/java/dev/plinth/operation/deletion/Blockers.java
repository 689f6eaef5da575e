package dev.plinth.operation.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.operation.StackState;
import dev.plinth.preview.guard.Protection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
     * Returns the protected resources among those to be deleted.
     *
     * @param state what {@code pulumi stack export} prints
     * @param deleted the URNs of the resources to be deleted
     * @return sorted by URN, one entry for each reason
     */
    public static List<Blocker> of(JsonNode state, Set<String> deleted) {
        return StackState.graph("", "", state).resources().stream()
                .filter(resource -> deleted.contains(resource.urn()))
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
