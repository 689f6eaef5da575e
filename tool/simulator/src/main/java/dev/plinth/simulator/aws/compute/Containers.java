package dev.plinth.simulator.aws.compute;

import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.value.Values;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of task definitions that concern several of its settings at once.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html">Amazon ECS task
 *     definition parameters</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">Task definition
 *     differences for Fargate</a>
 */
final class Containers {

    private static final String CODE = "ClientException";
    private static final Pattern CPU = Pattern.compile("(?i)(\\d*\\.?\\d+)\\s*(vcpu)?");
    private static final Pattern MEMORY = Pattern.compile("(?i)(\\d*\\.?\\d+)\\s*(gb)?");
    private static final int UNITS = 1024;
    private static final int LONGEST_STOP = 120;
    private static final Set<String> FARGATE_DRIVERS = Set.of("awslogs", "splunk", "awsfirelens");

    /** Container settings that Fargate rejects. */
    private static final List<String> NOT_ON_FARGATE = List.of("dockerSecurityOptions", "extraHosts", "links");

    /** Container settings that the network mode awsvpc rejects. */
    private static final List<String> NOT_WITH_INTERFACE =
            List.of("links", "hostname", "dnsServers", "dnsSearchDomains", "extraHosts");

    private final Operation operation;
    private final List<Map<String, Object>> containers;

    private Containers(Operation operation) {
        this.operation = operation;
        this.containers = of(operation.text("containerDefinitions"));
    }

    /** The containers in a text of definitions, none when it isn't a list. */
    static List<Map<String, Object>> of(String definitions) {
        return definitions.isEmpty() || !(Values.fromJson(definitions) instanceof List<?> list)
                ? List.of()
                : list.stream().map(Values::asMap).toList();
    }

    /** CPU units of a text such as {@code 512}, {@code .5 vCPU} or {@code 1 vCPU}; -1 when it is none. */
    static long cpu(String text) {
        return units(CPU, text);
    }

    /** MiB of a text such as {@code 1024}, {@code 1 GB} or {@code 0.5GB}; -1 when it is none. */
    static long memory(String text) {
        return units(MEMORY, text);
    }

