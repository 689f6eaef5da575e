package dev.plinth.preview.recovery;

import static dev.plinth.preview.Fixture.change;
import static dev.plinth.preview.Fixture.creation;
import static dev.plinth.preview.Fixture.delete;
import static dev.plinth.preview.Fixture.evidence;
import static dev.plinth.preview.Fixture.graph;
import static dev.plinth.preview.Fixture.resource;
import static dev.plinth.preview.Fixture.same;
import static dev.plinth.preview.Fixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue.Unknown;
import dev.plinth.model.ResourceGraph;
import dev.plinth.operation.GraphOperation;
import dev.plinth.preview.Block;
import dev.plinth.preview.Fixture;
import dev.plinth.preview.RecoveryEvidence;
import dev.plinth.preview.Section;
import dev.plinth.preview.StackChange;
import dev.plinth.settings.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoverySectionTest {

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String BUCKET = "aws:s3/bucketV2:BucketV2";
    private static final String PROVIDER = "pulumi:providers:aws";

    private static Optional<RecoveryMethod> best(Loss loss, GraphResource... resources) {
        return new DataStores(graph(resources), "eu-central-1").best(resources[0], loss);
    }

    private static GraphResource standing(GraphResource resource, GraphResource provider) {
        return new GraphResource(
                resource.urn(),
                resource.type(),
                resource.name(),
                null,
                provider.urn(),
                resource.dependencies(),
                resource.propertyDependencies(),
                resource.inputs(),
                resource.outputs(),
                false,
                true);
    }

    private static final GraphResource SECOND = resource(PROVIDER, "second", Map.of("region", "eu-west-1"));

    private static Optional<Long> minutes(Optional<Duration> duration) {
        return duration.map(RecoveryTimes::minutes);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 7, ZONE, 0, 2",
        "false, 7, ZONE, 5, 75",
        "false, 0, ZONE, , ",
        "true, 7, DELETION, 5, 75",
        "true, 0, DELETION, , ",
        "true, 7, REGION, , "
    })
    void databaseRecoveryFollowsItsSettings(boolean multiAz, int retention, Loss loss, Long rpo, Long rto) {
        Optional<RecoveryMethod> method = best(
                loss, resource(INSTANCE, "database", Map.of("multiAz", multiAz, "backupRetentionPeriod", retention)));

        assertThat(minutes(method.map(RecoveryMethod::rpo))).isEqualTo(Optional.ofNullable(rpo));
        assertThat(minutes(method.map(RecoveryMethod::rto))).isEqualTo(Optional.ofNullable(rto));
    }

    @ParameterizedTest
    @CsvSource({
        "7, small, ZONE, 2, 135",
        "7, small, DELETION, 2, 135",
        "7, small, REGION, , ",
        "0, small, DELETION, 1440, 135",
        "0, nano, DELETION, , ",
    })
    void supabaseRecoveryFollowsItsSizeAndAddOn(int days, String size, Loss loss, Long rpo, Long rto) {
        GraphResource component = resource("my:platform:Database", "database", Map.of("pointInTimeRecoveryDays", days));
        GraphResource project = Fixture.childOf(
                component, resource("supabase:index/project:Project", "project", Map.of("instanceSize", size)));
        Optional<RecoveryMethod> method = best(loss, project, component);

        assertThat(minutes(method.map(RecoveryMethod::rpo))).isEqualTo(Optional.ofNullable(rpo));
        assertThat(minutes(method.map(RecoveryMethod::rto))).isEqualTo(Optional.ofNullable(rto));
        assertThat(DataStores.canBeTested(project)).isFalse();
    }

    private static GraphResource volume(String name, String label, String value) {
        return resource(
                "docker:index/volume:Volume", name, Map.of("labels", List.of(Map.of("label", label, "value", value))));
    }

    /** A backup on the same host is lost with it; a recovery point of the host is not. */
    @Test
    void aVolumeIsRecoveredFromItsBackupAndFromItsHost() {
        GraphResource instance = resource("aws:ec2/instance:Instance", "host", Map.of());
        GraphResource docker = Fixture.dependingOn(resource("pulumi:providers:docker", "docker", Map.of()), instance);
        GraphResource database = standing(volume("database", "dev.plinth.backup-hours", "24"), docker);
        GraphResource plan = resource(
                "aws:backup/plan:Plan",
                "plan",
                Map.of(
                        "rules",
                        List.of(Map.of("ruleName", "daily", "schedule", "cron(0 3 * * ? *)", "startWindow", 60))));
        GraphResource selection = resource(
                "aws:backup/selection:Selection",
                "selection",
                Map.of("planId", Unknown.VALUE, "resources", Unknown.VALUE),
                Map.of("planId", List.of(plan), "resources", List.of(instance)),
                false);

        assertThat(best(Loss.DELETION, database, docker, instance)).get().satisfies(method -> {
            assertThat(method.rpo()).isEqualTo(Duration.ofHours(24));
            assertThat(method.rto()).isEqualTo(Duration.ofMinutes(75));
        });
        assertThat(best(Loss.ZONE, database, docker, instance)).isEmpty();
        assertThat(best(Loss.ZONE, database, docker, instance, plan, selection))
                .map(RecoveryMethod::rpo)
                .contains(Duration.ofHours(25));
        assertThat(best(Loss.REGION, database, docker, instance, plan, selection))
                .isEmpty();
    }

    @Test
    void volumesWithBackupsAndWithoutDataAreNotStores() {
        ResourceGraph host = graph(
                volume("data", "team", "shop"),
                volume("backups", "dev.plinth.content", "backups"),
                volume("files", "dev.plinth.content", "recreatable"));

        assertThat(new DataStores(host, "eu-central-1").all())
                .extracting(GraphResource::name)
                .containsExactly("data");
    }

    @Test
    void backupPlansCountByTheirSchedule() {
        GraphResource database = resource(INSTANCE, "database", Map.of("backupRetentionPeriod", 0));
        GraphResource vault = standing(resource("aws:backup/vault:Vault", "far", Map.of()), SECOND);
        GraphResource plan = resource(
                "aws:backup/plan:Plan",
                "plan",
                Map.of(
                        "rules",
                        List.of(Map.of(
                                "ruleName",
                                "daily",
                                "schedule",
                                "cron(0 3 * * ? *)",
                                "startWindow",
                                60,
                                "copyActions",
                                List.of(Map.of("destinationVaultArn", Unknown.VALUE))))),
                Map.of("rules", List.of(vault)),
                false);
        GraphResource selection = resource(
                "aws:backup/selection:Selection",
                "selection",
                Map.of("planId", Unknown.VALUE, "resources", Unknown.VALUE),
                Map.of("planId", List.of(plan), "resources", List.of(database)),
                false);

        Optional<RecoveryMethod> deletion = best(Loss.DELETION, database, plan, selection, vault, SECOND);
        Optional<RecoveryMethod> region = best(Loss.REGION, database, plan, selection, vault, SECOND);

        assertThat(deletion).hasValueSatisfying(method -> {
            assertThat(method.rpo()).isEqualTo(Duration.ofHours(25));
            assertThat(method.words()).contains("daily of plan", "25 h");
        });
        assertThat(region).hasValueSatisfying(method -> {
            assertThat(method.rpo()).isEqualTo(Duration.ofHours(27));
            assertThat(method.figures()).contains(RecoveryFigure.VAULT_COPY);
        });
        // A vault beside the store copies nothing out of the Region.
        GraphResource near = standing(vault, resource(PROVIDER, "second", Map.of("region", "eu-central-1")));
        assertThat(best(Loss.REGION, database, plan, selection, near)).isEmpty();
    }

    @Test
    void aTagSelects() {
        GraphResource files =
                resource("aws:efs/fileSystem:FileSystem", "files", Map.of("tags", Map.of("backup", "yes")));
        GraphResource plan = resource(
                "aws:backup/plan:Plan", "plan", Map.of("rules", List.of(Map.of("schedule", "rate(12 hours)"))));
        GraphResource selection = resource(
                "aws:backup/selection:Selection",
                "selection",
                Map.of(
                        "planId",
                        Unknown.VALUE,
                        "selectionTags",
                        List.of(Map.of("type", "STRINGEQUALS", "key", "backup", "value", "yes"))),
                Map.of("planId", List.of(plan)),
                false);
        GraphResource untagged = resource("aws:efs/fileSystem:FileSystem", "files", Map.of());

        assertThat(best(Loss.DELETION, files, plan, selection).map(RecoveryMethod::rpo))
                .contains(Duration.ofHours(20));
        assertThat(best(Loss.DELETION, untagged, plan, selection)).isEmpty();
    }

    @Test
    void aReplicatedAndVersionedBucketIsRecoverable() {
        GraphResource bucket = resource(BUCKET, "files", Map.of());
        GraphResource copy = standing(resource(BUCKET, "copy", Map.of()), SECOND);
        GraphResource versioning = resource(
                "aws:s3/bucketVersioningV2:BucketVersioningV2",
                "versioning",
                Map.of("bucket", Unknown.VALUE, "versioningConfiguration", Map.of("status", "Enabled")),
                Map.of("bucket", List.of(bucket)),
                false);
        GraphResource replication = resource(
                "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
                "replication",
                Map.of(
                        "bucket",
                        Unknown.VALUE,
                        "rules",
                        List.of(Map.of("status", "Enabled", "destination", Map.of("bucket", Unknown.VALUE)))),
                Map.of("bucket", List.of(bucket), "rules", List.of(copy)),
                false);

        assertThat(best(Loss.ZONE, bucket).map(RecoveryMethod::rpo)).contains(Duration.ZERO);
        assertThat(best(Loss.DELETION, bucket)).isEmpty();
        assertThat(best(Loss.DELETION, bucket, versioning).map(RecoveryMethod::rpo))
                .contains(Duration.ZERO);
        assertThat(best(Loss.REGION, bucket, versioning)).isEmpty();
        assertThat(best(Loss.REGION, bucket, versioning, replication, copy, SECOND)
                        .map(RecoveryMethod::rpo))
                .contains(Duration.ofMinutes(15));
        // The copy is no store of its own.
        assertThat(new DataStores(graph(bucket, copy, replication, SECOND), "eu-central-1").all())
                .containsExactly(bucket);
    }

    @Test
    void otherStoresHaveTheirOwnMethods() {
        GraphResource cache = resource(
                "aws:elasticache/replicationGroup:ReplicationGroup",
                "cache",
                Map.of("multiAzEnabled", true, "automaticFailoverEnabled", true, "snapshotRetentionLimit", 7));
        GraphResource table =
                resource("aws:dynamodb/table:Table", "table", Map.of("pointInTimeRecovery", Map.of("enabled", true)));
        GraphResource global = resource(
                "aws:dynamodb/table:Table", "table", Map.of("replicas", List.of(Map.of("regionName", "eu-west-1"))));
        GraphResource aurora = resource("aws:rds/cluster:Cluster", "aurora", Map.of("engine", "aurora-postgresql"));
        GraphResource oneZone =
                resource("aws:efs/fileSystem:FileSystem", "files", Map.of("availabilityZoneName", "eu-central-1a"));

        assertThat(best(Loss.ZONE, cache).map(RecoveryMethod::rto)).contains(Duration.ofMinutes(1));
        assertThat(best(Loss.DELETION, cache).map(RecoveryMethod::rpo)).contains(Duration.ofDays(1));
        assertThat(best(Loss.REGION, cache)).isEmpty();
        assertThat(best(Loss.DELETION, table).map(RecoveryMethod::rpo)).contains(Duration.ofMinutes(5));
        assertThat(best(Loss.DELETION, global)).isEmpty();
        assertThat(best(Loss.REGION, global).map(RecoveryMethod::rpo)).contains(Duration.ofMinutes(1));
        assertThat(best(Loss.ZONE, aurora).map(RecoveryMethod::rto)).contains(Duration.ofMinutes(10));
        assertThat(best(Loss.ZONE, oneZone)).isEmpty();
    }

    private static StackChange database(String stack, boolean multiAz) {
        return change(
                stack,
                creation(resource(INSTANCE, "database", Map.of("multiAz", multiAz, "backupRetentionPeriod", 7))));
    }

    @Test
    void aMissedObjectiveBlocksInProductionAndWarnsElsewhere() {
        Section production = RecoverySection.of(database("production", true));
        Section staging = RecoverySection.of(database("staging", true));

        assertThat(production.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("database cannot be recovered after loss of the Region");
            assertThat(finding.remedy()).contains("losses: [REGION]");
        });
        assertThat(production.risk()).isEqualTo(Section.Risk.CRITICAL);
        assertThat(staging.findings()).isEmpty();
        assertThat(staging.risk()).isEqualTo(Section.Risk.WARNING);
        assertThat(staging.blocks())
                .contains(new Block.Warning("database cannot be recovered after loss of the Region"));
    }

    @Test
    void aRestoreTestIsDueOnceTheStoreIsOldEnough() {
        StackChange change = database("production", true);
        StackChange fresh = change.knowing(
                evidence(Optional.of(Duration.ofDays(90)), Optional.empty(), Optional.of(Duration.ofDays(31))),
                List.of());
        StackChange stale = change.knowing(
                evidence(Optional.of(Duration.ofDays(90)), Optional.empty(), Optional.of(Duration.ofDays(32))),
                List.of());
        StackChange never = change.knowing(
                evidence(Optional.of(Duration.ofDays(32)), Optional.empty(), Optional.empty()), List.of());
        StackChange young = change.knowing(
                evidence(Optional.of(Duration.ofDays(3)), Optional.empty(), Optional.empty()), List.of());

        assertThat(RecoverySection.of(fresh).findings()).hasSize(1);
        assertThat(RecoverySection.of(stale).findings()).hasSize(2).last().satisfies(finding -> assertThat(
                        finding.message())
                .contains("2026-05-29", "more than 31 days old"));
        assertThat(RecoverySection.of(never).findings()).hasSize(2);
        assertThat(RecoverySection.of(young).findings()).hasSize(1);
        assertThat(RecoverySection.of(young).blocks())
                .contains(new Block.Warning("no restore test of database has passed yet; due by 2026-07-28"));
        assertThat(RecoverySection.of(change).blocks())
                .contains(new Block.Warning(
                        "no restore test of database has passed yet; due 31 days after its creation"));
    }

    @Test
    void warnsOfAWorseRecovery() {
        GraphResource before = resource(INSTANCE, "database", Map.of("multiAz", true, "backupRetentionPeriod", 7));
        GraphResource after = resource(INSTANCE, "database", Map.of("multiAz", false, "backupRetentionPeriod", 7));

        Section section = RecoverySection.of(change("staging", update(before, after, "multiAz")));
        Section unchanged = RecoverySection.of(change("staging", same(before)));

        assertThat(section.blocks())
                .contains(new Block.Warning(
                        "the change worsens the recovery of database after loss of an Availability Zone: "
                                + "RPO 5 min (was 0 min), RTO 75 min (was 2 min)"));
        assertThat(unchanged.blocks().toString()).doesNotContain("was ");
    }

    private static ResourceGraph shipped(String stack) {
        return GraphOperation.record(Repository.project(), stack);
    }

    @Test
    void theShippedProductionMeetsItsObjectives() {
        ResourceGraph graph = shipped("production");
        StackChange change = StackChange.between(
                Fixture.config("production"), new ResourceGraph("plinth", "production", List.of()), graph);

        Section section = RecoverySection.of(change);
        JsonNode json = section.toJson();

        assertThat(section.findings()).isEmpty();
        assertThat(section.summary()).startsWith("RPO of 60 min and RTO of 240 min are met, 4 accepted");
        assertThat(json.path("losses")).hasSize(18).anySatisfy(loss -> {
            assertThat(loss.path("urn").asText()).endsWith("::database-instance");
            assertThat(loss.path("loss").asText()).isEqualTo("REGION");
            assertThat(loss.path("rpoMinutes").asLong()).isEqualTo(10);
            assertThat(loss.path("means").asText()).contains("another Region");
        });
        assertThat(json).isEqualTo(RecoverySection.of(change).toJson());
        assertThat(json.path("figures").path("RDS_FAILOVER").path("source").asText())
                .startsWith("https://docs.aws.amazon.com/");
    }

    @Test
    void theShippedStagingOnlyWarns() {
        ResourceGraph graph = shipped("staging");

        Section section = RecoverySection.of(StackChange.between(
                Fixture.config("staging"), new ResourceGraph("plinth", "staging", List.of()), graph));

        assertThat(section.findings()).isEmpty();
        assertThat(section.risk()).isEqualTo(Section.Risk.WARNING);
    }

    @Test
    void warnsOfAnAcceptanceWithoutAStore() {
        Section section = RecoverySection.of(change("production"));

        assertThat(section.summary()).isEqualTo("no data stores");
        assertThat(section.blocks())
                .hasSize(3)
                .contains(new Block.Warning("plinth:recovery.accepted: unknown data store logs-bucket"));
    }

    private static final GraphResource KEY = resource("aws:kms/key:Key", "key", Map.of("deletionWindowInDays", 7));

    private static GraphResource encrypted(String type, String name, Map<String, ?> inputs) {
        Map<String, Object> all = new java.util.HashMap<>(inputs);
        all.put("kmsKeyId", Unknown.VALUE);
        return resource(type, name, all, Map.of("kmsKeyId", List.of(KEY)), false);
    }

    private static List<String> warnings(StackChange change) {
        return RecoverySection.of(change).blocks().stream()
                .filter(Block.Warning.class::isInstance)
                .map(Object::toString)
                .toList();
    }

    @Test
    void warnsOfDeletedKeysOfRemainingData() {
        GraphResource database = encrypted(
                INSTANCE,
                "database",
                Map.of(
                        "backupRetentionPeriod",
                        7,
                        "skipFinalSnapshot",
                        false,
                        "finalSnapshotIdentifier",
                        "last",
                        "deleteAutomatedBackups",
                        false));
        GraphResource bare = encrypted(INSTANCE, "bare", Map.of("skipFinalSnapshot", true));

        assertThat(warnings(change("staging", delete(KEY), delete(database), delete(bare))))
                .filteredOn(warning -> warning.contains("KMS deletes"))
                .singleElement()
                .asString()
                .contains("KMS deletes key after 7 days; unreadable from then on: the final snapshot of database,"
                        + " the automated backups of database. Keep the key with retainOnDelete");
        assertThat(warnings(change("staging", delete(KEY), same(bare))))
                .anyMatch(warning -> warning.contains("the data of bare"));
        // A key that stays, one that is retained, and one whose data is all gone.
        assertThat(List.of(
                        change("staging", same(KEY), delete(database)),
                        change("staging", delete(Fixture.retained(KEY)), delete(database)),
                        change("staging", delete(KEY), delete(bare))))
                .allSatisfy(change -> assertThat(warnings(change)).noneMatch(warning -> warning.contains("KMS")));
    }

    private static StackChange tested(boolean passed, boolean validated, String type) {
        GraphResource store = resource(type, "store", Map.of("backupRetentionPeriod", 7, "snapshotRetentionLimit", 7));
        return change("production", same(store))
                .knowing(
                        new Evidence(new RecoveryEvidence.RestoreTest(
                                Fixture.NOW.minus(Duration.ofDays(1)), passed, validated, "a test")),
                        List.of());
    }

    private record Evidence(RecoveryEvidence.RestoreTest test) implements RecoveryEvidence {

        @Override
        public Instant now() {
            return Fixture.NOW;
        }

        @Override
        public Optional<Instant> created(GraphResource store) {
            return Optional.of(Fixture.NOW.minus(Duration.ofDays(90)));
        }

        @Override
        public List<RecoveryPoint> recoveryPoints(GraphResource store) {
            return List.of();
        }

        @Override
        public List<RestoreTest> restoreTests(GraphResource store) {
            return List.of(test);
        }
    }

    private static List<String> overdue(StackChange change) {
        return RecoverySection.of(change).findings().stream()
                .map(Section.Finding::message)
                .filter(message -> message.contains("restore test"))
                .toList();
    }

    @Test
    void aCompletedRestoreCountsAndIsReportedAsUnchecked() {
        assertThat(overdue(tested(true, false, INSTANCE))).isEmpty();
        assertThat(RecoverySection.of(tested(true, false, INSTANCE)).blocks())
                .contains(new Block.Details(
                        "Restored in a test, without a reported check of the data: 1",
                        List.of(new Block.Text("store"))));
        assertThat(RecoverySection.of(tested(true, true, INSTANCE)).blocks().toString())
                .doesNotContain("without a reported check");
        assertThat(overdue(tested(false, false, INSTANCE))).hasSize(1);
    }

    @Test
    void requiresNoTestThatAwsBackupDoesNotSupport() {
        assertThat(overdue(tested(false, false, "aws:elasticache/replicationGroup:ReplicationGroup")))
                .isEmpty();
    }
}
