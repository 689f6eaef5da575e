package dev.plinth.components.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceOptions;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A service that is already there stays as it is: each type, name, parent, option and input is what it was, so that a state of an
 * earlier version previews without a change.
 */
class FargateServiceStateTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void ofFewestArguments() throws IOException {
        mocks.run(() -> new FargateService(
                "api",
                fewest(new Network("network", NetworkArgs.builder().build()))
                        .healthCheckCommand(List.of("CMD", "node", "health.js"))
                        .build()));

        assertSame("service-fewest.json");
    }

    @Test
    void ofAllArguments() throws IOException {
        mocks.run(() -> {
            Network network = new Network("network", NetworkArgs.builder().build());
            FargateService service = new FargateService(
                    "api",
                    fewest(network)
                            .loadBalancer(loadBalancer(network), "api")
                            .port(3000)
                            .taskPolicies(List.of(Statement.allow("Uploads")
                                    .actions("s3:PutObject")
                                    .resources("arn:aws:s3:::uploads/*")))
                            .command(List.of("node", "api.js"))
                            .environment(Map.of("LOG_LEVEL", "info"))
                            .secrets(Map.of(
                                    "STRIPE_KEY",
                                    Output.of("arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-AbCdEf:key::"),
                                    "FLAG",
                                    Output.of("arn:aws:ssm:eu-central-1:123456789012:parameter/api/flag")))
                            .secretKeyArns(List.of(Output.of("arn:aws:kms:eu-central-1:123456789012:key/secrets")))
                            .minTasks(3)
                            .maxTasks(12)
                            .cpuTargetPercent(50)
                            .memoryTargetPercent(65)
                            .requestsPerTask(600)
                            .healthCheckPath("/health")
                            .healthCheckGracePeriodSeconds(90)
                            .user("node")
                            .readonlyRootFilesystem(false)
                            .temporaryDirectories(List.of("/tmp", "/app/.cache"))
                            .temporaryDirectoryMebibytes(128)
                            .stopTimeoutSeconds(120)
                            .openFiles(4096)
                            .logRetentionDays(30)
                            .fargateSpotWeight(3)
                            .enableExecuteCommand(true)
                            .waitForSteadyState(false)
                            .rollbackAlarmNames(List.of(Output.of("api-errors")))
                            .build());
            service.connectTo(new PostgresDatabase(
                    "database", PostgresDatabaseArgs.builder().network(network).build()));
            service.connectTo(new RedisCache(
                    "cache", RedisCacheArgs.builder().network(network).build()));
            return service;
        });

        assertSame("service-all.json");
    }

    private static FargateServiceArgs.Builder fewest(Network network) {
        return FargateServiceArgs.builder()
                .cluster(new ContainerCluster(
                        "cluster", ContainerClusterArgs.builder().build()))
                .network(network)
                .image("123456789012.dkr.ecr.eu-central-1.amazonaws.com/api:8f3c1d2")
                .cpu(512)
                .memory(1024);
    }

    private static ApplicationLoadBalancer loadBalancer(Network network) {
        return new ApplicationLoadBalancer(
                "load-balancer",
                ApplicationLoadBalancerArgs.builder()
                        .network(network)
                        .certificateArn(Output.of("arn:aws:acm:eu-central-1:123456789012:certificate/1"))
                        .accessLogBucket("logs")
                        .ingress(IngressSource.VPC)
                        .routes(List.of(
                                new Route("api", 3000, "/api/health", List.of("api.example.com"), List.of(), 10)))
                        .build());
    }

    private void assertSame(String file) throws IOException {
        String actual = JSON.writeValueAsString(mocks.resources().stream()
                        .filter(resource ->
                                resource.name().equals("api") || resource.name().startsWith("api-"))
                        .map(this::describe)
                        .toList())
                + "\n";
        if (Boolean.getBoolean("plinth.golden.update")) {
            Files.writeString(Path.of("src/test/resources/dev/plinth/components/container", file), actual);
        }
        try (InputStream expected =
                Objects.requireNonNull(FargateServiceStateTest.class.getResourceAsStream(file), file)) {
            assertThat(actual).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Map<String, Object> describe(Recorded resource) {
        ResourceOptions options = mocks.options(resource);
        Map<String, Object> description = new TreeMap<>(Map.of(
                "type", resource.type(),
                "name", resource.name(),
                "inputs", resource.inputs(),
                "protect", options.isProtect(),
                "dependsOn",
                        RecordingMocks.value(options.getDependsOn()).stream()
                                .map(Resource::pulumiResourceName)
                                .toList()));
        options.getParent().map(Resource::pulumiResourceName).ifPresent(parent -> description.put("parent", parent));
        if (options instanceof CustomResourceOptions custom) {
            description.put("ignoreChanges", custom.getIgnoreChanges());
            if (!custom.getReplaceOnChanges().isEmpty()) {
                description.put("replaceOnChanges", custom.getReplaceOnChanges());
            }
            description.put("deleteBeforeReplace", custom.getDeleteBeforeReplace());
        }
        return description;
    }
}
