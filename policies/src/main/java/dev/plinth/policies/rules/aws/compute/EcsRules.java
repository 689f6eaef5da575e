package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.Companions;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.condition.PolicyDocuments;
import dev.plinth.policies.rule.AwsTypes;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for Amazon ECS, its images in ECR, its scaling and its deployments by CodeDeploy. */
public final class EcsRules {

    private static final String CLUSTER_CAPACITY = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";

    private static final String SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";

    private static final Rule NO_PUBLIC_IP = Rule.named("ecs-no-public-ip")
            .title("ECS tasks have no public IP address")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECS_SERVICE, "networkConfiguration.assignPublicIp")
            .on(AwsTypes.ECS_TASK_SET, "networkConfiguration.assignPublicIp")
            .risk("Tasks can be reached directly, bypassing the load balancer, its certificate and its firewall.")
            .remediation(
                    """
                    Run the tasks in private subnets:
                    ServiceNetworkConfigurationArgs.builder().assignPublicIp(false).subnets(network.privateSubnetIds())
                    """)
            .references(fsbp("ECS.2"), fsbp("ECS.16"), checkov("CKV_AWS_333"))
            .requires(property("networkConfiguration.assignPublicIp").isNotTrue());

    private static final Rule CIRCUIT_BREAKER = Rule.named("ecs-circuit-breaker")
            .title("ECS services roll back failed deployments automatically")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ECS_SERVICE,
                    "deploymentCircuitBreaker.enable",
                    "deploymentCircuitBreaker.rollback",
                    "deploymentController.type")
            .risk("A broken image is started repeatedly without a notification.")
            .remediation(
                    """
                    Enable the deployment circuit breaker with rollback:
                    ServiceDeploymentCircuitBreakerArgs.builder().enable(true).rollback(true)
                    """)
            .requires(property("deploymentCircuitBreaker.enable")
                    .isTrue()
                    .and(property("deploymentCircuitBreaker.rollback").isTrue())
                    .onlyIf((service, context) -> service.input("deploymentController.type")
                            .asText()
                            .orElse("ECS")
                            .equals("ECS")));

    private static final Rule TWO_TASKS = Rule.named("ecs-two-tasks")
            .title("Production ECS services run at least two tasks and can scale")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECS_SERVICE, "desiredCount", "schedulingStrategy", "loadBalancers", "serviceRegistries")
            .lookingAt(AwsTypes.APPAUTOSCALING_TARGET, "resourceId", "minCapacity", "maxCapacity")
            .risk("The loss of one task or one Availability Zone causes an outage.")
            .remediation(
                    """
                    Set a minimum of two tasks, or zero for a worker without incoming requests:
                    TargetArgs.builder().minCapacity(2).maxCapacity(20)
                    """)
            .requiresInStack((service, context) ->
                    context.isProduction() ? enoughTasks(service, context) : Verdict.NOT_APPLICABLE);

    private static final Rule NOT_PRIVILEGED = taskRule("ecs-not-privileged", "privileged")
            .title("ECS containers are not privileged")
            .severity(Severity.CRITICAL)
            .neverWaivable()
            .risk("Anyone who compromises a privileged container controls its host and the other containers on it.")
            .remediation(
                    """
                    Omit privileged from the container definition, or set it to false:
                    Map.of("name", "api", "privileged", false)
                    """)
            .references(fsbp("ECS.4"), checkov("CKV_AWS_334"))
            .requires(Containers.each(container -> Verdict.passIf(
                    isFalseOrAbsent(container.path("privileged")),
                    Containers.at(container, "privileged") + " must be false")));

    private static final Rule READONLY_ROOT = taskRule("ecs-readonly-root", "readonlyRootFilesystem")
            .title("ECS containers have a read-only root file system")
            .severity(Severity.HIGH)
            .risk("An intruder can modify the application and install tools.")
            .remediation(
                    """
                    Make the root file system read-only, and mount a volume for writes:
                    Map.of("name", "api", "readonlyRootFilesystem", true)
                    """)
            .references(fsbp("ECS.5"), checkov("CKV_AWS_336"))
            .requires(Containers.each(container -> Verdict.passIf(
                    isTrue(container.path("readonlyRootFilesystem")),
                    Containers.at(container, "readonlyRootFilesystem") + " must be true")));

    private static final Rule NO_SECRET_ENVIRONMENT = taskRule("ecs-no-secret-env", "environment")
            .title("ECS containers receive secrets from Secrets Manager, not as plain environment variables")
            .severity(Severity.CRITICAL)
            .risk("Anyone who can describe the task definition can read the secret, in every revision.")
            .remediation(
                    """
                    Reference the secret by its ARN:
                    Map.of("secrets", List.of(Map.of("name", "DB_PASSWORD", "valueFrom", secretArn)))
                    """)
            .references(fsbp("ECS.8"))
            .requires(Containers.each(EcsRules::hasNoSecretInEnvironment));

    private static final Rule LOGGING = taskRule("ecs-logging", "logConfiguration")
            .title("ECS containers have a log configuration")
            .severity(Severity.HIGH)
            .risk("The output of a task is lost when the task stops.")
            .remediation(
                    """
                    Send the logs to CloudWatch Logs:
                    Map.of("logConfiguration", Map.of("logDriver", "awslogs", "options", options))
                    """)
            .references(fsbp("ECS.9"), cdkNag("ECS7"))
            .requires(Containers.each(container -> Verdict.passIf(
                    !container
                            .path("logConfiguration")
                            .path("logDriver")
                            .asText()
                            .isBlank(),
                    Containers.at(container, "logConfiguration.logDriver") + " must be set")));

    private static final Rule NONROOT_USER = taskRule("ecs-nonroot-user", "user")
            .title("ECS containers run as a non-root user")
            .severity(Severity.MEDIUM)
            .risk("A single vulnerability in the kernel or the runtime gives root in the container root on "
                    + "the host.")
            .remediation(
                    """
                    Set a numeric user and group:
                    Map.of("name", "api", "user", "10001:10001")
                    """)
            .references(fsbp("ECS.1"), fsbp("ECS.20"))
            .requires(Containers.each(container -> Verdict.passIf(
                    !isRoot(container.path("user").asText()),
                    Containers.at(container, "user") + " must name a user other than root")));

    private static final Rule IMAGE_PINNED = taskRule("ecs-image-pinned", "image")
            .title("ECS container images have a digest, or a tag other than latest")
            .severity(Severity.MEDIUM)
            .risk("A new task may run different code than the last one, and a rollback may not restore it.")
            .remediation(
                    """
                    Set the digest:
                    Map.of("image", Output.format("%s@%s", repository.repositoryUrl(), digest))
                    """)
            .requires(Containers.each(container -> Verdict.passIf(
                    isPinned(container.path("image").asText()),
                    Containers.at(container, "image") + " must have a digest, or a tag other than latest")));

    private static final Rule CAPABILITIES = taskRule("ecs-no-added-capabilities", "linuxParameters")
            .title("ECS containers have no Linux capability that allows a container escape")
            .severity(Severity.HIGH)
            .risk("Capabilities such as ALL and SYS_ADMIN are equivalent to privileged mode.")
            .remediation(
                    """
                    Drop all capabilities, and add only the required ones:
                    Map.of("linuxParameters", Map.of("capabilities", Map.of("drop", List.of("ALL"), "add", List.of())))
                    """)
            .requires(Containers.each(EcsRules::addsNoDangerousCapability));

    private static final Rule ISOLATED = Rule.named("ecs-isolated")
            .title("ECS tasks do not share the network, process or IPC namespace of their host")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECS_TASK_DEFINITION, "networkMode", "pidMode", "ipcMode")
            .risk("The task can read the processes and memory of other tasks on the host.")
            .remediation(
                    """
                    Use the awsvpc network mode, and omit the other modes:
                    TaskDefinitionArgs.builder().networkMode("awsvpc")
                    """)
            .references(fsbp("ECS.1"), fsbp("ECS.3"), fsbp("ECS.17"), checkov("CKV_AWS_335"))
            .requires(property("networkMode")
                    .isOneOf("awsvpc")
                    .and(property("pidMode").isNoneOf("host"))
                    .and(property("ipcMode").isNoneOf("host")));

    private static final Rule DISTINCT_ROLES = Rule.named("ecs-distinct-roles")
            .title("ECS tasks have a task role separate from the execution role")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ECS_TASK_DEFINITION, "executionRoleArn", "taskRoleArn")
            .risk("The application receives permissions that only the start of the task needs, such as "
                    + "reading secrets.")
            .remediation(
                    """
                    Use separate roles:
                    TaskDefinitionArgs.builder().executionRoleArn(executionRole.arn()).taskRoleArn(taskRole.arn())
                    """)
            .references(checkov("CKV_AWS_249"))
            .requiresInStack(EcsRules::hasDistinctRoles);

    private static final Rule FARGATE_SIZE = Rule.named("ecs-valid-fargate-size")
            .title("Fargate tasks have a supported size")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECS_TASK_DEFINITION, "cpu", "memory", "requiresCompatibilities")
            .risk("AWS rejects the task definition during the update.")
            .remediation(
                    """
                    Use a combination of CPU and memory listed in the Amazon ECS Developer Guide:
                    TaskDefinitionArgs.builder().cpu("512").memory("1024")
                    """)
            .requires(((Condition) EcsRules::hasFargateSize).where("requiresCompatibilities", EcsRules::namesFargate));

    private static final Rule EFS_TLS = Rule.named("ecs-efs-tls")
            .title("ECS tasks mount EFS over TLS with IAM authorization")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.ECS_TASK_DEFINITION,
                    "volumes[].efsVolumeConfiguration.transitEncryption",
                    "volumes[].efsVolumeConfiguration.authorizationConfig.iam")
            .risk("Files cross the network unencrypted, and every client in the network can mount every directory.")
            .remediation(
                    """
                    Enable encryption in transit and IAM authorization:
                    TaskDefinitionVolumeEfsVolumeConfigurationArgs.builder().transitEncryption("ENABLED")
                            .authorizationConfig(TaskDefinitionVolumeEfsVolumeConfigurationAuthorizationConfigArgs.builder()
                                    .iam("ENABLED").build())
                    """)
            .references(fsbp("ECS.18"), checkov("CKV_AWS_97"))
            .requires(Elements.each("volumes", volume -> property(volume + ".efsVolumeConfiguration.transitEncryption")
                    .isOneOf("ENABLED")
                    .and(property(volume + ".efsVolumeConfiguration.authorizationConfig.iam")
                            .isOneOf("ENABLED"))
                    .where(volume + ".efsVolumeConfiguration", value -> !value.isEmpty())));

    private static final Rule NO_HOST_PATH = Rule.named("ecs-no-host-path")
            .title("ECS tasks do not mount directories of their host")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECS_TASK_DEFINITION, "volumes[].hostPath")
            .risk("A task with access to the container runtime's socket or the host's files controls the host.")
            .remediation(
                    """
                    Omit hostPath, or mount EFS:
                    TaskDefinitionVolumeArgs.builder().name("data").efsVolumeConfiguration(files)
                    """)
            .requires(Elements.each(
                    "volumes", volume -> property(volume + ".hostPath").isNotSet()));

    private static final Rule DEPLOY_PERCENTAGES = Rule.named("ecs-deploy-percentages")
            .title("ECS deployments can make progress and, in production, keep the desired number of tasks running")
            .severity(Severity.HIGH)
            .on(
                    AwsTypes.ECS_SERVICE,
                    "deploymentMinimumHealthyPercent",
                    "deploymentMaximumPercent",
                    "schedulingStrategy")
            .risk("Deployments reduce capacity under load, or wait indefinitely for capacity that they may not use.")
            .remediation(
                    """
                    Start new tasks before stopping old ones:
                    ServiceArgs.builder().deploymentMinimumHealthyPercent(100).deploymentMaximumPercent(200)
                    """)
            .requires(((Condition) EcsRules::canDeploy)
                    .where("schedulingStrategy", strategy -> !isText(strategy, "DAEMON")));

    private static final Rule PLATFORM_LATEST = Rule.named("ecs-platform-latest")
            .title("Fargate services use the latest platform version")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ECS_SERVICE, "platformVersion")
            .on(AwsTypes.ECS_TASK_SET, "platformVersion")
            .risk("A pinned platform version receives no fixes of its kernel and container runtime.")
            .remediation(
                    """
                    Omit the version, or set it to LATEST:
                    ServiceArgs.builder().platformVersion("LATEST")
                    """)
            .references(fsbp("ECS.10"), checkov("CKV_AWS_332"))
            .requires(property("platformVersion")
                    .is(value -> value.isAbsent() || isText(value, "LATEST"), "LATEST or absent"));

    private static final Rule EXEC_AUDITED = Rule.named("ecs-exec-audited")
            .title("ECS Exec is disabled in production services, and clusters encrypt and log its sessions")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.ECS_SERVICE, "enableExecuteCommand")
            .on(
                    AwsTypes.ECS_CLUSTER,
                    "configuration.executeCommandConfiguration.logging",
                    "configuration.executeCommandConfiguration.kmsKeyId")
            .risk("Commands in a production shell leave no record.")
            .remediation(
                    """
                    Enable it only while it is needed, with logging and a key:
                    ClusterConfigurationExecuteCommandConfigurationArgs.builder().logging("OVERRIDE").kmsKeyId(key.arn())
                    """)
            .references(checkov("CKV_AWS_223"), checkov("CKV_AWS_224"))
            .requires(Companions.byType(Map.of(
                    AwsTypes.ECS_SERVICE,
                    property("enableExecuteCommand").isNotTrue().inProduction(),
                    AwsTypes.ECS_CLUSTER,
                    property("configuration.executeCommandConfiguration.logging")
                            .isOneOf("OVERRIDE", "DEFAULT")
                            .and(CustomerKeys.isCustomerKey("configuration.executeCommandConfiguration.kmsKeyId")))));

    private static final Rule INSIGHTS = Rule.named("ecs-insights")
            .title("ECS clusters have Container Insights enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.ECS_CLUSTER, "settings[].name", "settings[].value")
            .risk("Memory exhaustion and restarts of tasks go unnoticed.")
            .remediation(
                    """
                    Enable Container Insights:
                    ClusterSettingArgs.builder().name("containerInsights").value("enhanced")
                    """)
            .references(fsbp("ECS.12"), checkov("CKV_AWS_65"), cdkNag("ECS4"))
            .requires(Elements.any(
                    "settings",
                    "settings must have containerInsights with the value enabled or enhanced",
                    setting -> property(setting + ".name")
                            .isOneOf("containerInsights")
                            .and(property(setting + ".value").isOneOf("enabled", "enhanced"))));

    private static final Rule SCALES = Rule.named("ecs-scaling-has-policy")
            .title("Scalable targets have a scaling policy")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APPAUTOSCALING_TARGET, "resourceId", "minCapacity", "maxCapacity")
            .lookingAt(AwsTypes.APPAUTOSCALING_POLICY, "resourceId")
            .lookingAt(SCHEDULED_ACTION, "resourceId")
            .risk("Capacity does not follow the load, although scaling is configured.")
            .remediation(
                    """
                    Add a target tracking policy:
                    PolicyArgs.builder().policyType("TargetTrackingScaling").resourceId(target.resourceId())
                    """)
            .requiresInStack((target, context) -> Verdict.passIf(
                    isScaled(target, context), "the target has no scaling policy and no scheduled action"));

    private static final Rule BLUE_GREEN_ROLLBACK = Rule.named("ecs-bluegreen-rollback")
            .title("CodeDeploy deployment groups roll back on failure and on alarms")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP,
                    "autoRollbackConfiguration.enabled",
                    "autoRollbackConfiguration.events",
                    "alarmConfiguration.enabled",
                    "alarmConfiguration.alarms")
            .risk("A broken version receives all traffic until somebody notices.")
            .remediation(
                    """
                    Enable rollback for both events:
                    DeploymentGroupAutoRollbackConfigurationArgs.builder().enabled(true)
                            .events("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")
                    """)
            .requires(property("autoRollbackConfiguration.enabled")
                    .isTrue()
                    .and(property("autoRollbackConfiguration.events")
                            .is(
                                    EcsRules::rollsBackOnAlarm,
                                    "a list with DEPLOYMENT_FAILURE and DEPLOYMENT_STOP_ON_ALARM"))
                    .and(property("alarmConfiguration.enabled").isTrue())
                    .and(property("alarmConfiguration.alarms").isFilled()));

    private static final Rule SCAN_IMMUTABLE = Rule.named("ecr-scan-immutable")
            .title("ECR repositories scan on push, have immutable tags, and are encrypted with KMS")
            .severity(Severity.MEDIUM)
            .on(
                    AwsTypes.ECR_REPOSITORY,
                    "imageScanningConfiguration.scanOnPush",
                    "imageTagMutability",
                    "encryptionConfigurations[].encryptionType")
            .risk("Images with known vulnerabilities are deployed, and a tested tag can be moved to an "
                    + "untested image.")
            .remediation(
                    """
                    Enable scan on push and immutable tags:
                    RepositoryArgs.builder().imageTagMutability("IMMUTABLE").imageScanningConfiguration(
                            RepositoryImageScanningConfigurationArgs.builder().scanOnPush(true).build())
                    """)
            .references(
                    fsbp("ECR.1"), fsbp("ECR.2"), checkov("CKV_AWS_163"), checkov("CKV_AWS_51"), checkov("CKV_AWS_136"))
            .requires(property("imageScanningConfiguration.scanOnPush")
                    .isTrue()
                    .and(property("imageTagMutability").isOneOf("IMMUTABLE"))
                    .and(Elements.any(
                            "encryptionConfigurations",
                            "encryptionConfigurations must have the type KMS",
                            configuration ->
                                    property(configuration + ".encryptionType").isOneOf("KMS", "KMS_DSSE"))));

    private static final Rule ECR_LIFECYCLE = Rule.named("ecr-lifecycle")
            .title("ECR repositories have a lifecycle policy")
            .severity(Severity.LOW)
            .on(AwsTypes.ECR_REPOSITORY)
            .lookingAt("aws:ecr/lifecyclePolicy:LifecyclePolicy", "repository")
            .risk("Unused images cost storage and keep appearing in scan results.")
            .remediation(
                    """
                    Expire old images:
                    LifecyclePolicyArgs.builder().repository(repository.name()).policy(policy)
                    """)
            .references(fsbp("ECR.3"))
            .requiresInStack(Companions.isNamedBy(
                    "aws:ecr/lifecyclePolicy:LifecyclePolicy", "repository", "the repository has no LifecyclePolicy"));

    private static final Rule ECR_PRIVATE = Rule.named("ecr-policy-not-public")
            .title("ECR repository policies do not grant public access without a restricting condition")
            .severity(Severity.CRITICAL)
            .on("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy")
            .neverWaivable()
            .risk("Any AWS account can pull the images, or push others.")
            .remediation(
                    """
                    Name the principals that may pull:
                    "Principal": {"AWS": "arn:aws:iam::123456789012:root"}
                    """)
            .references(checkov("CKV_AWS_32"), cdkNag("ECR1"))
            .requires(PolicyDocuments.isNotPublic("policy"));

    private static final Rule ECR_KEEPS_IMAGES = Rule.named("ecr-no-force-delete")
            .guardsDeletion()
            .title("Production ECR repositories can only be deleted when empty")
            .severity(Severity.HIGH)
            .on(AwsTypes.ECR_REPOSITORY, "forceDelete")
            .risk("A rename deletes images in use, and restarting tasks fail.")
            .remediation(
                    """
                    Omit forceDelete in production:
                    RepositoryArgs.builder().forceDelete(false)
                    """)
            .requires(property("forceDelete").isNotTrue().inProduction());

    private static final Rule NOT_ONLY_SPOT = Rule.named("ecs-not-only-spot")
            .title("Production ECS clusters and services do not run on Spot capacity only")
            .severity(Severity.HIGH)
            .on(
                    CLUSTER_CAPACITY,
                    "defaultCapacityProviderStrategies[].capacityProvider",
                    "defaultCapacityProviderStrategies[].base",
                    "defaultCapacityProviderStrategies[].weight")
            .on(
                    AwsTypes.ECS_SERVICE,
                    "capacityProviderStrategies[].capacityProvider",
                    "capacityProviderStrategies[].base",
                    "capacityProviderStrategies[].weight")
            .risk("When AWS reclaims Spot capacity, all tasks stop within two minutes.")
            .remediation(
                    """
                    Keep a base on Fargate:
                    ServiceCapacityProviderStrategyArgs.builder().capacityProvider("FARGATE").base(2).weight(1)
                    """)
            .requires(Companions.byType(Map.of(
                            CLUSTER_CAPACITY,
                            staysOn("defaultCapacityProviderStrategies"),
                            AwsTypes.ECS_SERVICE,
                            staysOn("capacityProviderStrategies")))
                    .inProduction());

    /** Memory in MiB that goes with CPU units: least, most, step; source: the ECS developer guide, "Task size". */
    private static final Map<Integer, int[]> FARGATE_SIZES = Map.of(
            512, new int[] {1024, 4096, 1024},
            1024, new int[] {2048, 8192, 1024},
            2048, new int[] {4096, 16_384, 1024},
            4096, new int[] {8192, 30_720, 1024},
            8192, new int[] {16_384, 61_440, 4096},
            16_384, new int[] {32_768, 122_880, 8192});

    private static final Set<Integer> SMALLEST_FARGATE_MEMORY = Set.of(512, 1024, 2048);

    /** Capabilities that allow a container escape; source: capabilities(7). */
    private static final Set<String> DANGEROUS_CAPABILITIES = Set.of(
            "ALL",
            "SYS_ADMIN",
            "SYS_PTRACE",
            "SYS_MODULE",
            "SYS_RAWIO",
            "SYS_BOOT",
            "DAC_READ_SEARCH",
            "NET_ADMIN",
            "MAC_ADMIN");

    public static final List<Rule> ALL = List.of(
            NO_PUBLIC_IP,
            CIRCUIT_BREAKER,
            TWO_TASKS,
            NOT_PRIVILEGED,
            READONLY_ROOT,
            NO_SECRET_ENVIRONMENT,
            LOGGING,
            NONROOT_USER,
            IMAGE_PINNED,
            CAPABILITIES,
            ISOLATED,
            DISTINCT_ROLES,
            FARGATE_SIZE,
            EFS_TLS,
            NO_HOST_PATH,
            DEPLOY_PERCENTAGES,
            PLATFORM_LATEST,
            EXEC_AUDITED,
            INSIGHTS,
            SCALES,
            BLUE_GREEN_ROLLBACK,
            NOT_ONLY_SPOT,
            SCAN_IMMUTABLE,
            ECR_LIFECYCLE,
            ECR_PRIVATE,
            ECR_KEEPS_IMAGES);

    /** The scaling targets of each service, by its URN. */
    private static final Derivation<Map<String, List<GraphResource>>> SCALING = graph ->
            ResourceGraph.inverse(graph.ofType(AwsTypes.APPAUTOSCALING_TARGET), target -> scaled(target, graph));

    /** Properties by which scaling policies and scheduled actions refer to a target. */
    private static final Derivation<Set<String>> SCALED =
            graph -> graph.ofType(AwsTypes.APPAUTOSCALING_POLICY, SCHEDULED_ACTION).stream()
                    .flatMap(policy -> policy.input("resourceId").asText().stream())
                    .collect(Collectors.toSet());

    private EcsRules() {}

    /** A strategy that is left out is the cluster's, or the launch type's. */
    private static Condition staysOn(String strategies) {
        return Elements.any(
                        strategies,
                        "no part of " + strategies + " uses a provider other than FARGATE_SPOT with a base or a weight",
                        strategy -> property(strategy + ".capacityProvider")
                                .isNoneOf("FARGATE_SPOT")
                                .and(property(strategy + ".base")
                                        .is(EcsRules::isPositive, "at least 1")
                                        .or(property(strategy + ".weight").is(EcsRules::isPositive, "at least 1"))))
                .onlyIf((resource, context) -> !resource.input(strategies).isEmpty());
    }

    private static boolean isPositive(PropertyValue value) {
        return value.asNumber().orElse(0) > 0;
    }

    private static Rule.Builder taskRule(String id, String key) {
        return Rule.named(id).on(AwsTypes.ECS_TASK_DEFINITION, "containerDefinitions." + key);
    }

    private static boolean isTrue(JsonNode node) {
        return node.asText().equalsIgnoreCase("true");
    }

    private static boolean isFalseOrAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.asText().equalsIgnoreCase("false");
    }

    /** The message names the variable, not its value. */
    private static Verdict hasNoSecretInEnvironment(JsonNode container) {
        JsonNode environment = container.path("environment");
        if (!environment.isMissingNode() && !environment.isNull() && !environment.isArray()) {
            return Verdict.fail(Containers.at(container, "environment") + " must be a list");
        }
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        for (JsonNode variable : environment) {
            String name = variable.path("name").asText();
            String value = variable.path("value").asText();
            if (Credentials.isHeldBy(name, value)) {
                verdicts.add(Verdict.fail(
                        Containers.at(container, "environment") + " contains a credential in the variable " + name));
            }
        }
        return Verdict.all(verdicts);
    }

    private static Verdict enoughTasks(GraphResource service, RuleContext context) {
        if (service.input("schedulingStrategy").asText().orElse("").equals("DAEMON")) {
            return Verdict.NOT_APPLICABLE;
        }
        List<GraphResource> targets = context.graph().once(SCALING).getOrDefault(service.urn(), List.of());
        if (targets.isEmpty()) {
            return property("desiredCount").isAtLeast(parameters -> 2).test(service, context);
        }
        return isWorkerOnDemand(service, targets)
                ? Verdict.NOT_APPLICABLE
                : Verdict.all(targets.stream().map(EcsRules::hasRoom).toList());
    }

    /** True if nobody calls the service and scaling may stop its last task: there is work for a task, or no task. */
    private static boolean isWorkerOnDemand(GraphResource service, List<GraphResource> targets) {
        boolean called = Stream.of("loadBalancers", "serviceRegistries", "serviceConnectConfiguration")
                .anyMatch(property -> !service.input(property).isEmpty());
        return !called
                && targets.stream()
                        .allMatch(target -> target.input("minCapacity")
                                                .asNumber()
                                                .orElse(-1)
                                        == 0
                                && target.input("maxCapacity").asNumber().orElse(0) > 0);
    }

    /** The services of a target, which names one as service/cluster/name: a text of which only the end is the service's name. */
    private static Set<GraphResource> scaled(GraphResource target, ResourceGraph graph) {
        Set<GraphResource> services = new LinkedHashSet<>(graph.references(target, "resourceId", AwsTypes.ECS_SERVICE));
        String resourceId = target.input("resourceId").asText().orElse("");
        if (resourceId.startsWith("service/")) {
            String name = resourceId.substring(resourceId.lastIndexOf('/') + 1);
            graph.identified(name, target, AwsTypes.ECS_SERVICE).stream()
                    .filter(service -> service.output("name")
                            .asText()
                            .or(() -> service.input("name").asText())
                            .filter(name::equals)
                            .isPresent())
                    .forEach(services::add);
        }
        return services;
    }

    private static Verdict hasRoom(GraphResource target) {
        if (target.input("minCapacity").isUnknown()
                || target.input("maxCapacity").isUnknown()) {
            return Verdict.unknown("minCapacity of " + target.name());
        }
        OptionalDouble least = target.input("minCapacity").asNumber();
        OptionalDouble most = target.input("maxCapacity").asNumber();
        return Verdict.passIf(
                least.orElse(0) >= 2 && most.orElse(0) > least.orElse(0),
                "the scaling target " + target.name() + " has minCapacity "
                        + target.input("minCapacity").describe() + " and maxCapacity "
                        + target.input("maxCapacity").describe() + " but must be at least 2 and more than that");
    }

    private static boolean isText(PropertyValue value, String text) {
        return value.asText().filter(text::equalsIgnoreCase).isPresent();
    }

    /** The user is a name or a number, with or without a group. */
    private static boolean isRoot(String user) {
        String name = user.split(":", 2)[0].strip();
        return name.isEmpty() || name.equals("root") || name.matches("0+");
    }

    private static boolean isPinned(String image) {
        if (image.contains("@sha256:")) {
            return true;
        }
        // A colon before the last slash belongs to the registry's port.
        String name = image.substring(image.lastIndexOf('/') + 1);
        int tag = name.indexOf(':');
        return tag > 0 && tag < name.length() - 1 && !name.substring(tag + 1).equals("latest");
    }

    private static Verdict addsNoDangerousCapability(JsonNode container) {
        List<String> added = new ArrayList<>();
        container.path("linuxParameters").path("capabilities").path("add").forEach(capability -> {
            String name = capability.asText().toUpperCase(Locale.ROOT);
            if (DANGEROUS_CAPABILITIES.contains(name.startsWith("CAP_") ? name.substring(4) : name)) {
                added.add(name);
            }
        });
        return Verdict.passIf(
                added.isEmpty(),
                Containers.at(container, "linuxParameters.capabilities.add") + " must not have "
                        + String.join(", ", added));
    }

    private static Verdict hasDistinctRoles(GraphResource task, RuleContext context) {
        PropertyValue starting = task.input("executionRoleArn");
        PropertyValue running = task.input("taskRoleArn");
        List<GraphResource> startingRoles = context.references(task, "executionRoleArn");
        List<GraphResource> runningRoles = context.references(task, "taskRoleArn");
        boolean same = startingRoles.stream().anyMatch(runningRoles::contains)
                || (running.asText().isPresent() && running.asText().equals(starting.asText()));
        boolean undecided = starting.isUnknown() && startingRoles.isEmpty();
        return Verdict.all(List.of(
                property("taskRoleArn").isText().test(task, context),
                Verdict.passIf(!same, "executionRoleArn and taskRoleArn are the same role"),
                undecided ? Verdict.unknown("executionRoleArn") : Verdict.PASS));
    }

    private static boolean namesFargate(PropertyValue compatibilities) {
        // What is no list is no way around the table.
        return (!compatibilities.isAbsent() && compatibilities.elements().isEmpty())
                || compatibilities.elements().stream()
                        .anyMatch(element -> element.isUnknown() || isText(element, "FARGATE"));
    }

    /** Sizes are in CPU units and MiB, or with a unit: {@code 1 vCPU}, {@code 2 GB}. */
    private static Verdict hasFargateSize(GraphResource task, RuleContext context) {
        for (String path : List.of("cpu", "memory")) {
            if (task.input(path).isUnknown()) {
                return Verdict.unknown(path);
            }
        }
        int cpu = units(task.input("cpu"), "vcpu");
        int memory = units(task.input("memory"), "gb");
        int[] sizes = FARGATE_SIZES.getOrDefault(cpu, new int[] {0, -1, 1});
        boolean offered = cpu == 256
                ? SMALLEST_FARGATE_MEMORY.contains(memory)
                : sizes[0] <= memory && memory <= sizes[1] && memory % sizes[2] == 0;
        return Verdict.passIf(
                offered,
                "cpu is " + task.input("cpu").describe() + " and memory is "
                        + task.input("memory").describe() + ", which Fargate does not support");
    }

    private static int units(PropertyValue value, String unit) {
        String text = value.revealed().describe().toLowerCase(Locale.ROOT).strip();
        String number = text.endsWith(unit) ? text.substring(0, text.length() - unit.length()) : text;
        double factor = text.endsWith(unit) ? 1024 : 1;
        return (int) Math.round(PropertyValue.of(number.strip()).asNumber().orElse(0) * factor);
    }

    /** The defaults are 100 and 200; source: the ECS developer guide, "Service definition parameters". */
    private static Verdict canDeploy(GraphResource service, RuleContext context) {
        PropertyValue least = service.input("deploymentMinimumHealthyPercent");
        PropertyValue most = service.input("deploymentMaximumPercent");
        Condition numbers = property("deploymentMinimumHealthyPercent")
                .is(value -> value.isAbsent() || value.asNumber().isPresent(), "a number")
                .and(property("deploymentMaximumPercent")
                        .is(value -> value.isAbsent() || value.asNumber().isPresent(), "a number"));
        Verdict known = numbers.test(service, context);
        if (!known.equals(Verdict.PASS)) {
            return known;
        }
        double healthy = least.asNumber().orElse(100);
        double running = most.asNumber().orElse(200);
        return Verdict.all(List.of(
                Verdict.passIf(
                        !context.isProduction() || healthy >= 100,
                        "deploymentMinimumHealthyPercent is " + least.describe() + " but must be at least 100"),
                Verdict.passIf(
                        running > healthy,
                        "deploymentMaximumPercent is " + most.describe() + " but must be more than " + (int) healthy)));
    }

    private static boolean isScaled(GraphResource target, RuleContext context) {
        Optional<String> id = target.input("resourceId").asText();
        return id.filter(context.graph().once(SCALED)::contains).isPresent()
                || !context.referrers(target, "resourceId", AwsTypes.APPAUTOSCALING_POLICY, SCHEDULED_ACTION)
                        .isEmpty();
    }

    private static boolean rollsBackOnAlarm(PropertyValue events) {
        return Stream.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM")
                .allMatch(event -> events.elements().stream().anyMatch(element -> isText(element, event)));
    }
}
