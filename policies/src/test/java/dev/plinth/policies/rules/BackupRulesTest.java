package dev.plinth.policies.rules;

import static dev.plinth.policies.rules.BackupFixtures.RESTORE_SELECTION;
import static dev.plinth.policies.rules.BackupFixtures.SELECTION;
import static dev.plinth.policies.rules.BackupFixtures.VAULT;
import static dev.plinth.policies.rules.BackupFixtures.VAULT_LOCK;
import static dev.plinth.policies.rules.CatalogueAssert.assertThatRule;
import static dev.plinth.policies.rules.RuleFixtures.DATABASE;
import static dev.plinth.testkit.rule.Resources.dependingOn;
import static dev.plinth.testkit.rule.Resources.protect;
import static dev.plinth.testkit.rule.Resources.resource;
import static dev.plinth.testkit.rule.Resources.with;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Tier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vaults and their locks, copies, restore tests, and what selections select. */
class BackupRulesTest {

    private static final PropertyValue UNKNOWN = PropertyValue.Unknown.VALUE;
    private static final GraphResource HOME = resource(VAULT, "home", Map.of("name", "home"), Map.of("name", "home"));

    private static GraphResource lock(Object least, Object most) {
        return resource(
                VAULT_LOCK,
                "lock",
                Map.of("backupVaultName", "home", "minRetentionDays", least, "maxRetentionDays", most));
    }

    private static GraphResource keeping(int days) {
        return BackupFixtures.plan(Map.of("targetVaultName", "home", "lifecycle", Map.of("deleteAfter", days)));
    }

    @Test
    void aVaultHasALock() {
        assertThatRule("backup-vault-lock")
                .failsWith("the vault has no VaultLockConfiguration", HOME)
                .passes(HOME, lock(7, 365))
                .passes(HOME, dependingOn(resource(VAULT_LOCK, "lock", Map.of()), "backupVaultName", HOME))
                .fails(resource(VAULT, "other", Map.of("name", "other")), lock(7, 365), HOME);
    }

    @Test
    void aPlanForDatabasesWhoseBackupsRdsReplicatesNeedsNoCopy() {
        GraphResource plan = BackupFixtures.plan(Map.of("targetVaultName", "home"));
        GraphResource database = resource(DATABASE, "main", Map.of("identifier", "main"));
        GraphResource selection = dependingOn(
                dependingOn(
                        resource(SELECTION, "databases", Map.of("planId", UNKNOWN, "resources", List.of(UNKNOWN))),
                        "planId",
                        plan),
                "resources",
                database);
        GraphResource replication = dependingOn(
                resource(
                        AwsTypes.RDS_INSTANCE_AUTOMATED_BACKUPS_REPLICATION,
                        "main",
                        Map.of("sourceDbInstanceArn", UNKNOWN)),
                "sourceDbInstanceArn",
                database);

        assertThatRule("backup-copy-other-region")
                .passes(plan, selection, database, replication)
                .fails(plan, selection, database)
                .fails(plan, database, replication)
                .fails(plan, with(selection, "selectionTags", selection.input("resources")), database, replication);
    }

    @Test
    void plansKeepToTheBoundsOfTheLock() {
        GraphResource elsewhere =
                BackupFixtures.plan(Map.of("targetVaultName", "other", "lifecycle", Map.of("deleteAfter", 3)));
        GraphResource copying = BackupFixtures.plan(Map.of(
                "targetVaultName",
                "other",
                "copyActions",
                List.of(Map.of("destinationVaultArn", "home", "lifecycle", Map.of("deleteAfter", 400)))));
        GraphResource forever = BackupFixtures.plan(Map.of("targetVaultName", "home"));
        GraphResource unnamed = dependingOn(
                BackupFixtures.plan(Map.of("targetVaultName", UNKNOWN, "lifecycle", Map.of("deleteAfter", 3))),
                "unrelated",
                HOME);
        assertThatRule("backup-vault-lock")
                .passes(lock(7, 365), HOME, keeping(35))
                .passes(lock("7", "365"), HOME, keeping(7))
                .passes(lock(7, 365), HOME, elsewhere)
                .failsWith(
                        "rules[0].lifecycle.deleteAfter of daily is 6, outside of minRetentionDays 7 and maxRetentionDays 365",
                        lock(7, 365),
                        HOME,
                        keeping(6))
                .fails(lock(7, 365), HOME, keeping(366))
                .fails(lock(7, 365), HOME, copying)
                .fails(lock(7, 365), HOME, forever)
                .passes(lock(7, 365), HOME, unnamed)
                .isUnknown("maxRetentionDays", lock(7, UNKNOWN), HOME, keeping(35));
    }

