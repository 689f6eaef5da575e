package dev.plinth.components.backup;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.backup.BackupVaultArgs.LockMode;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupVaultTest {

    private static final String VAULT = "aws:backup/vault:Vault";
    private static final String LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    private static final String PLAN = "aws:backup/plan:Plan";
    private static final String SELECTION = "aws:backup/selection:Selection";
    private static final String DATABASE_ARN = "arn:aws:rds:eu-central-1:123456789012:db:main";
    private static final String BUCKET_ARN = "arn:aws:s3:::uploads";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static BackupVaultArgs.Builder fewest() {
        return BackupVaultArgs.builder().resourceArns(List.of(Output.of(DATABASE_ARN)));
    }

    @Test
    void fewestArgumentsGiveALockedVaultWithADailyPlan() {
        BackupVault backup = mocks.run(() -> new BackupVault("backup", fewest().build()));

        Recorded vault = mocks.only(VAULT);
        assertThat(vault.inputs()).containsEntry("forceDestroy", false);
        assertThat(vault.text("kmsKeyArn")).endsWith(":key/backup-vault-key-key");
        assertThat(mocks.only(LOCK).inputs())
                .containsEntry("backupVaultName", "backup-vault-1a2b3c4")
                .containsEntry("minRetentionDays", 7.0)
                .containsEntry("maxRetentionDays", 3653.0)
                .doesNotContainKey("changeableForDays");
        Recorded plan = mocks.only(PLAN);
        assertThat(plan.objects("rules")).singleElement().satisfies(rule -> {
            assertThat(rule)
                    .containsEntry("ruleName", "daily")
                    .containsEntry("schedule", "cron(0 5 * * ? *)")
                    .containsEntry("targetVaultName", "backup-vault-1a2b3c4")
                    .containsEntry("lifecycle", Map.of("deleteAfter", 35.0))
                    .doesNotContainKeys("copyActions", "enableContinuousBackup");
        });
        assertThat(mocks.only(SELECTION).texts("resources")).containsExactly(DATABASE_ARN);
        assertThat(mocks.only(SELECTION).inputs()).doesNotContainKey("selectionTags");
        assertThat(mocks.names("aws:backup/restoreTestingPlan:RestoreTestingPlan"))
                .isEmpty();
        assertThat(mocks.names("aws:backup/vaultNotifications:VaultNotifications"))
                .isEmpty();
        assertThat(value(backup.vaultName())).isEqualTo("backup-vault-1a2b3c4");
        assertThat(value(backup.vaultArn())).endsWith(":vault/backup-vault");
        assertThat(value(backup.planId())).isEqualTo("backup-plan-id");
        assertThat(backup.copyVaultArn()).isEmpty();
    }

    @Test
    void deniesDeletionOfRecoveryPoints() {
        mocks.run(() -> new BackupVault("backup", fewest().build()));

        assertThat(mocks.only("aws:backup/vaultPolicy:VaultPolicy").text("policy"))
                .contains("\"Effect\":\"Deny\"", "\"Principal\":{\"AWS\":\"*\"}", "backup:DeleteRecoveryPoint")
                .doesNotContain("Allow");
    }

    @Test
    void theRolesHaveAwssOwnPoliciesAndNoOthers() {
        mocks.run(() -> new BackupVault(
                "backup",
                fewest().restoreTestDatabaseArns(List.of(Output.of(DATABASE_ARN)))
                        .build()));

        assertThat(mocks.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment"))
                .extracting(attachment -> attachment.text("role") + " " + attachment.text("policyArn"))
                .containsExactlyInAnyOrder(
                        "backup-backup-role-1a2b3c4 arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
                        "backup-backup-role-1a2b3c4 arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
                        "backup-restore-role-1a2b3c4 arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
                        "backup-restore-role-1a2b3c4 arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore");
        assertThat(mocks.names("aws:iam/rolePolicy:RolePolicy")).isEmpty();
    }

    @Test
    void allArgumentsAreUsed() {
        BackupVault backup = mocks.run(() -> new BackupVault(
                "backup",
                BackupVaultArgs.builder()
                        .resourceArns(List.of(Output.of(DATABASE_ARN)))
                        .selectionTags(Map.of("backup", "daily"))
                        .continuousResourceArns(List.of(Output.of(BUCKET_ARN)))
                        .schedule("cron(0 1 * * ? *)")
                        .retentionDays(400)
                        .coldStorageAfterDays(30)
                        .hourly(true)
                        .hourlyRetentionDays(3)
                        .copyProvider(new Provider(
                                "second",
                                ProviderArgs.builder().region("eu-west-1").build()))
                        .copyRetentionDays(90)
                        .lockMode(LockMode.COMPLIANCE)
                        .changeableForDays(14)
                        .lockMinRetentionDays(2)
                        .lockMaxRetentionDays(500)
                        .restoreTestDatabaseArns(List.of(Output.of(DATABASE_ARN)))
                        .restoreTestSchedule("cron(0 6 15 * ? *)")
                        .restoreTestValidationHours(8)
                        .restoreTestMetadata(Map.of("dbSubnetGroupName", Output.of("isolated")))
                        .notificationTopicArn("arn:aws:sns:eu-central-1:123456789012:alerts")
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.names(VAULT)).containsExactly("backup-copy-vault", "backup-vault");
        assertThat(mocks.ofType(LOCK)).hasSize(2).allSatisfy(lock -> assertThat(lock.inputs())
                .containsEntry("changeableForDays", 14.0)
                .containsEntry("minRetentionDays", 2.0)
                .containsEntry("maxRetentionDays", 500.0));
        assertThat(mocks.ofType(VAULT))
                .allSatisfy(
                        vault -> assertThat(mocks.options(vault).isProtect()).isTrue());
        assertThat(mocks.names("aws:backup/vaultPolicy:VaultPolicy")).hasSize(2);

        List<Map<String, Object>> rules = mocks.named(PLAN, "backup-plan").objects("rules");
        assertThat(rules).extracting(rule -> rule.get("ruleName")).containsExactly("daily", "hourly");
        assertThat(rules.get(0))
                .containsEntry("schedule", "cron(0 1 * * ? *)")
                .containsEntry("lifecycle", Map.of("deleteAfter", 400.0, "coldStorageAfter", 30.0))
                .containsEntry(
                        "copyActions",
                        List.of(Map.of(
                                "destinationVaultArn",
                                value(backup.copyVaultArn().orElseThrow()),
                                "lifecycle",
                                Map.of("deleteAfter", 90.0))));
        assertThat(rules.get(1)).containsEntry("lifecycle", Map.of("deleteAfter", 3.0));
        assertThat(mocks.named(PLAN, "backup-continuous-plan").objects("rules"))
                .singleElement()
                .satisfies(rule -> assertThat(rule)
                        .containsEntry("enableContinuousBackup", true)
                        .containsEntry("lifecycle", Map.of("deleteAfter", 35.0)));
        assertThat(mocks.named(SELECTION, "backup-selection").objects("selectionTags"))
                .containsExactly(Map.of("type", "STRINGEQUALS", "key", "backup", "value", "daily"));
        assertThat(mocks.named(SELECTION, "backup-continuous-selection").texts("resources"))
                .containsExactly(BUCKET_ARN);
        assertThat(mocks.only("aws:backup/vaultNotifications:VaultNotifications")
                        .texts("backupVaultEvents"))
                .contains("BACKUP_JOB_COMPLETED", "COPY_JOB_FAILED");
    }

    @Test
    void theCopyVaultAndItsKeyLieInTheSecondRegion() {
        Provider second = mocks.run(() -> {
            Provider provider = new Provider(
                    "second", ProviderArgs.builder().region("eu-west-1").build());
            new BackupVault("backup", fewest().copyProvider(provider).build());
            return provider;
        });

        for (Recorded resource : List.of(
                mocks.named(VAULT, "backup-copy-vault"),
                mocks.named(LOCK, "backup-copy-vault-lock"),
                mocks.named("aws:backup/vaultPolicy:VaultPolicy", "backup-copy-vault-policy"))) {
            assertThat(mocks.options(resource).getProvider()).contains(second);
        }
        assertThat(mocks.options(mocks.named(VAULT, "backup-vault")).getProvider())
                .isEmpty();
        assertThat(mocks.named(VAULT, "backup-copy-vault").text("kmsKeyArn"))
                .endsWith(":key/backup-copy-vault-key-key");
    }

    @Test
    void restoresAreTestedUnderNamesThatAwsTakes() {
        mocks.run(() -> new BackupVault(
                "backup",
                fewest().restoreTestDatabaseArns(List.of(Output.of(DATABASE_ARN)))
                        .restoreTestMetadata(Map.of("dbSubnetGroupName", Output.of("isolated")))
                        .build()));

        Recorded plan = mocks.only("aws:backup/restoreTestingPlan:RestoreTestingPlan");
        Recorded selection = mocks.only("aws:backup/restoreTestingSelection:RestoreTestingSelection");
        assertThat(plan.text("name")).isEqualTo("backup_vault_1a2b3c4");
        assertThat(selection.text("name")).isEqualTo("backup_vault_1a2b3c4_rds").matches("\\w{1,50}");
        assertThat(plan.text("scheduleExpression")).isEqualTo("cron(0 7 1 * ? *)");
        assertThat(plan.object("recoveryPointSelection"))
                .containsEntry("algorithm", "LATEST_WITHIN_WINDOW")
                .containsEntry("selectionWindowDays", 7.0);
        assertThat(selection.inputs())
                .containsEntry("protectedResourceType", "RDS")
                .containsEntry("protectedResourceArns", List.of(DATABASE_ARN))
                .containsEntry("validationWindowHours", 4.0)
                .containsEntry("restoreMetadataOverrides", Map.of("dbSubnetGroupName", "isolated"));
    }

    @Test
    void reportsAllFaultsAtOnce() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new BackupVault(
                        "Backup_of_everything_that_is_here",
                        BackupVaultArgs.builder()
                                .schedule("daily")
                                .retentionDays(60)
                                .coldStorageAfterDays(30)
                                .hourly(true)
                                .hourlyRetentionDays(1)
                                .lockMode(LockMode.COMPLIANCE)
                                .changeableForDays(2)
                                .restoreTestSchedule("rate(1 day)")
                                .restoreTestValidationHours(200)
                                .build())));

        assertThat(refused.faults())
                .extracting(Fault::argument)
                .containsExactlyInAnyOrder(
                        "name",
                        "resourceArns",
                        "schedule",
                        "changeableForDays",
                        "hourlyRetentionDays",
                        "retentionDays",
                        "restoreTestSchedule",
                        "restoreTestValidationHours");
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void rejectsRetentionThatTheLockWouldFail() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new BackupVault(
                        "backup", fewest().lockMaxRetentionDays(30).build())));

        assertThat(refused)
                .hasMessage(
                        "BackupVault 'backup': retentionDays is 35 days; it must be within the lock's 7 to 30 days");
    }

    @Test
    void coldStorageLastsNinetyDaysAtLeast() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new BackupVault(
                        "backup",
                        fewest().retentionDays(119).coldStorageAfterDays(30).build())));
        assertThat(refused.faults()).extracting(Fault::argument).containsExactly("retentionDays");

        mocks.run(() -> new BackupVault(
                "backup", fewest().retentionDays(120).coldStorageAfterDays(30).build()));
        assertThat(mocks.names(VAULT)).containsExactly("backup-vault");
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        BackupVaultArgs args = BackupVaultArgs.builder().build();

        assertThat(args.schedule()).isEqualTo("cron(0 5 * * ? *)");
        assertThat(args.retentionDays()).isEqualTo(35);
        assertThat(args.coldStorageAfterDays()).isNull();
        assertThat(args.hourly()).isFalse();
        assertThat(args.hourlyRetentionDays()).isEqualTo(7);
        assertThat(args.copyProvider()).isNull();
        assertThat(args.copyRetentionDays()).isEqualTo(35);
        assertThat(args.lockMode()).isEqualTo(LockMode.GOVERNANCE);
        assertThat(args.changeableForDays()).isEqualTo(7);
        assertThat(args.lockMinRetentionDays()).isEqualTo(7);
        assertThat(args.lockMaxRetentionDays()).isEqualTo(3653);
        assertThat(args.restoreTestDatabaseArns()).isEmpty();
        assertThat(args.restoreTestSchedule()).isEqualTo("cron(0 7 1 * ? *)");
        assertThat(args.restoreTestValidationHours()).isEqualTo(4);
        assertThat(args.restoreTestMetadata()).isEmpty();
        assertThat(args.notificationTopicArn()).isNull();
    }

    private static PostgresDatabase database(String name, UnaryOperator<PostgresDatabaseArgs.Builder> arguments) {
        Network network = new Network(name + "-network", NetworkArgs.builder().build());
        return new PostgresDatabase(
                name,
                arguments.apply(PostgresDatabaseArgs.builder().network(network)).build());
    }

    @Test
    void restoresADatabaseIntoItsOwnSubnetsWithoutInboundTraffic() {
        mocks.run(() -> new BackupVault(
                "backup",
                BackupVaultArgs.builder()
                        .databases(List.of(database("orders", args -> args), database("users", args -> args)))
                        .build()));

        assertThat(mocks.ofType("aws:backup/restoreTestingSelection:RestoreTestingSelection"))
                .extracting(selection -> selection.text("name"))
                .containsExactlyInAnyOrder("rds_orders", "rds_users");
        assertThat(mocks.named(
                                "aws:backup/restoreTestingSelection:RestoreTestingSelection",
                                "backup-restore-test-orders")
                        .inputs())
                .containsEntry(
                        "restoreMetadataOverrides",
                        Map.of(
                                "dbSubnetGroupName",
                                "orders-subnet-group-1a2b3c4",
                                "vpcSecurityGroupIds",
                                "[\"backup-restore-test-orders-security-group-id\"]"));
        Recorded group =
                mocks.named("aws:ec2/securityGroup:SecurityGroup", "backup-restore-test-orders-security-group");
        assertThat(group.text("vpcId")).isEqualTo("orders-network-vpc-id");
        assertThat(group.inputs()).doesNotContainKeys("ingress", "egress");
    }

    @Test
    void doesNotCopyDatabasesThatRdsReplicates() {
        mocks.run(() -> {
            Provider second = new Provider(
                    "second", ProviderArgs.builder().region("eu-west-1").build());
            return new BackupVault(
                    "backup",
                    BackupVaultArgs.builder()
                            .databases(List.of(
                                    database("orders", args -> args.backupReplicationProvider(second)),
                                    database("users", args -> args)))
                            .resourceArns(List.of(Output.of(BUCKET_ARN)))
                            .hourly(true)
                            .copyProvider(second)
                            .build());
        });

        assertThat(mocks.ofType(PLAN))
                .extracting(Recorded::name, plan -> plan.objects("rules").size(), plan -> plan.objects("rules")
                        .get(0)
                        .containsKey("copyActions"))
                .containsExactlyInAnyOrder(
                        tuple("backup-plan", 2, true),
                        tuple("backup-database-plan", 1, true),
                        tuple("backup-replicated-database-plan", 1, false));
        assertThat(mocks.named(SELECTION, "backup-replicated-database-selection")
                        .texts("resources"))
                .singleElement()
                .asString()
                .contains("orders");
    }

    @ParameterizedTest
    @CsvSource({
        "cron(0 3 * * ? *), maintenanceWindow sun:03:30-sun:04:30",
        "cron(0 3 ? * MON *), ",
        "cron(0 2 ? * SUN *), maintenanceWindow sun:03:30-sun:04:30",
        "cron(15 1 * * ? *), backupWindow 02:00-03:00",
        "cron(59 23 * * ? *), ",
        "cron(0 0 * * ? *), ",
        "cron(1 0 * * ? *), backupWindow 02:00-03:00",
        "cron(0 5 * * ? *), ",
        "cron(30 4 * * ? *), ",
        "cron(29 4 ? * SUN *), maintenanceWindow sun:03:30-sun:04:30",
        "never, "
    })
    void aBackupDoesNotStartInAWindowOfADatabaseOrTheHourBeforeIt(String schedule, String window) {
        assertThat(BackupVault.conflict(schedule, "02:00-03:00", "sun:03:30-sun:04:30"))
                .isEqualTo(Optional.ofNullable(window));
    }

    @Test
    void rejectsAScheduleInAWindowOfADatabase() {
        assertThatThrownBy(() -> mocks.run(() -> new BackupVault(
                        "backup",
                        BackupVaultArgs.builder()
                                .databases(List.of(
                                        database("orders", args -> args.maintenanceWindow("mon:05:30-mon:06:30"))))
                                .build())))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessage("BackupVault 'backup': schedule is cron(0 5 * * ? *); it must be clear of the"
                        + " maintenanceWindow mon:05:30-mon:06:30 of orders and of the hour before it");
    }
}
