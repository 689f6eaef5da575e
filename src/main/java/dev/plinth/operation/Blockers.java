package dev.plinth.operation;

import com.fasterxml.jackson.databind.JsonNode;
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
     * The protected resources of a stack.
     *
     * @param state what {@code pulumi stack export} prints
     * @return sorted by URN, one entry for each reason
     */
    public static List<Blocker> of(JsonNode state) {
        List<Blocker> blockers = new ArrayList<>();
        for (JsonNode resource : state.path("deployment").path("resources")) {
            String urn = resource.path("urn").asText();
            JsonNode outputs = resource.path("outputs");
            if (resource.path("protect").asBoolean()) {
                blockers.add(new Blocker(urn, "is protected by Pulumi (protect)"));
            }
            if (outputs.path("deletionProtection").asBoolean()) {
                blockers.add(new Blocker(urn, "has deletionProtection"));
            }
            if (outputs.path("enableDeletionProtection").asBoolean()) {
                blockers.add(new Blocker(urn, "has enableDeletionProtection"));
            }
        }
        blockers.sort(Comparator.comparing(Blocker::urn).thenComparing(Blocker::reason));
        return blockers;
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