    @Test
    void copiesGoToAnotherRegion() {
        String other = "urn:pulumi:production::shop::pulumi:providers:aws::ireland";
        GraphResource home = BackupFixtures.provider("eu-central-1");
        GraphResource ireland = resource("pulumi:providers:aws", "ireland", Map.of("region", "eu-west-1"));
        GraphResource copyVault = new GraphResource(
                "urn:pulumi:production::shop::" + VAULT + "::copy",
                VAULT,
                "copy",
                null,
                other,
                List.of(),
                new java.util.TreeMap<>(),
                PropertyValue.ObjectValue.EMPTY,
                PropertyValue.ObjectValue.EMPTY,
                true,
                true);
        GraphResource plan =
                BackupFixtures.plan(Map.of("copyActions", List.of(Map.of("destinationVaultArn", UNKNOWN))));
        assertThatRule("backup-copy-other-region")
                .passes(naming(plan, copyVault), copyVault, HOME, home, ireland)
                .fails(naming(plan, HOME), HOME, home, ireland)
                .isUnknown("rules[0].copyActions[0].destinationVaultArn", plan, home)
                .failsWith("no rule of the plan copies to another Region", keeping(35), home)
                .in(Tier.STAGING)
                .isNotApplicable(keeping(35), home);
    }

    /** The plan's rules come from a vault, and stay as they are. */
    private static GraphResource naming(GraphResource plan, GraphResource vault) {
        return with(dependingOn(plan, "rules", vault), "rules", plan.input("rules"));
    }

    @Test
    void everyProductionDatabaseIsRestoredOnTrial() {
        GraphResource database = resource(DATABASE, "database", Map.of());
        GraphResource selection = dependingOn(
                resource(RESTORE_SELECTION, "databases", Map.of("protectedResourceType", "RDS")),
                "protectedResourceArns",
                database);
        assertThatRule("backup-restore-tested")
                .passes(database, selection)
                .passes(database, with(selection, "protectedResourceArns", PropertyValue.of(List.of("*"))))
                .fails(database, with(selection, "protectedResourceType", PropertyValue.of("S3")))
                .failsWith("the database is in no restore testing selection", database)
                .isUnknown(
                        "protectedResourceConditions of tagged",
                        database,
                        resource(
                                RESTORE_SELECTION,
                                "tagged",
                                Map.of(
                                        "protectedResourceType",
                                        "RDS",
                                        "protectedResourceConditions",
                                        Map.of("stringEquals", List.of(Map.of("key", "backup", "value", "daily"))))))
                .isNotApplicable(resource(DATABASE, "replica", Map.of("replicateSourceDb", "database")))
                .in(Tier.STAGING)
                .isNotApplicable(database);
    }

    @ParameterizedTest
    @CsvSource({
        "aws:rds/instance:Instance, arn:aws:rds:*:*:db:*",
        "aws:rds/cluster:Cluster, arn:aws:rds:*:*:cluster:*",
        "aws:dynamodb/table:Table, arn:aws:dynamodb:*:*:table/*",
        "aws:efs/fileSystem:FileSystem, arn:aws:elasticfilesystem:*:*:file-system/*",
        "aws:s3/bucketV2:BucketV2, arn:aws:s3:::*",
        "aws:s3/bucket:Bucket, arn:aws:s3:::*",
    })
    void dataOfEveryKindIsSelected(String type, String pattern) {
        GraphResource data = resource(type, "data", Map.of("tags", Map.of("backup", "daily")));
        GraphResource selection = resource(SELECTION, "daily", Map.of("resources", List.of(pattern)));
        assertThatRule("backup-covers-data")
                .fails(data)
                .passes(data, selection)
                .passes(data, with(selection, "resources", PropertyValue.of(List.of("*"))))
                .fails(data, with(selection, "resources", PropertyValue.of(List.of("arn:aws:ec2:*:*:volume/*"))))
                .fails(data, with(selection, "notResources", PropertyValue.of(List.of(pattern))));
    }

