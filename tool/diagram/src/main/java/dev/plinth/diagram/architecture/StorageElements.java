package dev.plinth.diagram.architecture;

import dev.plinth.diagram.model.ElementKind;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import java.util.ArrayList;
import java.util.List;

/** Buckets, backup vaults and backups in other regions. */
final class StorageElements {

    private final DiagramBuilder diagram;
    private final ResourceGraph graph;
    private final List<ElementNode> logs = new ArrayList<>();

    StorageElements(DiagramBuilder diagram) {
        this.diagram = diagram;
        this.graph = diagram.graph();
    }

    void create() {
        createBuckets();
        createBackups();
    }

    /** Returns the buckets with access logs of others. */
    List<ElementNode> logBuckets() {
        return List.copyOf(logs);
    }

    private void createBuckets() {
        for (GraphResource bucket : graph.ofType(ResourceTypes.BUCKET)) {
            ElementNode element = diagram.show(
                    diagram.regionOf(bucket),
                    new ElementNode(bucket.urn(), ElementKind.BUCKET, "S3 bucket", bucketName(bucket)),
                    bucket);
            List<String> logged = new ArrayList<>();
            for (GraphResource logging : graph.referrers(bucket, "targetBucket", ResourceTypes.BUCKET_LOGGING)) {
                graph.references(logging, "bucket", ResourceTypes.BUCKET)
                        .forEach(source -> logged.add(bucketName(source)));
            }
            graph.referrers(bucket, "accessLogs", ResourceTypes.LOAD_BALANCER)
                    .forEach(source -> logged.add(diagram.name(source)));
            if (!logged.isEmpty()) {
                logs.add(element);
                element.detail("access logs of");
                Labels.lines(logged.stream().distinct().sorted().toList()).forEach(element::detail);
            }
        }
    }

    /** Returns the name of a bucket without its suffix. */
    private static String bucketName(GraphResource bucket) {
        return bucket.name().replaceFirst("-bucket$", "");
    }

    private void createBackups() {
        for (GraphResource vault : graph.ofType(AwsTypes.BACKUP_VAULT)) {
            ElementNode element = diagram.show(
                    diagram.regionOf(vault),
                    new ElementNode(vault.urn(), ElementKind.BACKUP_VAULT, "Backup vault", diagram.name(vault)),
                    vault);
            for (GraphResource plan : graph.ofType(AwsTypes.BACKUP_PLAN)) {
                for (PropertyValue rule : plan.input("rules").elements()) {
                    if (graph.references(plan, "rules", AwsTypes.BACKUP_VAULT).contains(vault)) {
                        String days = Labels.number(rule.at(
                                isCopy(plan, vault)
                                        ? "copyActions[0].lifecycle.deleteAfter"
                                        : "lifecycle.deleteAfter"));
                        element.detail(Labels.join(
                                " ",
                                rule.at("ruleName").asText().orElse(""),
                                days.isEmpty() ? "" : "kept " + days + " days"));
                    }
                }
            }
            element.detail(
                    graph.referrers(vault, "backupVaultName", AwsTypes.BACKUP_VAULT_LOCK_CONFIGURATION)
                                    .isEmpty()
                            ? ""
                            : "locked");
            boolean tested = graph.ofType(AwsTypes.BACKUP_RESTORE_TESTING_PLAN).stream()
                    .anyMatch(test -> sameParent(test, vault));
            element.detail(tested && !isCopyOfAny(vault) ? "restores tested" : "");
        }
        for (GraphResource copy : graph.ofType(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION)) {
            ElementNode element = diagram.show(
                    diagram.regionOf(copy),
                    new ElementNode(copy.urn(), ElementKind.BACKUP_COPY, "RDS automated backups", "Copy of backups"),
                    copy);
            String days = Labels.number(copy, "retentionPeriod");
            element.detail(days.isEmpty() ? "" : "kept " + days + " days");
        }
    }

    private static boolean sameParent(GraphResource one, GraphResource other) {
        return one.parent() != null && one.parent().equals(other.parent());
    }

    private boolean isCopyOfAny(GraphResource vault) {
        return graph.ofType(AwsTypes.BACKUP_PLAN).stream().anyMatch(plan -> isCopy(plan, vault));
    }

    /** Returns whether a vault holds the copies of a plan's backups: it is in another region than the plan. */
    boolean isCopy(GraphResource plan, GraphResource vault) {
        return graph.references(plan, "rules", AwsTypes.BACKUP_VAULT).contains(vault)
                && !vault.provider().equals(plan.provider());
    }
}
