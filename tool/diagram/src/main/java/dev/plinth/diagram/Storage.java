package dev.plinth.diagram;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;

/** Buckets, backup vaults and backups in other regions. */
final class Storage {

    private final Drafts drafts;
    private final ResourceGraph graph;
    private final List<Draft> logs = new ArrayList<>();

    Storage(Drafts drafts) {
        this.drafts = drafts;
        this.graph = drafts.graph();
    }

    void create() {
        createBuckets();
        createBackups();
    }

    /** The buckets that take the logs of others. */
    List<Draft> logs() {
        return List.copyOf(logs);
    }

    private void createBuckets() {
        for (GraphResource bucket : graph.ofType(Types.BUCKET)) {
            Draft draft = drafts.show(
                    drafts.regionOf(bucket),
                    new Draft(bucket.urn(), Kind.BUCKET, "S3 bucket", bucketName(bucket)),
                    bucket);
            List<String> logged = new ArrayList<>();
            for (GraphResource logging : graph.referrers(bucket, "targetBucket", Types.BUCKET_LOGGING)) {
                graph.references(logging, "bucket", Types.BUCKET).forEach(source -> logged.add(bucketName(source)));
            }
            graph.referrers(bucket, "accessLogs", Types.LOAD_BALANCER)
                    .forEach(source -> logged.add(drafts.name(source)));
            if (!logged.isEmpty()) {
                logs.add(draft);
                draft.detail("access logs of");
                Words.lines(logged.stream().distinct().sorted().toList()).forEach(draft::detail);
            }
        }
    }

    /** A bucket is named by its component; several of one component by themselves. */
    private static String bucketName(GraphResource bucket) {
        return bucket.name().replaceFirst("-bucket$", "");
    }

    private void createBackups() {
        for (GraphResource vault : graph.ofType(Types.VAULT)) {
            Draft draft = drafts.show(
                    drafts.regionOf(vault),
                    new Draft(vault.urn(), Kind.BACKUP_VAULT, "Backup vault", drafts.name(vault)),
                    vault);
            for (GraphResource plan : graph.ofType(Types.BACKUP_PLAN)) {
                for (PropertyValue rule : plan.input("rules").elements()) {
                    if (graph.references(plan, "rules", Types.VAULT).contains(vault)) {
                        String days = Words.number(rule.at(
                                isCopy(plan, vault)
                                        ? "copyActions[0].lifecycle.deleteAfter"
                                        : "lifecycle.deleteAfter"));
                        draft.detail(Words.join(
                                " ",
                                rule.at("ruleName").asText().orElse(""),
                                days.isEmpty() ? "" : "kept " + days + " days"));
                    }
                }
            }
            draft.detail(
                    graph.referrers(vault, "backupVaultName", Types.VAULT_LOCK).isEmpty() ? "" : "locked");
            boolean tested = graph.ofType(Types.RESTORE_TEST).stream().anyMatch(test -> sameParent(test, vault));
            draft.detail(tested && !isCopyOfAny(vault) ? "restores tested" : "");
        }
        for (GraphResource copy : graph.ofType(Types.DATABASE_BACKUP_COPY)) {
            Draft draft = drafts.show(
                    drafts.regionOf(copy),
                    new Draft(copy.urn(), Kind.BACKUP_COPY, "RDS automated backups", "Copy of backups"),
                    copy);
            String days = Words.number(copy, "retentionPeriod");
            draft.detail(days.isEmpty() ? "" : "kept " + days + " days");
        }
    }

    private static boolean sameParent(GraphResource one, GraphResource other) {
        return one.parent() != null && one.parent().equals(other.parent());
    }

    private boolean isCopyOfAny(GraphResource vault) {
        return graph.ofType(Types.BACKUP_PLAN).stream().anyMatch(plan -> isCopy(plan, vault));
    }

    /** A plan's vault is in its own region; the others that its rules name are copied to. */
    boolean isCopy(GraphResource plan, GraphResource vault) {
        return graph.references(plan, "rules", Types.VAULT).contains(vault)
                && !vault.provider().equals(plan.provider());
    }
}
