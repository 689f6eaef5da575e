package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Stash;
import com.pulumi.resources.StashArgs;
import dev.plinth.components.backup.BackupVault;
import dev.plinth.components.backup.BackupVaultArgs;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.container.ContainerImage;
import dev.plinth.components.container.ContainerImageArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.network.NatStrategy;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.session.DestroyPlan;
import dev.plinth.operation.session.OperationResult;
import dev.plinth.operation.session.Preview;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.operation.session.Targets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What works when a stack is made for the first time must work when its resources are replaced, destroyed and made again. */
final class SecondLifeIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of("guards", "recovery"));

    private static final String INSTANCE = "aws:rds/instance:Instance";
    private static final String LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    private static final String NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";
    private static final String REPLICATION =
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
    private static final String LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

    private final TestProject project;

    /** Changes from one run of the program to the next. */
    private String databaseName = "app";

    private int backupDays = 14;
    private int lockDays = 7;
    private int keepTagged = 10;
    private boolean hasBackup = true;
    private String version = "16";
    private List<String> snapshots = List.of();
    private int replicas;
    private boolean newPassword;

    SecondLifeIT(@TempDir Path folder) {
        project = TestProject.in(folder);
    }

    private void program() {
        Network network = new Network(
                "network",
                NetworkArgs.builder()
                        .availabilityZones(2)
                        .natStrategy(NatStrategy.NONE)
                        .interfaceEndpoints(List.of())
                        .build());
        Provider second = new Provider(
                "second", ProviderArgs.builder().region("eu-west-1").build());
        PostgresDatabase database = new PostgresDatabase(
                "database",
                PostgresDatabaseArgs.builder()
                        .network(network)
                        .databaseName(databaseName)
                        .engineVersion(version)
                        .allowMajorVersionUpgrade(!version.equals("16"))
                        .snapshots(snapshots)
                        .readReplicas(replicas)
                        .masterPassword(masterPassword())
                        .multiAz(false)
                        .deletionProtection(false)
                        .backupRetentionDays(backupDays)
                        .backupReplicationProvider(second)
                        .build());
        new RedisCache(
                "cache", RedisCacheArgs.builder().network(network).replicas(0).build());
        new ContainerImage(
                "image",
                ContainerImageArgs.builder().tag("1.0").keepTagged(keepTagged).build());
        if (hasBackup) {
            new BackupVault(
                    "backup",
                    BackupVaultArgs.builder()
                            .resourceArns(List.of(database.instanceArn()))
                            .lockMinRetentionDays(lockDays)
                            .build());
        }
    }

    /** A password that is known, or one of a resource that the next update makes. */
    private Output<String> masterPassword() {
        return newPassword
                ? new Stash(
                                "password",
                                StashArgs.builder().input(Output.of("drawn")).build())
                        .id()
                        .asSecret()
                : Output.ofSecret("correct-horse-battery-staple");
    }

    private void in(Consumer<StackSession> work) {
        try (StackSession session = StackSession.open(
                project.project().running(Programs.creating((context, config, settings) -> program())),
                "development",
                true,
                Progress.NONE)) {
            // The rules of the shipped stack file name resources that are not here.
            work.accept(session);
        }
    }

    private void up() {
        in(session -> assertSucceeded(session.up(session.preview(REQUEST.keepingPlan()))));
    }

    private static void assertSucceeded(OperationResult result) {
        assertThat(result.succeeded()).as(result.problem()).isTrue();
    }

    /** The resources of a type that the simulator has. */
    private List<JsonNode> inCloud(String type) {
        return StreamSupport.stream(project.resources().spliterator(), false)
                .filter(resource -> resource.path("type").asText().equals(type))
                .toList();
    }

    @Test
    void aStackIsDestroyedAndMadeAgainAndDestroyed() {
        for (int life = 1; life <= 2; life++) {
            up();
            in(session -> {
                DestroyPlan plan = session.planDestroy(Targets.NONE, "plinth unprotect");
                assertThat(plan.obstacles()).isEmpty();
                JsonNode section = plan.report().toJson().path("destroy");
                assertThat(section.path("retained"))
                        .extracting(JsonNode::asText)
                        .contains(
                                "backup-vault",
                                "backup-vault-key-key",
                                "backup-vault-lock",
                                "cache-key-key",
                                "database-backup-replica-key-key",
                                "database-key-key");
                assertThat(section.path("warnings")).isEmpty();
                assertThat(section.path("stores"))
                        .filteredOn(store -> store.path("type").asText().equals(INSTANCE))
                        .first()
                        .satisfies(store -> assertThat(store.path("remains").toString())
                                .contains("final snapshot ", "automated backups for "));
                assertSucceeded(session.destroy());
            });
            assertThat(inCloud("aws:backup/vault:Vault")).hasSize(life);
            assertThat(inCloud(LOCK)).hasSize(life);
            assertThat(inCloud("aws:kms/key:Key")).hasSize(4 * life);
            assertThat(inCloud(INSTANCE)).isEmpty();
        }
    }

    @Test
    void eachReplacementLeavesASnapshot() {
        for (String name : List.of("app", "shop", "app", "shop")) {
            databaseName = name;
            up();
        }

        in(session -> assertSucceeded(session.destroy()));
    }

    @Test
    void resourcesNamedAfterAnotherExistAfterItsReplacement() {
        up();
        backupDays = 21;
        lockDays = 14;
        keepTagged = 20;
        up();

        assertThat(inCloud(LOCK)).singleElement().satisfies(lock -> assertThat(
                        lock.path("state").path("minRetentionDays").asInt())
                .isEqualTo(14));
        assertThat(inCloud(REPLICATION)).singleElement().satisfies(replication -> assertThat(
                        replication.path("state").path("retentionPeriod").asInt())
                .isEqualTo(21));
        assertThat(inCloud(LIFECYCLE)).singleElement().satisfies(policy -> assertThat(
                        policy.path("state").path("policy").asText())
                .contains("20"));
        in(session -> assertThat(session.preview(REQUEST.keepingPlan()).plan().steps())
                .allSatisfy(step -> assertThat(step.op()).isEqualTo("same")));

        // An input that is unknown in the preview leaves the instance's ARN as it is.
        newPassword = true;
        in(session -> assertThat(session.preview(REQUEST.keepingPlan()).plan().steps())
                .extracting(step -> step.op() + " " + step.name())
                .contains("create password", "update database-instance", "same database-backup-replication")
                .noneMatch(step -> step.contains("replace")));
    }

    @Test
    void aMajorUpgradeTakesTheReplicasAlongAfterASnapshot() {
        replicas = 1;
        up();
        snapshots = List.of("before-17");
        up();
        version = "17";
        in(session -> {
            Preview preview = session.preview(REQUEST.keepingPlan());
            assertThat(preview.policy().report().violations())
                    .noneMatch(violation -> violation.toString().contains("major-version-with-way-back"));
            assertSucceeded(session.up(preview));
        });

        assertThat(inCloud(INSTANCE)).hasSize(2).allSatisfy(instance -> assertThat(
                        instance.path("state").path("engineVersion").asText())
                .isEqualTo("17"));
        assertThat(inCloud("aws:rds/parameterGroup:ParameterGroup"))
                .singleElement()
                .satisfies(group ->
                        assertThat(group.path("state").path("family").asText()).isEqualTo("postgres17"));
        assertThat(inCloud("aws:rds/snapshot:Snapshot")).hasSize(1);
    }

    @Test
    void aVaultThatLeavesTheProgramStaysLockedInTheCloud() {
        up();
        hasBackup = false;

        in(session -> {
            Preview preview = session.preview(REQUEST.keepingPlan());
            assertThat(preview.sections().stream()
                            .flatMap(section -> section.blocks().stream())
                            .map(Object::toString))
                    .anyMatch(block -> block.contains("4 resources remain in the cloud, and on the bill"));
            assertSucceeded(session.up(preview));
        });

        assertThat(inCloud("aws:backup/vault:Vault")).hasSize(1);
        assertThat(inCloud(LOCK)).hasSize(1);
        assertThat(inCloud(NOTIFICATIONS)).isEmpty();
    }
}
