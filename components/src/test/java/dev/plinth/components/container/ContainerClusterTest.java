package dev.plinth.components.container;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.container.ContainerClusterArgs.ContainerInsights;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContainerClusterTest {

    private static final String CLUSTER = "aws:ecs/cluster:Cluster";
    private static final String CAPACITY = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void fewestArgumentsGiveAnAuditedCluster() {
        ContainerCluster cluster = mocks.run(() ->
                new ContainerCluster("cluster", ContainerClusterArgs.builder().build()));

        Recorded recorded = mocks.only(CLUSTER);
        String keyArn = value(cluster.kmsKeyArn());
        assertThat(recorded.objects("settings"))
                .containsExactly(Map.of("name", "containerInsights", "value", "enhanced"));
        assertThat(recorded.object("configuration"))
                .isEqualTo(Map.of(
                        "executeCommandConfiguration",
                        Map.of(
                                "kmsKeyId",
                                keyArn,
                                "logging",
                                "OVERRIDE",
                                "logConfiguration",
                                Map.of(
                                        "cloudWatchEncryptionEnabled",
                                        true,
                                        "cloudWatchLogGroupName",
                                        "cluster-execute-command-1a2b3c4"))));
        assertThat(mocks.only(LOG_GROUP).inputs())
                .containsEntry("kmsKeyId", keyArn)
                .containsEntry("retentionInDays", 365.0);
        assertThat(mocks.only("aws:kms/key:Key").text("policy")).contains("logs.eu-central-1.amazonaws.com");
        assertThat(mocks.only(CAPACITY).inputs())
                .containsEntry("clusterName", "cluster-cluster-1a2b3c4")
                .containsEntry("capacityProviders", List.of("FARGATE", "FARGATE_SPOT"))
                .containsEntry(
                        "defaultCapacityProviderStrategies",
                        List.of(
                                Map.of("capacityProvider", "FARGATE", "base", 1.0, "weight", 1.0),
                                Map.of("capacityProvider", "FARGATE_SPOT", "weight", 0.0)));
        assertThat(value(cluster.clusterName())).isEqualTo("cluster-cluster-1a2b3c4");
        assertThat(value(cluster.clusterArn()))
                .isEqualTo("arn:aws:ecs:eu-central-1:123456789012:cluster/cluster-cluster");
        assertThat(value(cluster.executeCommandLogGroupArn())).endsWith("loggroup/cluster-execute-command");
    }

    @Test
    void allArgumentsAreUsed() {
        mocks.run(() -> new ContainerCluster(
                "cluster",
                ContainerClusterArgs.builder()
                        .containerInsights(ContainerInsights.ENABLED)
                        .fargateBase(2)
                        .fargateWeight(1)
                        .fargateSpotWeight(3)
                        .logRetentionDays(30)
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.only(CLUSTER).objects("settings").get(0)).containsEntry("value", "enabled");
        assertThat(mocks.only(CAPACITY).objects("defaultCapacityProviderStrategies"))
                .containsExactly(
                        Map.of("capacityProvider", "FARGATE", "base", 2.0, "weight", 1.0),
                        Map.of("capacityProvider", "FARGATE_SPOT", "weight", 3.0));
        assertThat(mocks.only(LOG_GROUP).inputs()).containsEntry("retentionInDays", 30.0);
        assertThat(mocks.options(mocks.only(LOG_GROUP)).isProtect()).isTrue();
        assertThat(mocks.options(mocks.only(CLUSTER)).isProtect()).isFalse();
    }

    @Test
    void reportsAllFaultsAtOnce() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new ContainerCluster(
                        "cluster",
                        ContainerClusterArgs.builder()
                                .fargateBase(-1)
                                .fargateWeight(0)
                                .fargateSpotWeight(1001)
                                .logRetentionDays(100)
                                .build())));

        assertThat(refused.faults())
                .extracting(Fault::argument)
                .containsExactly("fargateBase", "fargateSpotWeight", "logRetentionDays");
        assertThat(mocks.resources()).isEmpty();
    }

    @Test
    void oneOfTheWeightsMustCount() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> mocks.run(() -> new ContainerCluster(
                        "cluster",
                        ContainerClusterArgs.builder().fargateWeight(0).build())));

        assertThat(refused).hasMessageContaining("fargateWeight is 0; it must be at least 1");
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        ContainerClusterArgs args = ContainerClusterArgs.builder().build();

        assertThat(args.containerInsights()).isEqualTo("enhanced");
        assertThat(args.fargateBase()).isEqualTo(1);
        assertThat(args.fargateWeight()).isEqualTo(1);
        assertThat(args.fargateSpotWeight()).isZero();
        assertThat(args.logRetentionDays()).isEqualTo(365);
    }
}
