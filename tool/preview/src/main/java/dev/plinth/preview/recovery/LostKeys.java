package dev.plinth.preview.recovery;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.ResourceChange;
import dev.plinth.model.ResourceGraph;
import dev.plinth.policies.rules.change.Stateful;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Encryption keys that are deleted before the data encrypted with them: final snapshots, retained backups and recovery points
 * outlive a database and are unreadable after KMS has deleted its key.
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html">Deleting KMS keys</a>
 */
public final class LostKeys {

    private static final List<String> PROPERTIES = List.of("kmsKeyId", "kmsKeyArn");

    /** Default deletion window of KMS in days. */
    private static final int DEFAULT_WINDOW_DAYS = 30;

    private LostKeys() {}

    /** Returns the warnings about a change, sorted by the URN of the key. */
    static List<String> of(ResourceGraph before, List<ResourceChange> changes) {
        Set<String> ending = new LinkedHashSet<>();
        changes.stream()
                .filter(change -> change.endsResource() && !change.leavesResource())
                .forEach(change -> ending.add(change.resource().urn()));
        return of(before, resource -> ending.contains(resource.urn()));
    }

    /**
     * Returns the warnings about the deletion of resources from the cloud.
     *
     * @param before the stack before the deletion
     * @param ending whether a resource is deleted from the cloud
     * @return one sentence per key, sorted by its URN
     */
    public static List<String> of(ResourceGraph before, Predicate<GraphResource> ending) {
        List<String> warnings = new ArrayList<>();
        for (GraphResource key : before.ofType(AwsTypes.KMS_KEY)) {
            if (!ending.test(key)) {
                continue;
            }
            Set<String> lost = new LinkedHashSet<>();
            before.resources().stream()
                    .filter(user -> PROPERTIES.stream()
                            .anyMatch(property -> before.references(user, property, AwsTypes.KMS_KEY)
                                    .contains(key)))
                    .forEach(user -> lost.addAll(remains(before, user, ending.test(user))));
            if (!lost.isEmpty()) {
                int days = (int) key.input("deletionWindowInDays").asNumber().orElse(DEFAULT_WINDOW_DAYS);
                warnings.add("KMS deletes " + key.name() + " after " + days + " days; unreadable from then on: "
                        + String.join(", ", lost) + ". Keep the key with retainOnDelete");
            }
        }
        return warnings;
    }

    /** Returns the encrypted data that remains of a resource. */
    private static List<String> remains(ResourceGraph graph, GraphResource user, boolean ends) {
        String of = " of " + user.name();
        if (!ends) {
            return Stateful.includes(user.type())
                    ? List.of(
                            user.type().equals(AwsTypes.BACKUP_VAULT)
                                    ? "the recovery points in " + user.name()
                                    : "the data" + of)
                    : List.of();
        }
        List<String> left = new ArrayList<>();
        if (user.type().equals(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION)) {
            left.add("the replicated backups" + of);
        }
        boolean named = !user.input("finalSnapshotIdentifier").isAbsent();
        if (named && !user.input("skipFinalSnapshot").asBoolean().orElse(false)) {
            left.add("the final snapshot" + of);
        }
        if (!user.input("deleteAutomatedBackups").asBoolean().orElse(true)) {
            left.add("the automated backups" + of);
        }
        // AWS Backup encrypts recovery points of RDS with the database's key, and with the vault's those of S3 and EFS.
        if (user.type().startsWith("aws:rds/")
                && !new BackupPlans(graph, new ResourceRegions(graph, ""))
                        .covering(user)
                        .isEmpty()) {
            left.add("the recovery points" + of);
        }
        return left;
    }
}