    @Test
    void onlyCriticalBucketsAreSelected() {
        GraphResource bucket = protect(resource(S3Fixtures.BUCKET, "scratch", Map.of()), false);
        assertThatRule("backup-covers-data")
                .isNotApplicable(bucket)
                .failsWith(
                        "no backup selection includes the bucket",
                        with(bucket, "tags", PropertyValue.of(Map.of("criticality", "critical"))));
    }

    @ParameterizedTest
    @CsvSource({
        "stringEquals, daily, true", "stringEquals, weekly, false",
        "stringLikes, d*y, true", "stringLikes, w*, false",
        "stringNotEquals, daily, false", "stringNotEquals, weekly, true",
        "stringNotLikes, d*, false", "stringNotLikes, w*, true",
    })
    void conditionsNarrowWhatIsSelected(String operator, String value, boolean selected) {
        GraphResource data = resource(DATABASE, "data", Map.of("tags", Map.of("backup", "daily")));
        GraphResource selection = resource(
                SELECTION,
                "daily",
                Map.of(
                        "resources",
                        List.of("*"),
                        "conditions",
                        List.of(Map.of(operator, List.of(Map.of("key", "aws:ResourceTag/backup", "value", value))))));
        if (selected) {
            assertThatRule("backup-covers-data").passes(data, selection);
        } else {
            assertThatRule("backup-covers-data").fails(data, selection);
        }
    }

    @Test
    void tagsOfTheProviderCount() {
        GraphResource data = resource(DATABASE, "data", Map.of());
        GraphResource provider =
                resource("pulumi:providers:aws", "default", Map.of("defaultTags", "{\"tags\":{\"backup\":\"daily\"}}"));
        GraphResource selection = resource(
                SELECTION,
                "daily",
                Map.of("selectionTags", List.of(Map.of("type", "STRINGEQUALS", "key", "backup", "value", "daily"))));
        assertThatRule("backup-covers-data").passes(data, selection, provider).fails(data, selection);
    }

    @Test
    void copiesAreKeptToo() {
        assertThatRule("backup-copy-retention")
                .passes(keeping(35))
                .fails(BackupFixtures.plan(Map.of(
                        "copyActions",
                        List.of(Map.of("lifecycle", Map.of("deleteAfter", 100, "coldStorageAfter", 30))))));
    }

    @ParameterizedTest
    @CsvSource({
        "cron(0 5 * * ? *), sun:03:30-sun:04:30, 01:00-02:00, true",
        "cron(0 5 * * ? *), sun:05:59-sun:06:30, 01:00-02:00, false",
        "cron(0 5 ? * MON *), sun:05:59-sun:06:30, 01:00-02:00, true",
        "cron(0 5 ? * 1 *), sun:05:59-sun:06:30, 01:00-02:00, false",
        "cron(30 0 * * ? *), sun:03:30-sun:04:30, 01:00-02:00, false",
        "cron(30 23 * * ? *), sun:03:30-sun:04:30, 00:15-01:00, false",
        "cron(30 23 ? * SUN *), mon:00:15-mon:01:00, 05:00-06:00, false",
        "cron(0 0/6 * * ? *), tue:06:30-tue:07:30, 02:00-03:00, false",
        "cron(0 5 1 * ? *), wed:05:30-wed:06:30, 02:00-03:00, false"
    })
    void backupsKeepClearOfTheWindowsOfADatabase(String schedule, String maintenance, String backup, boolean passes) {
        GraphResource database = resource(
                DATABASE,
                "database",
                Map.of("maintenanceWindow", maintenance, "backupWindow", backup),
                Map.of("arn", "arn:aws:rds:x:1:db:a"));
        GraphResource plan = resource(
                BackupFixtures.PLAN,
                "plan",
                Map.of("rules", List.of(Map.of("schedule", schedule))),
                Map.of("id", "plan-1"));
        GraphResource selection = resource(
                SELECTION, "selection", Map.of("planId", "plan-1", "resources", List.of("arn:aws:rds:x:1:db:a")));

        var rule = assertThatRule("backup-outside-rds-windows");
        if (passes) {
            rule.passes(database, plan, selection);
        } else {
            rule.fails(database, plan, selection);
        }
    }
}
