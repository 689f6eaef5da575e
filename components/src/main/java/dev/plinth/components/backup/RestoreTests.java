package dev.plinth.components.backup;

import com.pulumi.aws.backup.RestoreTestingPlan;
import com.pulumi.aws.backup.RestoreTestingPlanArgs;
import com.pulumi.aws.backup.RestoreTestingSelection;
import com.pulumi.aws.backup.RestoreTestingSelectionArgs;
import com.pulumi.aws.backup.Vault;
import com.pulumi.aws.backup.inputs.RestoreTestingPlanRecoveryPointSelectionArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.plinth.components.Json;
import dev.plinth.components.Outputs;
import dev.plinth.components.database.PostgresDatabase;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Scheduled tests that restore the databases of a vault. */
final class RestoreTests {

    private final BackupVaultArgs args;
    private final Role role;
    private final List<Resource> permissions;
    private final UnaryOperator<String> childName;
    private final Supplier<CustomResourceOptions.Builder> childOptions;

    /**
     * Prepares the tests.
     *
     * @param role the role that restores
     * @param permissions the role's permissions, without which a test fails
     * @param childName the name of a child of the vault's component
     * @param childOptions the options of such a child
     */
    RestoreTests(
            BackupVaultArgs args,
            Role role,
            List<Resource> permissions,
            UnaryOperator<String> childName,
            Supplier<CustomResourceOptions.Builder> childOptions) {
        this.args = args;
        this.role = role;
        this.permissions = permissions;
        this.childName = childName;
        this.childOptions = childOptions;
    }

    /** Creates the plan of the tests, and a selection for each kind of database. */
    void create(Vault vault) {
        // These names allow no hyphen; the vault's own carries the suffix that makes them unique.
        Output<String> baseName = vault.name().applyValue(vaultName -> vaultName.replace('-', '_'));
        RestoreTestingPlan testingPlan = new RestoreTestingPlan(
                childName.apply("restore-test"),
                RestoreTestingPlanArgs.builder()
                        .name(baseName)
                        .scheduleExpression(args.restoreTestSchedule())
                        .startWindowHours(1)
                        .recoveryPointSelection(RestoreTestingPlanRecoveryPointSelectionArgs.builder()
                                .algorithm("LATEST_WITHIN_WINDOW")
                                .includeVaults(vault.arn().applyValue(List::of))
                                .recoveryPointTypes("SNAPSHOT")
                                .selectionWindowDays(7)
                                .build())
                        .build(),
                childOptions.get().build());
        if (!args.restoreTestDatabaseArns().isEmpty()) {
            createSelection(
                    "databases",
                    baseName.applyValue(base -> base + "_rds"),
                    testingPlan,
                    args.restoreTestDatabaseArns(),
                    args.restoreTestMetadata());
        }
        for (PostgresDatabase database : args.databases()) {
            String suffix = "_" + database.name().replaceAll("[^A-Za-z0-9]+", "_");
            createSelection(
                    database.name(),
                    // The name of a selection is unique within its plan, and has at most 50 characters.
                    Output.of(("rds" + suffix).substring(0, Math.min(50, 3 + suffix.length()))),
                    testingPlan,
                    List.of(database.instanceArn()),
                    isolated(database));
        }
    }

    /** Without a subnet group AWS restores into the default VPC, or fails where there is none. */
    private Map<String, Output<String>> isolated(PostgresDatabase database) {
        SecurityGroup nobody = new SecurityGroup(
                childName.apply("restore-test-" + database.name() + "-security-group"),
                SecurityGroupArgs.builder()
                        .vpcId(database.vpcId())
                        .description("Restored for a test: nobody in, nothing out")
                        .tags(Map.of("Name", childName.apply("restore-test-" + database.name())))
                        .build(),
                childOptions.get().build());
        return Map.of(
                "dbSubnetGroupName", database.subnetGroupName(),
                "vpcSecurityGroupIds", nobody.id().applyValue(id -> Json.write(List.of(id))));
    }

    private void createSelection(
            String part,
            Output<String> selectionName,
            RestoreTestingPlan testingPlan,
            List<Output<String>> arns,
            Map<String, Output<String>> metadata) {
        RestoreTestingSelectionArgs.Builder selection = RestoreTestingSelectionArgs.builder()
                .name(selectionName)
                .restoreTestingPlanName(testingPlan.name())
                .protectedResourceType("RDS")
                .protectedResourceArns(Output.all(arns))
                .iamRoleArn(role.arn())
                .validationWindowHours(args.restoreTestValidationHours());
        if (!metadata.isEmpty()) {
            selection.restoreMetadataOverrides(Outputs.map(metadata));
        }
        new RestoreTestingSelection(
                childName.apply("restore-test-" + part),
                selection.build(),
                childOptions.get().dependsOn(permissions).build());
    }
}
