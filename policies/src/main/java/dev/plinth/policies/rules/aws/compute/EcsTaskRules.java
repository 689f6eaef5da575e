package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.condition.Elements;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Rules for Amazon ECS task definitions. */
public final class EcsTaskRules {

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
                    Map.of("secrets", List.of(Map.of("name", "DB_PASSWORD", "valueFrom", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db")))
                    """)
            .references(fsbp("ECS.8"))
            .requires(Containers.each(EcsTaskRules::hasNoSecretInEnvironment));

    private static final Rule LOGGING = taskRule("ecs-logging", "logConfiguration")
            .title("ECS containers have a log configuration")
            .severity(Severity.HIGH)
            .risk("The output of a task is lost when the task stops.")
            .remediation(
                    """
                    Send the logs to CloudWatch Logs:
                    Map.of("logConfiguration", Map.of("logDriver", "awslogs", "options", Map.of("awslogs-group", "api")))
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
                    Map.of("image", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/api@sha256:0123abcd")
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
            .requires(Containers.each(EcsTaskRules::addsNoDangerousCapability));

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
            .requiresInStack(EcsTaskRules::hasDistinctRoles);

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
            .requires(((Condition) EcsTaskRules::hasFargateSize)
                    .where("requiresCompatibilities", EcsTaskRules::namesFargate));

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

    public static final List<Rule> ALL = List.of(
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
            NO_HOST_PATH);

    private EcsTaskRules() {}

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
                        .anyMatch(element -> element.isUnknown() || EcsServiceRules.isText(element, "FARGATE"));
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
}
