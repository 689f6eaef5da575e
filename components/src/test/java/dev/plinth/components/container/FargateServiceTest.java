package dev.plinth.components.container;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.cache.RedisCache;
import dev.plinth.components.cache.RedisCacheArgs;
import dev.plinth.components.container.task.CpuArchitecture;
import dev.plinth.components.container.task.HttpsEgress;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.database.PostgresDatabaseArgs;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancerArgs;
import dev.plinth.components.loadbalancer.IngressSource;
import dev.plinth.components.loadbalancer.Route;
import dev.plinth.components.network.ExistingNetworkArgs;
import dev.plinth.components.network.Network;
import dev.plinth.components.network.NetworkArgs;
import dev.plinth.components.queue.Queue;
import dev.plinth.components.queue.QueueArgs;
import dev.plinth.testkit.RecordingMocks;
import dev.plinth.testkit.RecordingMocks.Recorded;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FargateServiceTest {

    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";
    private static final String EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    private static final String INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
    private static final String SCALING_POLICY = "aws:appautoscaling/policy:Policy";
    private static final String IMAGE = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/api:8f3c1d2";
    private static final String SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:api-AbCdEf";
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    private static Network network() {
        return new Network("network", NetworkArgs.builder().build());
    }

    private static ApplicationLoadBalancer loadBalancer(Network network) {
        return loadBalancer(network, false);
    }

    private static ApplicationLoadBalancer loadBalancer(Network network, boolean internal) {
        return new ApplicationLoadBalancer(
                "load-balancer",
                ApplicationLoadBalancerArgs.builder()
                        .network(network)
                        .internal(internal)
                        .certificateArn(Output.of("arn:aws:acm:eu-central-1:123456789012:certificate/1"))
                        .accessLogBucket("logs")
                        .ingress(IngressSource.VPC)
                        .routes(List.of(
                                new Route("api", 3000, "/api/health", List.of("api.example.com"), List.of(), 10)))
                        .build());
    }

    private static FargateServiceArgs.Builder fewest(Network network) {
        return FargateServiceArgs.builder()
                .cluster(new ContainerCluster(
                        "cluster", ContainerClusterArgs.builder().build()))
                .network(network)
                .image(IMAGE)
                .cpu(512)
                .memory(1024)
                .healthCheckCommand(List.of("CMD", "node", "health.js"));
    }

    private FargateService run(UnaryOperator<FargateServiceArgs.Builder> more) {
        return mocks.run(
                () -> new FargateService("api", more.apply(fewest(network())).build()));
    }

    private FargateService runBehindLoadBalancer(UnaryOperator<FargateServiceArgs.Builder> more) {
        return mocks.run(() -> {
            Network network = network();
            return new FargateService(
                    "api",
                    more.apply(fewest(network)
                                    .loadBalancer(loadBalancer(network), "api")
                                    .port(3000))
                            .build());
        });
    }

    private List<Fault> faults(UnaryOperator<FargateServiceArgs.Builder> more) {
        return catchThrowableOfType(InvalidArgumentsException.class, () -> run(more))
                .faults();
    }

    private JsonNode container() {
        try {
            JsonNode containers = JSON.readTree(mocks.only(TASK).text("containerDefinitions"));
            assertThat(containers).hasSize(1);
            return containers.get(0);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode policy(String name) {
        try {
            return JSON.readTree(mocks.named(ROLE_POLICY, name).text("policy")).get("Statement");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fewestArgumentsGiveAPrivateServiceThatRollsBack() {
        FargateService service = run(args -> args);

        Recorded recorded = mocks.only(SERVICE);
        assertThat(recorded.inputs())
                .containsEntry("cluster", "arn:aws:ecs:eu-central-1:123456789012:cluster/cluster-cluster")
                .containsEntry("desiredCount", 2.0)
                .containsEntry("launchType", "FARGATE")
                .containsEntry("platformVersion", "LATEST")
                .containsEntry("deploymentMinimumHealthyPercent", 100.0)
                .containsEntry("deploymentMaximumPercent", 200.0)
                .containsEntry("deploymentCircuitBreaker", Map.of("enable", true, "rollback", true))
                .containsEntry("availabilityZoneRebalancing", "ENABLED")
                .containsEntry("enableExecuteCommand", false)
                .containsEntry("propagateTags", "SERVICE")
                .containsEntry("waitForSteadyState", true)
                .doesNotContainKeys(
                        "loadBalancers", "healthCheckGracePeriodSeconds", "alarms", "capacityProviderStrategies");
        assertThat(recorded.object("networkConfiguration"))
                .containsEntry("assignPublicIp", false)
                .containsEntry("securityGroups", List.of("api-security-group-id"))
                .containsEntry("subnets", value(service.clusterName().apply(ignored -> privateSubnets())));
        assertThat(mocks.options(recorded).getIgnoreChanges()).containsExactly("desiredCount");
        assertThat(value(service.serviceName())).isEqualTo("api-service-1a2b3c4");
        assertThat(value(service.clusterName())).isEqualTo("cluster-cluster-1a2b3c4");
        assertThat(value(service.executionRoleName())).isEqualTo("api-execution-role-1a2b3c4");
        assertThat(value(service.executionRoleArn())).endsWith(":role/api-execution-role");
        assertThat(value(service.taskRoleName())).isEqualTo("api-task-role-1a2b3c4");
        assertThat(value(service.taskRoleArn())).endsWith(":role/api-task-role");
        assertThat(value(service.taskDefinitionArn())).endsWith("/api-task");
        assertThat(value(service.logGroupName())).isEqualTo("api-logs-1a2b3c4");
        assertThat(service.minTasks()).isEqualTo(2);
        assertThat(service.targetGroupDimensions()).isEmpty();
    }

    private Output<List<String>> privateSubnets() {
        return Output.of(mocks.names("aws:ec2/subnet:Subnet").stream()
                .filter(name -> name.contains("private"))
                .map(name -> name + "-id")
                .toList());
    }

    @Test
    void theTaskIsOneOfFargatesSizesInItsOwnNetworkWithTwoRoles() {
        run(args -> args.cpuArchitecture(CpuArchitecture.ARM64));

        Recorded task = mocks.only(TASK);
        assertThat(task.inputs())
                .containsEntry("family", "cluster-cluster-1a2b3c4-api")
                .containsEntry("requiresCompatibilities", List.of("FARGATE"))
                .containsEntry("networkMode", "awsvpc")
                .containsEntry("cpu", "512")
                .containsEntry("memory", "1024")
                .containsEntry("runtimePlatform", Map.of("operatingSystemFamily", "LINUX", "cpuArchitecture", "ARM64"))
                .containsEntry("executionRoleArn", "arn:aws:iam::123456789012:role/api-execution-role")
                .containsEntry("taskRoleArn", "arn:aws:iam::123456789012:role/api-task-role");
    }

    @Test
    void theContainerIsLockedDown() {
        run(args -> args);

        assertThat(container())
                .isEqualTo(json(
                        """
                {'name': 'api', 'image': '%s', 'essential': true, 'user': '1000:1000',
                 'readonlyRootFilesystem': true, 'privileged': false, 'stopTimeout': 30,
                 'environment': [], 'secrets': [], 'portMappings': [],
                 'linuxParameters': {'initProcessEnabled': true, 'capabilities': {'drop': ['ALL']},
                   'tmpfs': [{'containerPath': '/tmp', 'size': 64, 'mountOptions': ['nosuid', 'nodev', 'mode=1777']}]},
                 'ulimits': [{'name': 'nofile', 'softLimit': 65536, 'hardLimit': 65536}],
                 'logConfiguration': {'logDriver': 'awslogs', 'options': {
                   'awslogs-group': 'api-logs-1a2b3c4', 'awslogs-region': 'eu-central-1',
                   'awslogs-stream-prefix': 'api', 'mode': 'non-blocking', 'max-buffer-size': '25m'}},
                 'healthCheck': {'command': ['CMD', 'node', 'health.js'], 'interval': 30, 'timeout': 5, 'retries': 3,
                   'startPeriod': 60}}
                """
                                .formatted(IMAGE)));
        assertThat(mocks.named("aws:cloudwatch/logGroup:LogGroup", "api-logs").inputs())
                .containsEntry("retentionInDays", 365.0)
                .containsEntry("kmsKeyId", "arn:aws:kms:eu-central-1:123456789012:key/cluster-key-key");
    }

    @Test
    void theContainerTakesAllArguments() {
        run(args -> args.port(8080)
                .command(List.of("node", "worker.js"))
                .environment(Map.of("LOG_LEVEL", "info"))
                .environment("DATABASE_HOST", Output.of("db.internal"))
                .secrets(Map.of("STRIPE_KEY", Output.of(SECRET + ":stripe::"), "DATABASE_PASSWORD", Output.of(SECRET)))
                .user("node")
                .readonlyRootFilesystem(false)
                .temporaryDirectories(List.of("/tmp", "/app/.cache"))
                .temporaryDirectoryMebibytes(128)
                .stopTimeoutSeconds(120)
                .openFiles(4096)
                .healthCheckCommand(List.of())
                .healthCheckPath("/health"));

        JsonNode container = container();
        assertThat(container.get("environment"))
                .isEqualTo(json(
                        "[{'name': 'DATABASE_HOST', 'value': 'db.internal'}, {'name': 'LOG_LEVEL', 'value': 'info'}]"));
        assertThat(container.get("secrets"))
                .isEqualTo(json("[{'name': 'DATABASE_PASSWORD', 'valueFrom': '" + SECRET
                        + "'}, {'name': 'STRIPE_KEY', 'valueFrom': '" + SECRET + ":stripe::'}]"));
        assertThat(container.get("portMappings"))
                .isEqualTo(json("[{'containerPort': 8080, 'hostPort': 8080, 'protocol': 'tcp'}]"));
        assertThat(container.get("command")).isEqualTo(json("['node', 'worker.js']"));
        assertThat(container.get("user").asText()).isEqualTo("node");
        assertThat(container.get("readonlyRootFilesystem").asBoolean()).isFalse();
        assertThat(container.at("/linuxParameters/tmpfs/1/containerPath").asText())
                .isEqualTo("/app/.cache");
        assertThat(container.at("/linuxParameters/tmpfs/1/size").asInt()).isEqualTo(128);
        assertThat(container.get("stopTimeout").asInt()).isEqualTo(120);
        assertThat(container.at("/ulimits/0/hardLimit").asInt()).isEqualTo(4096);
        assertThat(container.at("/healthCheck/command"))
                .isEqualTo(json("['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8080/health']"));
    }

    @Test
    void theExecutionRoleMayDoWhatThisServiceNeedsAndNoMore() {
        run(args -> args.secrets(Map.of(
                        "A", Output.of(SECRET + ":user::"),
                        "B", Output.of(SECRET),
                        "C", Output.of("arn:aws:ssm:eu-central-1:123456789012:parameter/api/flag")))
                .secretKeyArns(List.of(Output.of("arn:aws:kms:eu-central-1:123456789012:key/secrets"))));

        assertThat(policy("api-execution-policy"))
                .isEqualTo(json(
                        """
                [{'Sid': 'WriteLogs', 'Effect': 'Allow', 'Action': ['logs:CreateLogStream', 'logs:PutLogEvents'],
                  'Resource': '%s:*'},
                 {'Sid': 'LogInToRegistry', 'Effect': 'Allow', 'Action': 'ecr:GetAuthorizationToken', 'Resource': '*'},
                 {'Sid': 'PullImage', 'Effect': 'Allow',
                  'Action': ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
                  'Resource': 'arn:aws:ecr:eu-central-1:123456789012:repository/api'},
                 {'Sid': 'ReadSecrets', 'Effect': 'Allow', 'Action': 'secretsmanager:GetSecretValue', 'Resource': '%s'},
                 {'Sid': 'ReadParameters', 'Effect': 'Allow', 'Action': 'ssm:GetParameters',
                  'Resource': 'arn:aws:ssm:eu-central-1:123456789012:parameter/api/flag'},
                 {'Sid': 'DecryptSecrets', 'Effect': 'Allow', 'Action': 'kms:Decrypt',
                  'Resource': 'arn:aws:kms:eu-central-1:123456789012:key/secrets',
                  'Condition': {'StringEquals': {'kms:ViaService':
                    ['secretsmanager.eu-central-1.amazonaws.com', 'ssm.eu-central-1.amazonaws.com']}}}]
                """
                                .formatted("arn:aws:cloudwatch:eu-central-1:123456789012:loggroup/api-logs", SECRET)));
    }

    @Test
    void anImageFromElsewhereNeedsNoRegistryPermissions() {
        run(args -> args.image("ghcr.io/acme/api:1.4.2"));

        assertThat(policy("api-execution-policy").findValuesAsText("Sid")).containsExactly("WriteLogs");
    }

    @Test
    void theTaskRoleMayDoNothingUnlessTold() {
        run(args -> args);
        assertThat(mocks.names(ROLE_POLICY)).contains("api-execution-policy").doesNotContain("api-task-policy");
        assertThat(mocks.named("aws:iam/role:Role", "api-task-role").text("assumeRolePolicy"))
                .contains("ecs-tasks.amazonaws.com", "aws:SourceAccount");
    }

    @Test
    void theTaskRoleGetsTheCallersStatementsAndThoseOfExecuteCommand() {
        run(args -> args.taskPolicies(List.of(
                        Statement.allow("Uploads").actions("s3:PutObject").resources("arn:aws:s3:::uploads/*")))
                .enableExecuteCommand(true)
                .readonlyRootFilesystem(false));

        JsonNode statements = policy("api-task-policy");
        assertThat(statements.findValuesAsText("Sid"))
                .containsExactly("Uploads", "ExecuteCommandChannel", "ExecuteCommandLog", "ExecuteCommandKey");
        assertThat(statements.get(2).get("Resource").asText()).endsWith("cluster-execute-command:*");
        assertThat(statements.get(3).get("Resource").asText()).endsWith(":key/cluster-key-key");
        assertThat(mocks.only(SERVICE).inputs()).containsEntry("enableExecuteCommand", true);
        assertThat(container().at("/linuxParameters").has("capabilities")).isFalse();
    }

    @Test
    void onlyTheLoadBalancerMayCall() {
        FargateService service = runBehindLoadBalancer(args -> args.healthCheckGracePeriodSeconds(90)
                .healthCheckCommand(List.of())
                .healthCheckPath("/health"));

        assertThat(mocks.named(INGRESS, "api-from-load-balancer").inputs())
                .containsEntry("securityGroupId", "api-security-group-id")
                .containsEntry("referencedSecurityGroupId", "load-balancer-security-group-id")
                .containsEntry("fromPort", 3000.0)
                .containsEntry("toPort", 3000.0);
        assertThat(own(INGRESS)).containsExactly("api-from-load-balancer");
        assertThat(mocks.only(SERVICE).inputs())
                .containsEntry("healthCheckGracePeriodSeconds", 90.0)
                .containsEntry(
                        "loadBalancers",
                        List.of(Map.of(
                                "containerName",
                                "api",
                                "containerPort",
                                3000.0,
                                "targetGroupArn",
                                mocks.only(SERVICE)
                                        .objects("loadBalancers")
                                        .get(0)
                                        .get("targetGroupArn"))));
        assertThat(mocks.only(SERVICE).objects("loadBalancers").get(0).get("targetGroupArn"))
                .asString()
                .contains(":targetgroup/");
        // The route's path is asked by the load balancer.
        assertThat(container().has("healthCheck")).isFalse();
        assertThat(service.targetGroupDimensions().orElseThrow()).containsOnlyKeys("LoadBalancer", "TargetGroup");
    }

    private List<String> own(String type) {
        return mocks.names(type).stream()
                .filter(name -> name.startsWith("api-"))
                .toList();
    }

    @Test
    void nothingButHttpsGoesOut() {
        run(args -> args);

        assertThat(own(EGRESS)).containsExactly("api-to-internet");
        assertThat(mocks.named(EGRESS, "api-to-internet").inputs())
                .containsEntry("cidrIpv4", "0.0.0.0/0")
                .containsEntry("ipProtocol", "tcp")
                .containsEntry("fromPort", 443.0)
                .containsEntry("toPort", 443.0);
        assertThat(own(INGRESS)).isEmpty();
        assertThat(mocks.named("aws:ec2/securityGroup:SecurityGroup", "api-security-group")
                        .inputs())
                .doesNotContainKeys("ingress", "egress");
    }

    @Test
    void withEndpointsNothingGoesToTheInternet() {
        run(args -> args.httpsEgress(HttpsEgress.ENDPOINTS));

        assertThat(own(EGRESS)).containsExactly("api-to-endpoints", "api-to-s3");
        assertThat(mocks.named(EGRESS, "api-to-endpoints").inputs()).containsKey("referencedSecurityGroupId");
        assertThat(mocks.named(EGRESS, "api-to-s3").text("prefixListId")).startsWith("pl-");
    }

    @Test
    void anExistingNetworkMustHaveWhatTasksNeed() {
        assertThat(faults(args -> args.network(Network.existing(
                                "existing",
                                ExistingNetworkArgs.builder()
                                        .vpcId("vpc-0123456789abcdef0")
                                        .vpcCidrBlock("10.0.0.0/16")
                                        .publicSubnetIds(
                                                List.of("subnet-0123456789abcdef0", "subnet-0123456789abcdef1"))
                                        .build()))
                        .httpsEgress(HttpsEgress.ENDPOINTS)))
                .extracting(Fault::argument)
                .containsExactly("network", "httpsEgress");
    }

    @Test
    void connectingOpensBothSides() {
        mocks.run(() -> {
            Network network = network();
            FargateService service = new FargateService("api", fewest(network).build());
            service.connectTo(new PostgresDatabase(
                    "database", PostgresDatabaseArgs.builder().network(network).build()));
            service.connectTo(new RedisCache(
                    "cache", RedisCacheArgs.builder().network(network).build()));
            return service;
        });

        assertThat(own(EGRESS)).containsExactly("api-to-cache", "api-to-database", "api-to-internet");
        assertThat(mocks.named(EGRESS, "api-to-database").inputs())
                .containsEntry("referencedSecurityGroupId", "database-security-group-id")
                .containsEntry("fromPort", 5432.0)
                .containsEntry("toPort", 5432.0);
        assertThat(mocks.named(EGRESS, "api-to-cache").inputs()).containsEntry("fromPort", 6379.0);
        assertThat(mocks.names(INGRESS)).contains("database-from-api", "cache-from-api");
    }

    @Test
    void connectingToAnInternalLoadBalancerOpensBothSides() {
        mocks.run(() -> {
            Network network = network();
            FargateService service = new FargateService("api", fewest(network).build());
            service.connectTo(loadBalancer(network, true));
            return service;
        });

        assertThat(mocks.named(EGRESS, "api-to-load-balancer").inputs())
                .containsEntry("securityGroupId", "api-security-group-id")
                .containsEntry("referencedSecurityGroupId", "load-balancer-security-group-id")
                .containsEntry("fromPort", 443.0)
                .containsEntry("toPort", 443.0);
        assertThat(mocks.named(INGRESS, "load-balancer-from-api").inputs())
                .containsEntry("securityGroupId", "load-balancer-security-group-id")
                .containsEntry("referencedSecurityGroupId", "api-security-group-id")
                .containsEntry("fromPort", 443.0)
                .containsEntry("toPort", 443.0);
    }

    @Test
    void aLoadBalancerWithPlainHttpIsCalledOnItsPort() {
        mocks.run(() -> {
            Network network = network();
            FargateService service = new FargateService("api", fewest(network).build());
            service.connectTo(new ApplicationLoadBalancer(
                    "plain",
                    ApplicationLoadBalancerArgs.builder()
                            .network(network)
                            .internal(true)
                            .plainHttp(true)
                            .accessLogBucket("logs")
                            .ingress(IngressSource.VPC)
                            .routes(List.of(
                                    new Route("api", 3000, "/api/health", List.of("api.example.com"), List.of(), 10)))
                            .build()));
            return service;
        });

        assertThat(mocks.named(EGRESS, "api-to-plain").inputs()).containsEntry("fromPort", 80.0);
        assertThat(mocks.named(INGRESS, "plain-from-api").inputs()).containsEntry("toPort", 80.0);
    }

    @Test
    void connectingToAPublicLoadBalancerIsRejected() {
        mocks.run(() -> {
            Network network = network();
            FargateService service = new FargateService("api", fewest(network).build());
            assertThatThrownBy(() -> service.connectTo(loadBalancer(network)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("internal(true)");
            return service;
        });

        assertThat(own(EGRESS)).containsExactly("api-to-internet");
    }

    @Test
    void scalesByCpuAndMemory() {
        run(args -> args.minTasks(3).maxTasks(12).cpuTargetPercent(50).memoryTargetPercent(65));

        assertThat(mocks.only("aws:appautoscaling/target:Target").inputs())
                .containsEntry("minCapacity", 3.0)
                .containsEntry("maxCapacity", 12.0)
                .containsEntry("serviceNamespace", "ecs")
                .containsEntry("scalableDimension", "ecs:service:DesiredCount")
                .containsEntry("resourceId", "service/cluster-cluster-1a2b3c4/api-service-1a2b3c4");
        assertThat(mocks.only(SERVICE).inputs()).containsEntry("desiredCount", 3.0);
        assertThat(mocks.names(SCALING_POLICY)).containsExactly("api-scale-by-cpu", "api-scale-by-memory");
        assertThat(mocks.named(SCALING_POLICY, "api-scale-by-cpu").object("targetTrackingScalingPolicyConfiguration"))
                .containsEntry("targetValue", 50.0)
                .containsEntry(
                        "predefinedMetricSpecification",
                        Map.of("predefinedMetricType", "ECSServiceAverageCPUUtilization"));
        assertThat(mocks.named(SCALING_POLICY, "api-scale-by-memory")
                        .object("targetTrackingScalingPolicyConfiguration"))
                .containsEntry("targetValue", 65.0);
    }

    @Test
    void scalesByRequestsWhenTold() {
        runBehindLoadBalancer(args -> args.requestsPerTask(600));

        Map<String, Object> configuration =
                mocks.named(SCALING_POLICY, "api-scale-by-requests").object("targetTrackingScalingPolicyConfiguration");
        assertThat(configuration).containsEntry("targetValue", 600.0);
        assertThat(configuration.get("predefinedMetricSpecification"))
                .asString()
                .containsPattern("resourceLabel=app/[^/]+/[0-9a-f]+/targetgroup/[^/]+/[0-9a-f]+")
                .contains("ALBRequestCountPerTarget");
    }

    @Test
    void aWorkerNeedsNeitherPortNorHealthCheck() {
        run(args -> args.healthCheckCommand(List.of()));

        assertThat(container().has("healthCheck")).isFalse();
        assertThat(container().get("portMappings")).isEmpty();
        assertThat(own(INGRESS)).isEmpty();
        assertThat(mocks.only(SERVICE).inputs()).doesNotContainKeys("loadBalancers", "healthCheckGracePeriodSeconds");
    }

    @Test
    void aPortNeedsAHealthCheck() {
        assertThat(faults(args -> args.port(3000).healthCheckCommand(List.of())))
                .extracting(Fault::argument)
                .containsExactly("healthCheckCommand");
    }

    private FargateService runWorker(UnaryOperator<FargateServiceArgs.Builder> more) {
        return mocks.run(() -> new FargateService(
                "worker",
                more.apply(fewest(network())
                                .healthCheckCommand(List.of())
                                .scaleByQueue(
                                        new Queue("jobs", QueueArgs.builder().build()), 10))
                        .build()));
    }

    @Test
    @SuppressWarnings("unchecked")
    void scalesByTheBacklogPerTaskBesideCpuAndMemory() {
        runWorker(args -> args.minTasks(1).maxTasks(5));

        assertThat(mocks.names(SCALING_POLICY))
                .containsExactly("worker-scale-by-backlog", "worker-scale-by-cpu", "worker-scale-by-memory");
        Map<String, Object> configuration = mocks.named(SCALING_POLICY, "worker-scale-by-backlog")
                .object("targetTrackingScalingPolicyConfiguration");
        assertThat(configuration)
                .containsEntry("targetValue", 10.0)
                .containsEntry("scaleOutCooldown", 60.0)
                .containsEntry("scaleInCooldown", 300.0);
        List<Map<String, Object>> metrics = (List<Map<String, Object>>)
                ((Map<String, Object>) Objects.requireNonNull(configuration.get("customizedMetricSpecification")))
                        .get("metrics");
        assertThat(metrics)
                .containsExactly(
                        Map.of(
                                "id",
                                "visible",
                                "returnData",
                                false,
                                "metricStat",
                                Map.of(
                                        "stat",
                                        "Average",
                                        "metric",
                                        Map.of(
                                                "namespace", "AWS/SQS",
                                                "metricName", "ApproximateNumberOfMessagesVisible",
                                                "dimensions",
                                                        List.of(Map.of(
                                                                "name", "QueueName", "value", "jobs-queue-1a2b3c4"))))),
                        Map.of(
                                "id",
                                "running",
                                "returnData",
                                false,
                                "metricStat",
                                Map.of(
                                        "stat",
                                        "Average",
                                        "metric",
                                        Map.of(
                                                "namespace", "ECS/ContainerInsights",
                                                "metricName", "RunningTaskCount",
                                                "dimensions",
                                                        List.of(
                                                                Map.of(
                                                                        "name",
                                                                        "ClusterName",
                                                                        "value",
                                                                        "cluster-cluster-1a2b3c4"),
                                                                Map.of(
                                                                        "name",
                                                                        "ServiceName",
                                                                        "value",
                                                                        "worker-service-1a2b3c4"))))),
                        Map.of(
                                "id", "backlog",
                                "label", "Messages per task",
                                "expression", "visible / IF(running > 0, running, 1)",
                                "returnData", true));
    }

    @Test
    void scalesFromZeroBySteps() {
        runWorker(args -> args.minTasks(0).maxTasks(3));

        assertThat(mocks.only(SERVICE).inputs()).containsEntry("desiredCount", 0.0);
        assertThat(mocks.only("aws:appautoscaling/target:Target").inputs())
                .containsEntry("minCapacity", 0.0)
                .containsEntry("maxCapacity", 3.0);
        assertThat(mocks.names(SCALING_POLICY))
                .containsExactly("worker-scale-by-backlog", "worker-scale-by-empty-queue");
        assertThat(mocks.named(SCALING_POLICY, "worker-scale-by-backlog").inputs())
                .containsEntry("policyType", "StepScaling")
                .containsEntry(
                        "stepScalingPolicyConfiguration",
                        Map.of(
                                "adjustmentType",
                                "ExactCapacity",
                                "metricAggregationType",
                                "Average",
                                "cooldown",
                                60.0,
                                "stepAdjustments",
                                List.of(
                                        Map.of(
                                                "metricIntervalLowerBound", "0",
                                                "metricIntervalUpperBound", "10",
                                                "scalingAdjustment", 1.0),
                                        Map.of(
                                                "metricIntervalLowerBound", "10",
                                                "metricIntervalUpperBound", "20",
                                                "scalingAdjustment", 2.0),
                                        Map.of("metricIntervalLowerBound", "20", "scalingAdjustment", 3.0))));
        assertThat(mocks.named(SCALING_POLICY, "worker-scale-by-empty-queue").inputs())
                .containsEntry(
                        "stepScalingPolicyConfiguration",
                        Map.of(
                                "adjustmentType",
                                "ExactCapacity",
                                "metricAggregationType",
                                "Average",
                                "cooldown",
                                300.0,
                                "stepAdjustments",
                                List.of(Map.of("metricIntervalUpperBound", "0", "scalingAdjustment", 0.0))));
        Recorded backlog = mocks.named("aws:cloudwatch/metricAlarm:MetricAlarm", "worker-backlog");
        assertThat(backlog.inputs())
                .containsEntry("comparisonOperator", "GreaterThanThreshold")
                .containsEntry("threshold", 0.0)
                .containsEntry("evaluationPeriods", 1.0)
                .containsEntry(
                        "alarmActions",
                        List.of("arn:aws:appautoscaling:eu-central-1:123456789012:policy/worker-scale-by-backlog"));
        assertThat(backlog.objects("metricQueries").get(0).get("metric"))
                .isEqualTo(Map.of(
                        "namespace",
                        "AWS/SQS",
                        "metricName",
                        "ApproximateNumberOfMessagesVisible",
                        "dimensions",
                        Map.of("QueueName", "jobs-queue-1a2b3c4"),
                        "stat",
                        "Average",
                        "period",
                        60.0));
        assertThat(backlog.objects("metricQueries").get(2)).containsEntry("expression", "visible + inflight");
        assertThat(mocks.named("aws:cloudwatch/metricAlarm:MetricAlarm", "worker-empty-queue")
                        .inputs())
                .containsEntry("comparisonOperator", "LessThanOrEqualToThreshold")
                .containsEntry("evaluationPeriods", 5.0)
                .containsEntry(
                        "alarmActions",
                        List.of("arn:aws:appautoscaling:eu-central-1:123456789012:policy/worker-scale-by-empty-queue"));
    }

    @Test
    void manyTasksShareTheStepsThatAPolicyHas() {
        assertThat(QueueScaling.steps(20, 5)).hasSize(20);
        assertThat(QueueScaling.steps(50, 5))
                .hasSize(17)
                .startsWith(new QueueScaling.Step(0, 3), new QueueScaling.Step(15, 6))
                .endsWith(new QueueScaling.Step(240, 50));
        assertThat(QueueScaling.steps(1, 5)).containsExactly(new QueueScaling.Step(0, 1));
    }

    @Test
    void anUnsafeMixOfScalingIsRejected() {
        assertThat(faults(args -> args.minTasks(0)))
                .extracting(Fault::allowed)
                .containsExactly("at least 1, or 0 with scaleByQueue");
        assertThat(faults(args -> args.minTasks(0)
                        .maxTasks(0)
                        .scaleByQueue(Output.of("jobs"), 0)
                        .cpuTargetPercent(60)
                        .memoryTargetPercent(60)))
                .extracting(Fault::argument)
                .containsExactly("maxTasks", "scaleByQueue", "cpuTargetPercent", "memoryTargetPercent");
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> runBehindLoadBalancer(args -> args.minTasks(0).scaleByQueue(Output.of("jobs"), 5)));
        assertThat(refused.faults()).extracting(Fault::argument).containsExactly("minTasks");
    }

    @Test
    void spotAndRollbackAlarmsAreExplicit() {
        run(args -> args.fargateSpotWeight(3)
                .rollbackAlarmNames(List.of(Output.of("api-errors")))
                .waitForSteadyState(false));

        assertThat(mocks.only(SERVICE).inputs())
                .doesNotContainKey("launchType")
                .containsEntry(
                        "capacityProviderStrategies",
                        List.of(
                                Map.of("capacityProvider", "FARGATE", "base", 2.0, "weight", 1.0),
                                Map.of("capacityProvider", "FARGATE_SPOT", "weight", 3.0)))
                .containsEntry("alarms", Map.of("alarmNames", List.of("api-errors"), "enable", true, "rollback", true))
                .containsEntry("waitForSteadyState", false);
    }

    @Test
    void missingArgumentsAreAllNamed() {
        InvalidArgumentsException refused = catchThrowableOfType(
                InvalidArgumentsException.class,
                () -> new FargateService("api", FargateServiceArgs.builder().build()));

        assertThat(refused.faults())
                .extracting(Fault::argument)
                .containsExactly("cluster", "network", "image", "cpu", "memory");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        List<Fault> faults = faults(args -> args.image("api:latest")
                .cpu(512)
                .memory(8192)
                .port(70_000)
                .user("root")
                .environment(Map.of("DATABASE_PASSWORD", "x", "URL", "postgres://a:b@c/d", "1X", ""))
                .secrets(Map.of("URL", Output.of(SECRET), "A-B", Output.of(SECRET)))
                .healthCheckCommand(List.of("node", "health.js"))
                .healthCheckPath("health")
                .healthCheckGracePeriodSeconds(3601)
                .temporaryDirectories(List.of("tmp", "/"))
                .temporaryDirectoryMebibytes(4096)
                .enableExecuteCommand(true)
                .minTasks(0)
                .maxTasks(-1)
                .requestsPerTask(0)
                .cpuTargetPercent(5)
                .memoryTargetPercent(95)
                .fargateSpotWeight(1001)
                .stopTimeoutSeconds(121)
                .openFiles(1)
                .logRetentionDays(2));

        assertThat(faults)
                .extracting(Fault::argument)
                .containsExactly(
                        "cpu and memory",
                        "logRetentionDays",
                        "image",
                        "port",
                        "user",
                        "environment",
                        "environment",
                        "environment",
                        "secrets",
                        "secrets",
                        "healthCheckCommand",
                        "temporaryDirectories",
                        "temporaryDirectories",
                        "temporaryDirectoryMebibytes",
                        "stopTimeoutSeconds",
                        "openFiles",
                        "healthCheckPath",
                        "healthCheckGracePeriodSeconds",
                        "readonlyRootFilesystem",
                        "minTasks",
                        "maxTasks",
                        "requestsPerTask",
                        "requestsPerTask",
                        "cpuTargetPercent",
                        "memoryTargetPercent",
                        "fargateSpotWeight");
        assertThat(faults.toString()).doesNotContain("postgres://");
        assertThat(mocks.names(SERVICE)).isEmpty();
    }

    @Test
    void rootIsRejectedInEveryForm() {
        for (String user : List.of("root", "0", "0:0", "root:node", "00", "0:1000", "")) {
            assertThat(faults(args -> args.user(user)))
                    .as(user)
                    .extracting(Fault::argument)
                    .containsExactly("user");
        }
    }

    @Test
    void aPathWithoutAPortIsRejected() {
        assertThat(faults(args -> args.healthCheckCommand(List.of()).healthCheckPath("/health")))
                .extracting(Fault::argument)
                .containsExactly("port");
    }

    @Test
    void aSizeThatFargateLacksIsRejectedWithTheNearest() {
        assertThat(faults(args -> args.cpu(256).memory(3072)))
                .singleElement()
                .extracting(Fault::allowed)
                .asString()
                .endsWith("the smallest that suffices is 512 CPU units with 3072 MiB");
    }

    @Test
    void defaultsAreTheDocumentedOnes() {
        FargateServiceArgs args = FargateServiceArgs.builder().build();

        assertThat(args.loadBalancer()).isNull();
        assertThat(args.routeName()).isNull();
        assertThat(args.taskPolicies()).isEmpty();
        assertThat(args.port()).isNull();
        assertThat(args.command()).isEmpty();
        assertThat(args.environment()).isEmpty();
        assertThat(args.secrets()).isEmpty();
        assertThat(args.secretKeyArns()).isEmpty();
        assertThat(args.minTasks()).isEqualTo(2);
        assertThat(args.maxTasks()).isEqualTo(10);
        assertThat(args.cpuTargetPercent()).isEqualTo(60);
        assertThat(args.memoryTargetPercent()).isEqualTo(75);
        assertThat(args.requestsPerTask()).isNull();
        assertThat(args.scalesByQueue()).isFalse();
        assertThat(args.messagesPerTask()).isZero();
        assertThat(args.healthCheckCommand()).isEmpty();
        assertThat(args.healthCheckPath()).isNull();
        assertThat(args.healthCheckGracePeriodSeconds()).isEqualTo(60);
        assertThat(args.user()).isEqualTo("1000:1000");
        assertThat(args.readonlyRootFilesystem()).isTrue();
        assertThat(args.temporaryDirectories()).containsExactly("/tmp");
        assertThat(args.temporaryDirectoryMebibytes()).isEqualTo(64);
        assertThat(args.stopTimeoutSeconds()).isEqualTo(30);
        assertThat(args.openFiles()).isEqualTo(65_536);
        assertThat(args.logRetentionDays()).isEqualTo(365);
        assertThat(args.fargateSpotWeight()).isZero();
        assertThat(args.cpuArchitecture()).isEqualTo(CpuArchitecture.X86_64);
        assertThat(args.httpsEgress()).isEqualTo(HttpsEgress.INTERNET);
        assertThat(args.enableExecuteCommand()).isFalse();
        assertThat(args.waitForSteadyState()).isTrue();
        assertThat(args.rollbackAlarmNames()).isEmpty();
    }
}
