package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.RuleFixtures.PRIVATE_POLICY;
import static dev.plinth.policies.rules.RuleFixtures.PUBLIC_POLICY;
import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.model.GraphResource;
import dev.plinth.testkit.rule.Resources;
import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for AWS Backup. */
final class BackupFixtures {

    static final String PLAN = "aws:backup/plan:Plan";
    static final String VAULT = "aws:backup/vault:Vault";
    static final String VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    static final String SELECTION = "aws:backup/selection:Selection";
    static final String RESTORE_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    static final String RESTORE_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection";

    static GraphResource plan(Map<String, ?> rule) {
        return resource(PLAN, "daily", Map.of("rules", List.of(rule)));
    }

    /** The AWS provider of the resources that tests make. */
    static GraphResource provider(String region) {
        GraphResource provider = resource("pulumi:providers:aws", "default", Map.of("region", region));
        if (!provider.urn().equals(Resources.PROVIDER)) {
            throw new IllegalStateException(provider.urn());
        }
        return provider;
    }

    private BackupFixtures() {}

    static List<RuleFixture> all() {
        GraphResource database =
                resource(RuleFixtures.DATABASE, "subject", Map.of(), Map.of("arn", "arn:aws:rds:x:1:db:a"));
        return List.of(
                property("backup-vault-cmk", VAULT, "kmsKeyArn", "arn:aws:kms:x", "", FAIL),
                property(
                        "backup-vault-cmk",
                        VAULT,
                        "forceDestroy",
                        false,
                        true,
                        PASS,
                        Map.of("kmsKeyArn", "arn:aws:kms:x")),
                RuleFixture.of(
                        "backup-retention",
                        plan(Map.of("ruleName", "daily", "lifecycle", Map.of("deleteAfter", 35))),
                        "rules[0].lifecycle.deleteAfter",
                        34,
                        PASS),
                RuleFixture.of(
                        "backup-copy-retention",
                        plan(Map.of("copyActions", List.of(Map.of("lifecycle", Map.of("deleteAfter", 35))))),
                        "rules[0].copyActions[0].lifecycle.deleteAfter",
                        7,
                        PASS),
                RuleFixture.of(
                                "backup-copy-other-region",
                                plan(Map.of(
                                        "copyActions",
                                        List.of(Map.of(
                                                "destinationVaultArn",
                                                "arn:aws:backup:eu-west-1:123456789012:backup-vault:copy")))),
                                "rules[0].copyActions[0].destinationVaultArn",
                                "arn:aws:backup:eu-central-1:123456789012:backup-vault:copy",
                                FAIL)
                        .beside(provider("eu-central-1")),
                property("backup-vault-lock", VAULT_LOCK, "minRetentionDays", 7, 0, FAIL),
                property(
                        "backup-vault-lock",
                        VAULT_LOCK,
                        "changeableForDays",
                        3,
                        "2",
                        PASS,
                        Map.of("minRetentionDays", 7)),
                property(
                        "backup-vault-policy-not-public",
                        "aws:backup/vaultPolicy:VaultPolicy",
                        "policy",
                        PRIVATE_POLICY,
                        PUBLIC_POLICY,
                        PASS),
                property("backup-restore-tested", RESTORE_PLAN, "scheduleExpression", "cron(0 5 1 * ? *)", " ", FAIL),
                property(
                        "backup-restore-tested",
                        RESTORE_PLAN,
                        "scheduleExpression",
                        "rate(30 days)",
                        "cron(0 5 1 1 ? 2020)",
                        FAIL),
                RuleFixture.of(
                        "backup-daily",
                        plan(Map.of("schedule", "cron(0 3 * * ? *)")),
                        "rules[0].schedule",
                        "cron(0 3 ? * 1 *)",
                        FAIL),
                RuleFixture.of(
                                "backup-vault-notifications",
                                resource(VAULT, "subject", Map.of(), Map.of("id", "vault")),
                                "backupVaultName",
                                "another",
                                FAIL)
                        .beside(resource(
                                "aws:backup/vaultNotifications:VaultNotifications",
                                "alerts",
                                Map.of(
                                        "backupVaultName",
                                        "vault",
                                        "backupVaultEvents",
                                        List.of("BACKUP_JOB_COMPLETED"))))
                        .ofNeighbour(),
                RuleFixture.of(
                                "backup-vault-notifications",
                                resource(VAULT, "subject", Map.of(), Map.of("id", "vault")),
                                "backupVaultEvents",
                                List.of("BACKUP_JOB_FAILED", "COPY_JOB_FAILED"),
                                FAIL)
                        .beside(resource(
                                "aws:backup/vaultNotifications:VaultNotifications",
                                "alerts",
                                Map.of(
                                        "backupVaultName",
                                        "vault",
                                        "backupVaultEvents",
                                        List.of("BACKUP_JOB_COMPLETED"))))
                        .ofNeighbour(),
                property(
                        "backup-restore-tested",
                        RESTORE_PLAN,
                        "recoveryPointSelection.selectionWindowDays",
                        7,
                        60,
                        PASS,
                        Map.of("scheduleExpression", "cron(0 5 1 * ? *)")),
                RuleFixture.of("backup-restore-tested", database, "protectedResourceArns", List.of("arn:other"), FAIL)
                        .beside(resource(
                                RESTORE_SELECTION,
                                "databases",
                                Map.of(
                                        "protectedResourceType",
                                        "RDS",
                                        "protectedResourceArns",
                                        List.of("arn:aws:rds:x:1:db:a"))))
                        .ofNeighbour(),
                RuleFixture.of(
                                "backup-outside-rds-windows",
                                resource(
                                        RuleFixtures.DATABASE,
                                        "subject",
                                        Map.of(
                                                "maintenanceWindow",
                                                "sun:03:30-sun:04:30",
                                                "backupWindow",
                                                "01:00-02:00"),
                                        Map.of("arn", "arn:aws:rds:x:1:db:a")),
                                "maintenanceWindow",
                                "sun:05:30-sun:06:30",
                                PASS)
                        .beside(
                                resource(
                                        PLAN,
                                        "daily",
                                        Map.of("rules", List.of(Map.of("schedule", "cron(0 5 * * ? *)"))),
                                        Map.of("id", "plan")),
                                resource(
                                        SELECTION,
                                        "all",
                                        Map.of("planId", "plan", "resources", List.of("arn:aws:rds:x:1:db:a")))),
                RuleFixture.of("backup-covers-data", database, "resources", List.of("arn:other"), FAIL)
                        .beside(resource(SELECTION, "daily", Map.of("resources", List.of("arn:aws:rds:x:1:db:a"))))
                        .ofNeighbour());
    }
}
