package dev.plinth.components.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecretRedeploymentTest {

    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:stripe-AbCdEf";
    private static final String PARAMETER = "arn:aws:ssm:eu-central-1:123456789012:parameter/flag";
    private static final String RULE = "aws:cloudwatch/eventRule:EventRule";
    private static final String TARGET = "aws:cloudwatch/eventTarget:EventTarget";
    private static final String STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private void run(
            UnaryOperator<FargateServiceArgs.Builder> first, UnaryOperator<FargateServiceArgs.Builder> second) {
        mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            ContainerCluster cluster = new ContainerCluster(
                    "cluster", ContainerClusterArgs.builder().build());
            new FargateService("api", first.apply(worker(cluster, network)).build());
            return new FargateService(
                    "worker", second.apply(worker(cluster, network)).build());
        });
    }

    private static FargateServiceArgs.Builder worker(ContainerCluster cluster, Network network) {
        return FargateServiceArgs.builder()
                .cluster(cluster)
                .network(network)
                .image("public.ecr.aws/docker/library/busybox:1.36.1")
                .cpu(256)
                .memory(512);
    }

    @Test
    void oneStateMachineServesAllServicesWithSecrets() throws IOException {
        run(
                args -> args.secrets(Map.of(
                        "STRIPE_KEY", Output.of(SECRET + ":key::"),
                        "STRIPE_ID", Output.of(SECRET + ":id::"),
                        "FLAG", Output.of(PARAMETER))),
                args -> args.secrets(Map.of("STRIPE_KEY", Output.of(SECRET))));

        assertThat(mocks.ofType(STATE_MACHINE)).hasSize(1);
        assertThat(mocks.names(RULE)).containsExactly("cluster-redeployment-api", "cluster-redeployment-worker");
        String pattern = mocks.named(RULE, "cluster-redeployment-api").text("eventPattern");
        assertThat(new ObjectMapper().readTree(pattern))
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                """
                                {"source": ["aws.secretsmanager", "aws.ssm"],
                                 "detail-type": ["Secret Label Updated", "Parameter Store Change"],
                                 "resources": ["%s", "%s"],
                                 "detail": {"$or": [{"labelUpdated": ["AWSCURRENT"]}, {"operation": ["Update"]}]}}
                                """
                                        .formatted(SECRET, PARAMETER)));
        RecordingMocks.Recorded target = mocks.named(TARGET, "cluster-redeployment-api-target");
        assertThat(target.text("input")).isEqualTo("{\"service\":\"api-service-1a2b3c4\"}");
        assertThat(target.object("deadLetterConfig")).containsKey("arn");
        assertThat(mocks.named("aws:iam/rolePolicy:RolePolicy", "cluster-redeployment-policy")
                        .text("policy"))
                .contains("\"ecs:UpdateService\"")
                .contains("arn:aws:ecs:eu-central-1:123456789012:service/cluster-cluster/*");
    }

    @Test
    void nothingIsMadeWithoutSecretsOrWhenTheApplicationReadsThemItself() {
        run(args -> args, args -> args.secrets(Map.of("STRIPE_KEY", Output.of(SECRET)))
                .redeployOnSecretChange(false));

        assertThat(mocks.ofType(STATE_MACHINE)).isEmpty();
        assertThat(mocks.ofType(RULE)).isEmpty();
        assertThat(List.of(FargateServiceArgs.DEFAULT_REDEPLOY_ON_SECRET_CHANGE))
                .containsExactly(true);
    }
}
