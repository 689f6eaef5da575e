package dev.plinth.operation.deletion;

import dev.plinth.model.Urns;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A deletion that the cloud would refuse.
 *
 * @param urn the resource's URN
 * @param type its type token
 * @param code the service's error code, such as {@code BucketNotEmpty}
 * @param message why, as the service says it
 * @param lifted whether {@code plinth unprotect} lifts it
 */
public record DeletionRefusal(String urn, String type, String code, String message, boolean lifted) {

    private static final String RETAIN = "keep it in the cloud: set retainOnDelete and run `plinth up` first";

    /** Next step for each error. */
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    "BucketNotEmpty",
                    "delete its objects and all their versions, or set forceDestroy and run `plinth up` first"),
            Map.entry("RepositoryNotEmptyException", "delete its images"),
            Map.entry("InvalidRequestException", "delete its recovery points once no lock keeps them, or " + RETAIN),
            Map.entry(
                    "HostedZoneNotEmpty",
                    "delete the records that are not in the stack, or set forceDestroy and run `plinth up` first"),
            Map.entry(
                    "DBSnapshotAlreadyExists",
                    "set another finalSnapshotIdentifier and run `plinth up` first, or delete that snapshot"),
            Map.entry("DependencyViolation", "delete or detach what uses it"),
            Map.entry(
                    "DeleteConflict",
                    "detach what is not in the stack, or set forceDetachPolicies of a role and run `plinth up` first"),
            Map.entry("ClusterContainsServicesException", "delete the services that are not in the stack"));

    private static final String FINAL_SNAPSHOT =
            "set finalSnapshotIdentifier or skipFinalSnapshot, and run `plinth up` first";

    private static final String SWITCHED_ON =
            "it was switched on outside Pulumi: switch it off, or run `plinth refresh`";

    private static final String OTHERWISE = "remove the cause, or " + RETAIN;

    /** Returns the next step. */
    public String remedy() {
        if (message.contains("final_snapshot_identifier") || message.contains("finalSnapshotIdentifier is")) {
            return FINAL_SNAPSHOT;
        }
        if (message.contains("deletion protection") || message.contains("protected") || message.contains("is on")) {
            return SWITCHED_ON;
        }
        return REMEDIES.getOrDefault(code, OTHERWISE);
    }

    /**
     * Returns the next step, which is the removal of protection where that suffices.
     *
     * @param unprotect the command that lifts protection
     */
    public String nextStep(String unprotect) {
        return lifted ? "`" + unprotect + "` lifts this" : remedy();
    }

    /**
     * Words some refusals.
     *
     * @param refusals at least one
     * @param unprotect the command that lifts protection
     */
    public static String words(List<DeletionRefusal> refusals, String unprotect) {
        return refusals.stream()
                .map(refusal -> "  " + Urns.name(refusal.urn()) + " (" + refusal.type() + "): " + refusal.code() + ": "
                        + refusal.message() + "\n    next: " + refusal.nextStep(unprotect))
                .collect(Collectors.joining(
                        "\n",
                        "the cloud would not delete " + refusals.size()
                                + (refusals.size() == 1 ? " resource" : " resources") + ", so nothing was deleted:\n",
                        ""));
    }
}
