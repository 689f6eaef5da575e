package dev.plinth.preview.guard;

import dev.plinth.model.GraphResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What refuses to be deleted: the engine minds its own {@code protect}, the cloud its flags, and only when it is asked. */
public final class Protection {

    private static final List<String> FLAGS = List.of(
            "deletionProtection",
            "deletionProtectionEnabled",
            "enableDeletionProtection",
            "deleteProtection",
            "terminationProtection",
            "terminationProtectionEnabled",
            "disableApiTermination");

    /** What the flags that are no booleans say. */
    private static final Set<String> ON = Set.of("ACTIVE", "ENABLED");

    private static final String VAULT = "aws:backup/vault:Vault";

    private Protection() {}

    /** Why a resource refuses to be deleted, as clauses such as {@code has deletionProtection}; none when it does not. */
    public static List<String> reasons(GraphResource resource) {
        List<String> reasons = new ArrayList<>();
        if (resource.protect()) {
            reasons.add("is protected by Pulumi (protect)");
        }
        // The cloud is not asked to delete what is retained.
        if (!resource.retained()) {
            reasons.addAll(flags(resource));
        }
        return reasons;
    }

    /** The cloud's own reasons among them, which no preview knows. */
    static List<String> flags(GraphResource resource) {
        return FLAGS.stream()
                .filter(flag -> resource.output(flag).asBoolean().orElse(false)
                        || resource.output(flag).asText().filter(ON::contains).isPresent())
                .map(flag -> "has " + flag)
                .toList();
    }

    /** Why a resource refuses to be deleted whatever is lifted, as clauses: it holds what must be deleted first. */
    public static List<String> contents(GraphResource resource) {
        long points = (long) resource.output("recoveryPoints").asNumber().orElse(0);
        return resource.type().equals(VAULT)
                        && !resource.retained()
                        && points > 0
                        && !resource.output("forceDestroy").asBoolean().orElse(false)
                ? List.of("holds " + points + (points == 1 ? " recovery point" : " recovery points"))
                : List.of();
    }
}
