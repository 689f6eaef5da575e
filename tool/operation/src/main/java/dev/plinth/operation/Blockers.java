package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.preview.guard.Protection;
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
     * @param unprotect the command that lifts protection
     */
    public static String refusal(List<Blocker> blockers, String unprotect) {
        return blockers.stream()
                .map(blocker ->
                        "  " + blocker.urn().substring(blocker.urn().lastIndexOf("::") + 2) + " " + blocker.reason())
                .collect(Collectors.joining(
                        "\n",
                        "the stack is protected and nothing was deleted:\n",
                        "\nnext: `" + unprotect + "` lifts all of this; then destroy again"));
    }
}
