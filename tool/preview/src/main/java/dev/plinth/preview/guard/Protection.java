package dev.plinth.preview.guard;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletion protection of resources: Pulumi's {@code protect}, and the flags that the cloud enforces. */
public final class Protection {

    private static final List<String> FLAGS = List.of(
            "deletionProtection",
            "deletionProtectionEnabled",
            "enableDeletionProtection",
            "deleteProtection",
            "terminationProtection",
            "terminationProtectionEnabled",
            "disableApiTermination");

    /** Values of flags that are texts. */
    private static final Set<String> ON = Set.of("ACTIVE", "ENABLED");

    private Protection() {}

    /** Returns the reasons for which a deletion is rejected, as clauses such as {@code has deletionProtection}. */
    public static List<String> reasons(GraphResource resource) {
        List<String> reasons = new ArrayList<>();
        if (resource.protect()) {
            reasons.add("is protected by Pulumi (protect)");
        }
        // Retained resources are not deleted from the cloud.
        if (!resource.retained()) {
            reasons.addAll(flags(resource));
        }
        return reasons;
    }

    /** Returns the reasons that only the cloud enforces. */
    static List<String> flags(GraphResource resource) {
        return FLAGS.stream()
                .filter(flag -> resource.output(flag).asBoolean().orElse(false)
                        || resource.output(flag).asText().filter(ON::contains).isPresent())
                .map(flag -> "has " + flag)
                .toList();
    }

    /** Returns the content of a resource that must be deleted first, as clauses. */
    public static List<String> contents(GraphResource resource) {
        long points = (long) resource.output("recoveryPoints").asNumber().orElse(0);
        return resource.type().equals(AwsTypes.BACKUP_VAULT)
                        && !resource.retained()
                        && points > 0
                        && !resource.output("forceDestroy").asBoolean().orElse(false)
                ? List.of("holds " + points + (points == 1 ? " recovery point" : " recovery points"))
                : List.of();
    }
}
