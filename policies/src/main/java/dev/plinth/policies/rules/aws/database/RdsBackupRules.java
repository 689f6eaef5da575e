package dev.plinth.policies.rules.aws.database;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.rule.PolicyParameters;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Threshold;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules for backups of Amazon RDS. */
public final class RdsBackupRules {

    private static final Rule BACKUP_RETENTION = Rule.named("rds-backup-retention")
            .title("RDS instances and clusters have sufficient retention of automated backups")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "backupRetentionPeriod", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "backupRetentionPeriod",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("An accidental deletion that is noticed after the last backup expired cannot be undone.")
            .remediation(
                    """
                    Retain backups for 7 days, or 14 in production; the maximum is 35:
                    InstanceArgs.builder().backupRetentionPeriod(14)
                    """)
            .references(fsbp("RDS.11"), checkov("CKV_AWS_133"), cdkNag("RDS13"))
            .configuredBy(Threshold.DATABASE_BACKUP_RETENTION_DAYS)
            .requires(property("backupRetentionPeriod")
                    .isBetween(PolicyParameters::databaseBackupRetentionDays, 35)
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule FINAL_SNAPSHOT = Rule.named("rds-final-snapshot")
            .title("RDS instances and clusters take a final snapshot")
            .severity(Severity.HIGH)
            .on(AwsTypes.RDS_INSTANCE, "skipFinalSnapshot", "finalSnapshotIdentifier", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "skipFinalSnapshot",
                    "finalSnapshotIdentifier",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("A deleted database cannot be restored, or the deletion fails because the snapshot has no name.")
            .remediation(
                    """
                    Set the identifier of the final snapshot:
                    InstanceArgs.builder().skipFinalSnapshot(false).finalSnapshotIdentifier("database-final")
                    """)
            .requires(property("skipFinalSnapshot")
                    .isNotTrue()
                    .and(property("finalSnapshotIdentifier").isText())
                    .onlyIf(RdsRules::isPrimary));

    private static final Rule KEEP_BACKUPS = Rule.named("rds-keep-automated-backups")
            .title("Production RDS instances and clusters keep automated backups after deletion")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "deleteAutomatedBackups", "replicateSourceDb")
            .on(
                    AwsTypes.RDS_CLUSTER,
                    "deleteAutomatedBackups",
                    "replicationSourceIdentifier",
                    "globalClusterIdentifier",
                    "masterUsername")
            .risk("Deleting the database also deletes all its restore points.")
            .remediation(
                    """
                    Retain automated backups:
                    InstanceArgs.builder().deleteAutomatedBackups(false)
                    """)
            .requires(property("deleteAutomatedBackups")
                    .isFalse()
                    .onlyIf(RdsRules::isPrimary)
                    .inProduction());

    private static final Rule BACKTRACK = Rule.named("rds-backtrack")
            .title("Aurora MySQL clusters have backtrack enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.RDS_CLUSTER, "backtrackWindow", "engine")
            .risk("A bad statement can only be undone by a restore that takes hours.")
            .remediation(
                    """
                    Set a backtrack window of one day:
                    ClusterArgs.builder().backtrackWindow(86400)
                    """)
            .references(fsbp("RDS.14"), checkov("CKV_AWS_326"), cdkNag("RDS14"))
            .requires(property("backtrackWindow")
                    .isAtLeast(parameters -> 1)
                    .onlyIf((cluster, context) -> RdsRules.engine(cluster).equals("aurora-mysql")));

    private static final Rule CROSS_REGION_BACKUP = Rule.named("rds-cross-region-backup")
            .title("Production RDS instances have backups in another Region")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE, "replicateSourceDb")
            .lookingAt(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, "sourceDbInstanceArn")
            .lookingAt(AwsTypes.BACKUP_PLAN, "rules[].copyActions")
            .risk("The loss of the Region, or of access to it, loses the data.")
            .remediation(
                    """
                    Replicate automated backups, with a provider of the other Region:
                    InstanceAutomatedBackupsReplicationArgs.builder().sourceDbInstanceArn(database.arn())
                    """)
            // Whether the plan covers the database is what backup-covers-data judges.
            .requiresInStack(Related.some(
                            AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION,
                            "sourceDbInstanceArn",
                            "no InstanceAutomatedBackupsReplication and no backup plan copies its backups")
                    .or((instance, context) -> copiesBackups(context))
                    .onlyIf(RdsRules::isPrimary)
                    .inProduction());

    private static final Rule REPLICATED_BACKUP_KEY = Rule.named("rds-backup-replication-key")
            .title("Replicated RDS backups use a customer managed key")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION, "kmsKeyId")
            .risk("A key of the source Region cannot encrypt in the destination Region, so encrypted backups "
                    + "fail to copy.")
            .remediation(
                    """
                    Set a key of the destination Region:
                    InstanceAutomatedBackupsReplicationArgs.builder().kmsKeyId(replicaKey.arn())
                    """)
            .references(checkov("CKV_AWS_245"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyId"));

    public static final List<Rule> ALL = List.of(
            BACKUP_RETENTION, FINAL_SNAPSHOT, KEEP_BACKUPS, BACKTRACK, CROSS_REGION_BACKUP, REPLICATED_BACKUP_KEY);

    private RdsBackupRules() {}

    /** Returns whether a backup plan copies its recovery points. */
    private static final Derivation<Verdict> COPIES_BACKUPS =
            graph -> Verdict.any(graph.ofType(AwsTypes.BACKUP_PLAN).stream().map(plan -> {
                PropertyValue rules = plan.input("rules");
                boolean copies = rules.elements().stream()
                        .anyMatch(rule -> !rule.at("copyActions").elements().isEmpty());
                return copies
                        ? Verdict.PASS
                        : rules.containsUnknown() ? Verdict.unknown("rules") : Verdict.NOT_APPLICABLE;
            }));

    private static Verdict copiesBackups(RuleContext context) {
        return context.graph().once(COPIES_BACKUPS);
    }
}
