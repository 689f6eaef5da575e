package dev.plinth.components.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.container.SidecarArgs.LogRouter;
import dev.plinth.components.container.task.ContainerCondition;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.security.Secret;
import dev.plinth.components.security.SecretArgs;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SidecarTest {

    private static final String ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/";
    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:proxy-AbCdEf";
    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/proxy";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private FargateService run(UnaryOperator<FargateServiceArgs.Builder> more) {
        return mocks.run(() -> service(more));
    }

    private static FargateService service(UnaryOperator<FargateServiceArgs.Builder> more) {
        return new FargateService(
                "api",
                more.apply(FargateServiceArgs.builder()
                                .cluster(new ContainerCluster(
                                        "cluster",
                                        ContainerClusterArgs.builder().build()))
                                .network(new Network(
                                        "network", NetworkArgs.builder().build()))
                                .image(ECR + "api:1")
                                .cpu(512)
                                .memory(1024))
                        .build());
    }

    private static SidecarArgs.Builder sidecar(String name) {
        return SidecarArgs.builder().name(name).image(ECR + name + ":1");
    }

    private List<Fault> faults(UnaryOperator<FargateServiceArgs.Builder> more) {
        return catchThrowableOfType(InvalidArgumentsException.class, () -> run(more))
                .faults();
    }

    private JsonNode containers() {
        return json(mocks.only("aws:ecs/taskDefinition:TaskDefinition").text("containerDefinitions"));
    }

    private JsonNode executionStatements() {
        return json(mocks.named("aws:iam/rolePolicy:RolePolicy", "api-execution-policy")
                        .text("policy"))
                .get("Statement");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fewestArgumentsGiveAContainerAsSafeAsTheFirst() {
        run(args -> args.sidecars(List.of(sidecar("proxy").build())));

        assertThat(containers()).hasSize(2);
        assertThat(containers().get(0).get("name").asText()).isEqualTo("api");
        assertThat(containers().get(1))
                .isEqualTo(json(
                        """
                {'name': 'proxy', 'image': '%sproxy:1', 'essential': true, 'user': '1000:1000',
                 'readonlyRootFilesystem': true, 'privileged': false, 'stopTimeout': 30,
                 'environment': [], 'secrets': [], 'portMappings': [],
                 'linuxParameters': {'initProcessEnabled': true, 'capabilities': {'drop': ['ALL']},
                   'tmpfs': [{'containerPath': '/tmp', 'size': 64, 'mountOptions': ['nosuid', 'nodev', 'mode=1777']}]},
                 'ulimits': [{'name': 'nofile', 'softLimit': 65536, 'hardLimit': 65536}],
                 'logConfiguration': {'logDriver': 'awslogs', 'options': {
                   'awslogs-group': 'api-logs-1a2b3c4', 'awslogs-region': 'eu-central-1',
                   'awslogs-stream-prefix': 'proxy', 'mode': 'non-blocking', 'max-buffer-size': '25m'}}}
                """
                                .formatted(ECR)));
    }

    @Test
    void allArgumentsReachTheContainer() {
        run(args -> args.dependsOn(Map.of("proxy", ContainerCondition.HEALTHY, "migrate", ContainerCondition.SUCCESS))
                .sidecars(List.of(
                        sidecar("proxy")
                                .cpu(64)
                                .memory(128)
                                .memoryReservation(64)
                                .port(8080)
                                .command(List.of("proxy", "--verbose"))
                                .environment("MODE", "strict")
                                .environment(Map.of("LEVEL", "info"))
                                .secrets(Map.of("TOKEN", Output.of(SECRET)))
                                .secretKeyArns(List.of(Output.of(KEY)))
                                .healthCheckCommand(List.of("CMD", "proxy", "health"))
                                .user("proxy")
                                .readonlyRootFilesystem(false)
                                .temporaryDirectories(List.of())
                                .stopTimeoutSeconds(60)
                                .openFiles(2048)
                                .dependsOn(Map.of("migrate", ContainerCondition.COMPLETE))
                                .build(),
                        sidecar("migrate").essential(false).build())));

        JsonNode proxy = containers().get(1);
        assertThat(proxy.get("cpu").asInt()).isEqualTo(64);
        assertThat(proxy.get("memory").asInt()).isEqualTo(128);
        assertThat(proxy.get("memoryReservation").asInt()).isEqualTo(64);
        assertThat(proxy.get("portMappings"))
                .isEqualTo(json("[{'containerPort': 8080, 'hostPort': 8080, 'protocol': 'tcp'}]"));
        assertThat(proxy.get("command")).isEqualTo(json("['proxy', '--verbose']"));
        assertThat(proxy.get("environment"))
                .isEqualTo(json("[{'name': 'LEVEL', 'value': 'info'}, {'name': 'MODE', 'value': 'strict'}]"));
        assertThat(proxy.get("secrets")).isEqualTo(json("[{'name': 'TOKEN', 'valueFrom': '" + SECRET + "'}]"));
        assertThat(proxy.at("/healthCheck/command")).isEqualTo(json("['CMD', 'proxy', 'health']"));
        assertThat(proxy.at("/healthCheck/startPeriod").asInt()).isEqualTo(60);
        assertThat(proxy.get("user").asText()).isEqualTo("proxy");
        assertThat(proxy.get("readonlyRootFilesystem").asBoolean()).isFalse();
        assertThat(proxy.at("/linuxParameters/tmpfs")).isEmpty();
        assertThat(proxy.get("stopTimeout").asInt()).isEqualTo(60);
        assertThat(proxy.at("/ulimits/0/hardLimit").asInt()).isEqualTo(2048);
        assertThat(proxy.get("dependsOn")).isEqualTo(json("[{'containerName': 'migrate', 'condition': 'COMPLETE'}]"));
        assertThat(containers().get(2).get("essential").asBoolean()).isFalse();
        assertThat(containers().get(0).get("dependsOn"))
                .isEqualTo(json("[{'containerName': 'migrate', 'condition': 'SUCCESS'},"
                        + " {'containerName': 'proxy', 'condition': 'HEALTHY'}]"));
    }

    @Test
    void theExecutionRoleServesAllContainers() {
        run(args -> args.secrets(Map.of("STRIPE", Output.of(SECRET + "2")))
                .sidecars(List.of(
                        sidecar("proxy")
                                .secrets(Map.of("TOKEN", Output.of(SECRET)))
                                .secretKeyArns(List.of(Output.of(KEY)))
                                .build(),
                        sidecar("public").image("ghcr.io/acme/public:1").build())));

        assertThat(executionStatements().get(2).get("Resource"))
                .isEqualTo(json("['arn:aws:ecr:eu-central-1:123456789012:repository/api',"
                        + " 'arn:aws:ecr:eu-central-1:123456789012:repository/proxy']"));
        assertThat(executionStatements().get(3).get("Resource"))
                .isEqualTo(json("['" + SECRET + "', '" + SECRET + "2']"));
        assertThat(executionStatements().get(4).get("Resource").asText()).isEqualTo(KEY);
    }

    @Test
    void aSecretBringsItsKey() {
        mocks.run(() -> {
            Secret stripe = new Secret(
                    "stripe", SecretArgs.builder().description("Of Stripe").build());
            return service(args -> args.secret("STRIPE_KEY", stripe, "key").secret("STRIPE_ALL", stripe));
        });

        String arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret/stripe-secret";
        assertThat(containers().get(0).get("secrets"))
                .isEqualTo(json("[{'name': 'STRIPE_ALL', 'valueFrom': '" + arn + "'},"
                        + " {'name': 'STRIPE_KEY', 'valueFrom': '" + arn + ":key::'}]"));
        assertThat(executionStatements().findValuesAsText("Sid")).contains("ReadSecrets", "DecryptSecrets");
        assertThat(executionStatements().get(4).get("Resource").asText()).endsWith(":key/stripe-key-key");
    }

    /** The policy of {@code aws/secretsmanager} lets everyone in the account decrypt through Secrets Manager. */
    @Test
    void aSecretWithTheKeyOfAwsNeedsNoPermissionForIt() {
        run(args -> args.secrets(Map.of("PLAIN", Output.of(SECRET))));

        assertThat(executionStatements().findValuesAsText("Sid"))
                .contains("ReadSecrets")
                .doesNotContain("DecryptSecrets");
    }

    @Test
    void logsGoToTheRouterWhenTold() {
        run(args -> args.logRouting(Map.of("Name", "datadog", "Host", "http-intake.logs.datadoghq.eu"))
                .logRoutingSecrets(Map.of("apikey", Output.of(SECRET)))
                .sidecars(List.of(sidecar("router")
                        .logRouter(LogRouter.FLUENTBIT, Map.of("enable-ecs-log-metadata", "true"))
                        .build())));

        assertThat(containers().get(0).get("logConfiguration"))
                .isEqualTo(json(
                        """
                {'logDriver': 'awsfirelens', 'options': {'Host': 'http-intake.logs.datadoghq.eu', 'Name': 'datadog'},
                 'secretOptions': [{'name': 'apikey', 'valueFrom': '%s'}]}
                """
                                .formatted(SECRET)));
        assertThat(containers().get(1).get("firelensConfiguration"))
                .isEqualTo(json("{'type': 'fluentbit', 'options': {'enable-ecs-log-metadata': 'true'}}"));
        assertThat(containers().get(1).at("/logConfiguration/logDriver").asText())
                .isEqualTo("awslogs");
        assertThat(executionStatements().findValuesAsText("Sid")).contains("ReadSecrets");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        List<Fault> faults = faults(args -> args.logRouting(Map.of("api_key", "x"))
                .sidecars(List.of(
                        SidecarArgs.builder().cpu(0).memory(5).build(),
                        sidecar("proxy")
                                .image("proxy")
                                .user("0")
                                .cpu(512)
                                .memory(1024)
                                .memoryReservation(2048)
                                .port(0)
                                .environment("API_TOKEN", "x")
                                .temporaryDirectoryMebibytes(2048)
                                .build())));

        assertThat(faults)
                .extracting(Fault::argument)
                .containsExactly(
                        "sidecars[].name",
                        "sidecars[].image",
                        "sidecars[].cpu",
                        "sidecars[].memory",
                        "sidecars[proxy].memoryReservation",
                        "sidecars[proxy].image",
                        "sidecars[proxy].port",
                        "sidecars[proxy].user",
                        "sidecars[proxy].environment",
                        "sidecars[proxy].temporaryDirectoryMebibytes",
                        "sidecars",
                        "sidecars",
                        "logRouting",
                        "logRouting");
    }

    @Test
    void containersThatCannotBeTogetherAreRejected() {
        assertThat(faults(args -> args.sidecars(List.of(
                        sidecar("api").build(),
                        sidecar("a").port(80).build(),
                        sidecar("b").port(80).build()))))
                .extracting(Fault::value)
                .containsExactly("[api, a, b]", "[80, 80]");
        assertThat(faults(args -> args.sidecars(java.util.stream.IntStream.range(0, 10)
                        .mapToObj(i -> sidecar("s" + i).build())
                        .toList())))
                .extracting(Fault::value)
                .containsExactly("10 containers");
    }

    @Test
    void dependenciesThatNeverComeTrueAreRejected() {
        for (ContainerCondition condition :
                Set.of(ContainerCondition.COMPLETE, ContainerCondition.SUCCESS, ContainerCondition.HEALTHY)) {
            assertThat(faults(args -> args.dependsOn(Map.of("proxy", condition))
                            .sidecars(List.of(sidecar("proxy").build()))))
                    .as(condition.name())
                    .extracting(Fault::argument)
                    .containsExactly("dependsOn");
        }
        assertThat(faults(args -> args.dependsOn(Map.of("missing", ContainerCondition.START))))
                .extracting(Fault::value)
                .containsExactly("missing: START");
        assertThat(faults(args -> args.dependsOn(Map.of("proxy", ContainerCondition.START))
                        .sidecars(List.of(sidecar("proxy")
                                .dependsOn(Map.of("api", ContainerCondition.START))
                                .build()))))
                .extracting(Fault::allowed)
                .containsExactly("free of cycles", "free of cycles");
    }

    @Test
    void twoLogRoutersAndSecretsWithoutRoutingAreRejected() {
        assertThat(faults(args -> args.logRoutingSecrets(Map.of("apikey", Output.of(SECRET)))
                        .sidecars(List.of(
                                sidecar("a")
                                        .logRouter(LogRouter.FLUENTBIT, Map.of())
                                        .build(),
                                sidecar("b")
                                        .logRouter(LogRouter.FLUENTD, Map.of())
                                        .build()))))
                .extracting(Fault::argument)
                .containsExactly("sidecars", "logRoutingSecrets");
    }

    @Test
    void aNameThatIamDoesNotAcceptIsRejected() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> new FargateService(
                        "a".repeat(42), FargateServiceArgs.builder().build()));

        assertThat(refused.faults()).extracting(Fault::argument).contains("name");
    }
}
