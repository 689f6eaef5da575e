package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.UpdateResult;
import com.pulumi.automation.WorkspaceStack;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import dev.plinth.simulator.fault.Fault;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real engine against the simulator; runs where {@code pulumi} is on the PATH. */
class EngineTest {

    @BeforeAll
    static void needsTheEngine() {
        Assumptions.assumeTrue(engine().isPresent(), "pulumi is not on the PATH");
    }

    private static Optional<Path> engine() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "pulumi"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void program(Context context) {
        Vpc vpc = new Vpc("network", VpcArgs.builder().cidrBlock("10.20.0.0/16").build());
        Subnet first = subnet("first", vpc, "10.20.0.0/24", "eu-central-1a");
        Subnet second = subnet("second", vpc, "10.20.1.0/24", "eu-central-1b");
        SecurityGroup access = new SecurityGroup(
                "access", SecurityGroupArgs.builder().vpcId(vpc.id()).build());
        SubnetGroup group = new SubnetGroup(
                "database",
                SubnetGroupArgs.builder()
                        .subnetIds(Output.all(first.id(), second.id()))
                        .build());
        Instance database = new Instance(
                "database",
                InstanceArgs.builder()
                        .engine("postgres")
                        .engineVersion("16")
                        .instanceClass("db.t4g.medium")
                        .allocatedStorage(20)
                        .username("plinth")
                        .password(Output.ofSecret("a-password-of-a-test"))
                        .dbSubnetGroupName(group.name())
                        .vpcSecurityGroupIds(Output.all(access.id()))
                        .skipFinalSnapshot(true)
                        .build(),
                CustomResourceOptions.Empty);
        context.export("address", database.address());
    }

    private static Subnet subnet(String name, Vpc vpc, String block, String zone) {
        return new Subnet(
                name,
                SubnetArgs.builder()
                        .vpcId(vpc.id())
                        .cidrBlock(block)
                        .availabilityZone(zone)
                        .build());
    }

    @Test
    void aStackLivesFromUpToDestroy(@TempDir Path folder) throws Exception {
        try (Simulator simulator = Simulator.open(folder.resolve("cloud.sqlite"))) {
            WorkspaceStack stack = stack(simulator, folder);
            stack.setConfig("aws:region", new com.pulumi.automation.ConfigValue("eu-central-1"));

            assertThat(stack.preview().changeSummary()).containsValue(7);
            assertThat(stack.up().outputs().get("address"))
                    .extracting("value")
                    .asString()
                    .endsWith(".eu-central-1.rds.amazonaws.com");
            assertThat(simulator.list()).hasSize(6);
            assertThat(unchanged(stack)).isEqualTo(7);

            UpdateResult refreshed = stack.refresh();
            assertThat(refreshed.summary().resourceChanges().toString()).doesNotContain("UPDATE", "update");
            assertThat(unchanged(stack)).isEqualTo(7);

            String group = simulator.list().stream()
                    .filter(resource -> resource.type().equals("aws:ec2/vpc:Vpc"))
                    .findFirst()
                    .orElseThrow()
                    .id();
            simulator.set(group, "enableDnsHostnames", "true");
            stack.refresh();
            assertThat(unchanged(stack)).isEqualTo(6);

            stack.up();
            assertThat(unchanged(stack)).isEqualTo(7);
            stack.destroy();
            assertThat(simulator.list()).isEmpty();
        }
    }

    private static int unchanged(WorkspaceStack stack) throws Exception {
        return stack.preview().changeSummary().entrySet().stream()
                .filter(entry -> entry.getKey().toString().equalsIgnoreCase("same"))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Test
    void aPartialCreationIsRecordedWithItsId(@TempDir Path folder) throws Exception {
        try (Simulator simulator = Simulator.open(folder.resolve("cloud.sqlite"))) {
            WorkspaceStack stack = stack(simulator, folder);
            stack.setConfig("aws:region", new com.pulumi.automation.ConfigValue("eu-central-1"));
            simulator.inject(Fault.of(Fault.Kind.PARTIAL_CREATE, "aws:rds/instance:Instance", "*", 1));
            assertThatThrownBy(stack::up).hasMessageContaining("failed while it started");
            String state = String.valueOf(stack.exportStack().deployment());
            assertThat(state).contains("initErrors");
            stack.destroy();
            assertThat(simulator.list()).isEmpty();
        }
    }

    private WorkspaceStack stack(Simulator simulator, Path folder) throws Exception {
        Files.createDirectories(folder.resolve("state"));
        simulator.start();
        return LocalWorkspace.createOrSelectStack(
                "project",
                "test",
                EngineTest::program,
                LocalWorkspaceOptions.builder()
                        .pulumiHome(folder.resolve("home"))
                        .environmentVariables(Map.of(
                                "PULUMI_DEBUG_PROVIDERS", simulator.debugProviders(),
                                "PULUMI_BACKEND_URL", "file://" + folder.resolve("state"),
                                "PULUMI_CONFIG_PASSPHRASE", "a passphrase of a test",
                                "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true",
                                "PULUMI_SKIP_UPDATE_CHECK", "true"))
                        .build());
    }
}