    private static long units(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text.strip());
        if (!matcher.matches()) {
            return -1;
        }
        BigDecimal value = new BigDecimal(matcher.group(1));
        BigDecimal units = matcher.group(2) == null ? value : value.multiply(BigDecimal.valueOf(UNITS));
        return units.stripTrailingZeros().scale() <= 0 && units.precision() < 10 ? units.longValueExact() : -1;
    }

    /** Checks the containers against each other, the task and where it runs. */
    static void check(Operation operation) {
        new Containers(operation).check();
    }

    private void check() {
        require(!containers.isEmpty(), "Container list cannot be empty.");
        require(
                containers.stream().anyMatch(container -> !Boolean.FALSE.equals(container.get("essential"))),
                "At least one container in the task definition must be essential.");
        require(
                containers.stream()
                                .map(container -> container.get("name"))
                                .distinct()
                                .count()
                        == containers.size(),
                "Container names must be unique.");
        boolean fargate = operation.texts("requiresCompatibilities").contains("FARGATE");
        boolean ownInterface = "awsvpc".equals(operation.text("networkMode"));
        Set<String> ports = new HashSet<>();
        containers.forEach(container -> {
            checkReferences(container);
            checkMemory(container);
            checkPorts(container, ownInterface, ports);
            if (ownInterface) {
                NOT_WITH_INTERFACE.forEach(name -> require(
                        isUnset(container.get(name)),
                        name + " is not supported on container when networkMode=awsvpc."));
            }
            if (fargate) {
                checkFargate(container);
            }
        });
        checkSums();
    }

    private void checkReferences(Map<String, Object> container) {
        Set<Object> names = new HashSet<>();
        containers.forEach(other -> names.add(other.get("name")));
        for (Object dependency : Values.asList(container.get("dependsOn"))) {
            Object name = Values.asMap(dependency).get("containerName");
            require(
                    names.contains(name) && !Objects.equals(name, container.get("name")),
                    "The container " + container.get("name") + " depends on the unknown container " + name + ".");
        }
        for (Object volume : Values.asList(container.get("volumesFrom"))) {
            Object name = Values.asMap(volume).get("sourceContainer");
            require(names.contains(name), "Unknown container '" + name + "' in volumesFrom.");
        }
        List<String> volumes = operation.texts("volumes.name");
        for (Object mount : Values.asList(container.get("mountPoints"))) {
            Object name = Values.asMap(mount).get("sourceVolume");
            require(volumes.contains(String.valueOf(name)), "Unknown volume '" + name + "'.");
        }
    }

    private void checkMemory(Map<String, Object> container) {
        long hard = number(container.get("memory"));
        long soft = number(container.get("memoryReservation"));
        require(hard == 0 || soft <= hard, "memoryReservation must not be greater than memory.");
        require(
                hard > 0 || soft > 0 || operation.has("memory"),
                "Invalid setting for container '" + container.get("name")
                        + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
        require(
                !operation.has("memory") || Math.max(hard, soft) <= memory(operation.text("memory")),
                "Invalid setting for container '" + container.get("name")
                        + "'. The memory of the container must not be greater than the memory of the task.");
    }

    private void checkPorts(Map<String, Object> container, boolean ownInterface, Set<String> ports) {
        for (Object mapping : Values.asList(container.get("portMappings"))) {
            Map<String, Object> fields = Values.asMap(mapping);
            Object port = fields.get("containerPort");
            Object host = fields.get("hostPort");
            require(
                    !ownInterface || host == null || host.equals(port),
                    "When networkMode=awsvpc, the host ports and container ports in port mappings must match.");
            require(
                    port == null || !ownInterface || ports.add(port + "/" + fields.getOrDefault("protocol", "tcp")),
                    "The container port " + port + " is mapped more than once.");
            require(
                    !fields.containsKey("appProtocol") || fields.containsKey("name"),
                    "A port mapping with appProtocol needs a name.");
        }
    }

    private void checkFargate(Map<String, Object> container) {
        Map<String, Object> linux = Values.asMap(container.get("linuxParameters"));
        NOT_ON_FARGATE.forEach(name -> require(isUnset(container.get(name)), name + " is not supported on Fargate."));
        require(
                !Boolean.TRUE.equals(container.get("privileged")),
                "Tasks using the Fargate launch type do not support the privileged mode.");
        Values.strings(Values.asMap(linux.get("capabilities")).get("add"))
                .forEach(capability -> require(
                        "SYS_PTRACE".equals(capability),
                        "Fargate only supports adding the SYS_PTRACE kernel capability, got " + capability + "."));
        for (String name : List.of("devices", "sharedMemorySize", "maxSwap", "swappiness")) {
            require(isUnset(linux.get(name)), "linuxParameters." + name + " is not supported on Fargate.");
        }
        Map<String, Object> log = Values.asMap(container.get("logConfiguration"));
        require(
                log.isEmpty() || FARGATE_DRIVERS.contains(String.valueOf(log.get("logDriver"))),
                "Log driver " + log.get("logDriver")
                        + " is not supported on Fargate; expected one of awsfirelens, awslogs, splunk.");
        require(
                !"awslogs".equals(log.get("logDriver"))
                        || Values.asMap(log.get("options")).containsKey("awslogs-stream-prefix"),
                "The option awslogs-stream-prefix is required for Fargate.");
        require(
                number(container.get("stopTimeout")) <= LONGEST_STOP,
                "stopTimeout must be at most 120 seconds on Fargate.");
        require(
                Values.asList(container.get("resourceRequirements")).stream().noneMatch(requirement -> "GPU"
                        .equals(Values.asMap(requirement).get("type"))),
                "GPU is not supported on Fargate.");
        boolean needsRole = container.containsKey("secrets") || !log.isEmpty();
        require(
                !needsRole || operation.has("executionRoleArn"),
                "Fargate requires task definition to have execution role ARN to support log drivers and secrets.");
    }

    private void checkSums() {
        long memory = containers.stream()
                .mapToLong(container -> number(container.get("memory")))
                .sum();
        long cpu = containers.stream()
                .mapToLong(container -> number(container.get("cpu")))
                .sum();
        require(
                !operation.has("cpu") || cpu <= cpu(operation.text("cpu")),
                "The sum of the containers' cpu, " + cpu + ", exceeds the task's, " + operation.text("cpu") + ".");
        boolean fargate = operation.texts("requiresCompatibilities").contains("FARGATE");
        require(
                !fargate || memory <= memory(operation.text("memory")),
                "The sum of the containers' memory, " + memory + ", exceeds the task's, " + operation.text("memory")
                        + ".");
    }

    private static boolean isUnset(@Nullable Object value) {
        return value == null || "".equals(value) || (value instanceof List<?> list && list.isEmpty());
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private void require(boolean condition, String message) {
        operation.require(condition, CODE, message);
    }
}
