package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.backup.RestoreTest;
import dev.plinth.simulator.time.TimeEvent;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS Backup while time passes: plans, copies, lifecycles, locks and restore tests. */
class BackupTimeTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String VAULT = "aws:backup/vault:Vault";
    private static final String PLAN = "aws:backup/plan:Plan";
    private static final String SELECTION = "aws:backup/selection:Selection";
    private static final String LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    private static final String ASSUME =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private TestCloud cloud;
    private Landscape landscape;
    private Made role;
    private Made vault;
    private Made database;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        landscape = new Landscape(cloud);
        role = cloud.create("aws:iam/role:Role", "backup", Map.of("assumeRolePolicy", ASSUME));
        vault = cloud.create(VAULT, "vault", Map.of());
        database = cloud.create(
                INSTANCE,
                "database",
                landscape.database(Map.of("backupRetentionPeriod", 0, "maintenanceWindow", "sun:06:00-sun:07:00")));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private void plan(Map<String, Object> more, String... arns) {
        Map<String, Object> rule = new LinkedHashMap<>(Map.of(
                "ruleName",
                "daily",
                "targetVaultName",
                vault.text("name"),
                "schedule",
                "cron(0 3 * * ? *)",
                "startWindow",
                60,
                "lifecycle",
                Map.of("deleteAfter", 14)));
        rule.putAll(more);
        Made plan = cloud.create(PLAN, "plan", Map.of("rules", List.of(rule)));
        cloud.create(
                SELECTION,
                "selection",
                Map.of("planId", plan.id(), "iamRoleArn", role.text("arn"), "resources", List.of((Object[]) arns)));
    }

    private List<TimeEvent> advance(String duration) {
        return cloud.simulator.advance(Duration.parse(duration));
    }

    private List<TimeEvent> problems(String duration) {
        return advance(duration).stream().filter(TimeEvent::problem).toList();
    }

    private List<Instant> points() {
        return cloud.simulator.backups().recoveryPoints(database.urn());
    }

    private void lock(int least, int days) {
        cloud.create(
                LOCK,
                "lock",
                Map.of(
                        "backupVaultName",
                        vault.text("name"),
                        "minRetentionDays",
                        least,
                        "maxRetentionDays",
                        100,
                        "changeableForDays",
                        days));
    }

    @Test
    void plansBackUpWhatIsSelectedAndLifecyclesDeleteIt() {
        plan(Map.of(), "arn:aws:rds:*:*:db:*");

        assertThat(problems("P1D")).isEmpty();
        assertThat(points()).containsExactly(Instant.parse("2026-01-01T03:00:00Z"));
        advance("P60D");

        assertThat(points()).hasSize(14).last().isEqualTo(Instant.parse("2026-03-02T03:00:00Z"));
        assertThat(Values.fromStruct(cloud.read(vault).getProperties())).containsEntry("recoveryPoints", 14L);
        assertThat(refusal(() -> cloud.delete(vault)))
                .contains("cannot be deleted because it contains recovery points");
    }

    @Test
    void selectionsByTagLeaveOthersOut() {
        Made plan = cloud.create(
                PLAN,
                "plan",
                Map.of(
                        "rules",
                        List.of(Map.of(
                                "ruleName",
                                "hourly",
                                "targetVaultName",
                                vault.text("name"),
                                "schedule",
                                "cron(30 * * * ? *)"))));
        cloud.create(
                SELECTION,
                "selection",
                Map.of(
                        "planId",
                        plan.id(),
                        "iamRoleArn",
                        role.text("arn"),
                        "selectionTags",
                        List.of(Map.of("type", "STRINGEQUALS", "key", "backup", "value", "yes"))));
        advance("P1D");
        assertThat(points()).isEmpty();

        Made tagged = cloud.create(
                INSTANCE,
                "tagged",
                landscape.database(Map.of("backupRetentionPeriod", 0, "tags", Map.of("backup", "yes"))));
        advance("P1D");
        assertThat(cloud.simulator.backups().recoveryPoints(tagged.urn())).hasSize(24);
    }

    @Test
    void copiesGoToTheOtherVault() {
        Made copies = cloud.create(VAULT, "copies", Map.of());
        plan(
                Map.of(
                        "copyActions",
                        List.of(Map.of(
                                "destinationVaultArn", copies.text("arn"), "lifecycle", Map.of("deleteAfter", 3)))),
                database.text("arn"));

        advance("P10D");

        assertThat(Values.fromStruct(cloud.read(copies).getProperties())).containsEntry("recoveryPoints", 3L);
        assertThat(Values.fromStruct(cloud.read(vault).getProperties())).containsEntry("recoveryPoints", 10L);
    }

    @Test
    void aJobMayNotStartInTheHourBeforeTheMaintenanceWindow() {
        plan(Map.of("schedule", "cron(30 5 * * ? *)"), database.text("arn"));

        assertThat(problems("P7D")).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("backup-failed");
            assertThat(event.at()).isEqualTo("2026-01-04T06:30:00Z");
        });
        assertThat(points()).hasSize(6);
    }

    @Test
    void aJobWaitsForTheEndOfTheMaintenanceWindowAsLongAsItsStartWindow() {
        plan(Map.of("schedule", "cron(30 5 * * ? *)", "startWindow", 120), database.text("arn"));

        assertThat(problems("P7D")).isEmpty();
        assertThat(points()).hasSize(7).contains(Instant.parse("2026-01-04T07:00:00Z"));
    }

    @Test
    void aRetentionOutsideTheLocksBoundsFails() {
        lock(30, 3);
        plan(Map.of(), database.text("arn"));

        assertThat(problems("P2D")).hasSize(2).allSatisfy(event -> assertThat(event.message())
                .contains("outside the bounds of the vault's lock"));
        assertThat(points()).isEmpty();
    }

    @Test
    void aLockIsImmutableAfterItsGraceTime() {
        lock(7, 3);
        Made lock = new Made(LOCK, "lock", vault.text("name"), vault.inputs(), vault.state());
        advance("P2D");
        assertThat(advance("P2D")).extracting(TimeEvent::kind).contains("lock-immutable");

        assertThat(refusal(() -> cloud.delete(lock)))
                .contains("InvalidRequestException")
                .contains("is immutable");
    }

    @Test
    void aLockCanBeDeletedWithinItsGraceTime() {
        lock(7, 3);
        advance("P2D");

        cloud.delete(new Made(LOCK, "lock", vault.text("name"), vault.inputs(), vault.state()));
    }

    @Test
    void bucketsNeedVersioning() {
        Made bucket = cloud.create("aws:s3/bucketV2:BucketV2", "files", Map.of());
        plan(Map.of(), bucket.text("arn"));
        assertThat(problems("P1D")).singleElement().satisfies(event -> assertThat(event.message())
                .contains("needs a bucket with versioning"));

        cloud.create(
                "aws:s3/bucketVersioningV2:BucketVersioningV2",
                "files",
                Map.of("bucket", bucket.id(), "versioningConfiguration", Map.of("status", "Enabled")));
        assertThat(problems("P1D")).isEmpty();
        assertThat(cloud.simulator.backups().recoveryPoints(bucket.urn())).hasSize(1);
    }

    private void restoreTest(Map<String, Object> more) {
        Made plan = cloud.create(
                "aws:backup/restoreTestingPlan:RestoreTestingPlan",
                "tests",
                Map.of(
                        "name",
                        "tests",
                        "scheduleExpression",
                        "cron(0 5 1 * ? *)",
                        "recoveryPointSelection",
                        Map.of(
                                "algorithm",
                                "LATEST_WITHIN_WINDOW",
                                "includeVaults",
                                List.of(vault.text("arn")),
                                "recoveryPointTypes",
                                List.of("SNAPSHOT"),
                                "selectionWindowDays",
                                7)));
        Map<String, Object> selection = new LinkedHashMap<>(Map.of(
                "name",
                "databases",
                "restoreTestingPlanName",
                plan.text("name"),
                "protectedResourceType",
                "RDS",
                "protectedResourceArns",
                List.of(database.text("arn")),
                "iamRoleArn",
                role.text("arn"),
                "validationWindowHours",
                4));
        selection.putAll(more);
        cloud.create("aws:backup/restoreTestingSelection:RestoreTestingSelection", "databases", selection);
    }

    private List<RestoreTest> tests() {
        return cloud.simulator.backups().restoreTests(database.urn());
    }

    private void validator(String region) {
        cloud.create(
                "aws:iam/rolePolicy:RolePolicy",
                "validator",
                Map.of(
                        "role",
                        role.text("name"),
                        "policy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"backup:PutRestoreValidationResult\"],\"Resource\":\"*\"}]}"));
        Made rule = cloud.create(
                "aws:cloudwatch/eventRule:EventRule",
                "validator",
                Map.of(
                        "eventPattern",
                        "{\"source\":[\"aws.backup\"],\"detail-type\":[\"Restore Job State Change\"],\"region\":[\""
                                + region + "\"],\"detail\":{\"status\":[\"COMPLETED\"],\"resourceType\":[\"RDS\"]}}"));
        cloud.create(
                "aws:cloudwatch/eventTarget:EventTarget",
                "validator",
                Map.of(
                        "rule",
                        rule.text("name"),
                        "arn",
                        "arn:aws:lambda:eu-central-1:123456789012:function:validator"));
    }

    @Test
    void aRestoreWithoutValidationTimesOut() {
        plan(Map.of(), database.text("arn"));
        restoreTest(Map.of());

        List<TimeEvent> events = advance("P1D");

        assertThat(events)
                .filteredOn(event -> event.kind().startsWith("restore"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.kind()).isEqualTo("restore-test-not-validated");
                    assertThat(event.at()).isEqualTo("2026-01-01T10:00:00Z");
                    assertThat(event.message()).contains("into the default VPC");
                });
        assertThat(tests())
                .containsExactly(new RestoreTest(Instant.parse("2026-01-01T10:00:00Z"), "COMPLETED", "TIMED_OUT"));
    }

    @Test
    void aValidatorMakesARestoreTestSuccessful() {
        plan(Map.of(), database.text("arn"));
        restoreTest(
                Map.of("restoreMetadataOverrides", Map.of("DBSubnetGroupName", landscape.subnetGroup.text("name"))));
        validator(TestCloud.REGION);

        List<TimeEvent> events = advance("P40D");

        assertThat(events).noneMatch(TimeEvent::problem);
        assertThat(events)
                .filteredOn(event -> event.kind().equals("restore-test-completed"))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.message())
                        .contains("into the subnet group " + landscape.subnetGroup.text("name")));
        assertThat(tests())
                .last()
                .isEqualTo(new RestoreTest(Instant.parse("2026-02-01T06:00:00Z"), "COMPLETED", "SUCCESSFUL"));
    }

    @Test
    void aRuleThatDoesNotMatchValidatesNothing() {
        plan(Map.of(), database.text("arn"));
        restoreTest(Map.of());
        validator("eu-west-1");

        assertThat(advance("P1D"))
                .extracting(TimeEvent::kind)
                .contains("restore-test-not-validated")
                .doesNotContain("restore-test-completed");
    }

    @Test
    void aRestoreTestNeedsARecoveryPointAndItsSubnetGroup() {
        restoreTest(Map.of("restoreMetadataOverrides", Map.of("dbSubnetGroupName", "no-such-group")));
        assertThat(problems("P1D")).singleElement().satisfies(event -> assertThat(event.message())
                .contains("there is no recovery point"));
        plan(Map.of(), database.text("arn"));
        assertThat(problems("P31D")).singleElement().satisfies(event -> assertThat(event.message())
                .contains("the subnet group no-such-group does not exist"));
        assertThat(tests()).extracting(RestoreTest::status).containsOnly("FAILED");
    }

    @Test
    void aTestThatSpansTwoAdvancesIsRecordedOnce() {
        plan(Map.of(), database.text("arn"));
        restoreTest(Map.of());

        advance("PT5H30M");
        assertThat(tests()).isEmpty();
        advance("PT2H");
        advance("PT4H");

        assertThat(tests()).hasSize(1);
    }

    @Test
    void nothingIsBackedUpWithAKeyThatIsScheduledForDeletion() {
        Made key = cloud.create("aws:kms/key:Key", "vault", Map.of());
        vault = cloud.create(VAULT, "encrypted", Map.of("kmsKeyArn", key.text("arn")));
        plan(Map.of(), database.text("arn"));
        restoreTest(Map.of());
        advance("P5D");
        cloud.delete(key);

        assertThat(problems("P1D")).extracting(TimeEvent::kind).containsExactly("backup-failed");
        assertThat(problems("P28D")).extracting(TimeEvent::kind).contains("backup-failed", "restore-test-failed");
        assertThat(problems("P2D")).extracting(TimeEvent::kind).contains("unreadable");
    }
}
