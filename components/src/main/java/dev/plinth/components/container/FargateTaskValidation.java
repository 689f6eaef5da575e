package dev.plinth.components.container;

import dev.plinth.components.LogRetention;
import dev.plinth.components.Validation;
import dev.plinth.components.container.SidecarArgs.LogRouter;
import dev.plinth.components.container.task.FargateSize;
import dev.plinth.components.container.task.HttpsEgress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of {@link FargateTaskArgs}: the task and its containers. */
final class FargateTaskValidation {

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";
    private static final String CONTAINER = "[A-Za-z0-9_-]{1,255}";

    /**
     * The most characters of the logical name: IAM's names have 64, of which Pulumi's suffix takes 8 and the longest part,
     * {@code -execution-role}, 15.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM's quotas</a>
     */
    static final int LONGEST_NAME = 41;

    /**
     * The most containers of a task definition.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html">ECS's quotas</a>
     */
    private static final int MOST_CONTAINERS = 10;

    /** The least memory that Docker gives a container, in MiB. */
    private static final int LEAST_MEMORY = 6;

    private FargateTaskValidation() {}

    static void check(Validation validation, String name, FargateTaskArgs args) {
        validation.check(
                name.length() <= LONGEST_NAME && name.matches(CONTAINER),
                "name",
                name,
                "1 to " + LONGEST_NAME + " letters, digits, hyphens and underscores");
        args.required().forEach(validation::required);
        checkTask(validation, args);
        checkContainer(validation, "", args, args.memory());
        for (SidecarArgs sidecar : args.sidecars()) {
            checkSidecar(validation, sidecar, args.memory());
        }
        checkTogether(validation, name, args);
        checkLogRouting(validation, args);
    }

    private static void checkTask(Validation validation, FargateTaskArgs args) {
        boolean known = args.required().get("network") != null;
        validation
                .check(
                        !known || args.network().hasPrivateSubnets(),
                        "network",
                        "without private subnets",
                        "a network with privateSubnetIds")
                .check(
                        !known
                                || args.httpsEgress() == HttpsEgress.INTERNET
                                || (args.network().hasInterfaceEndpoints()
                                        && args.network().hasS3GatewayEndpoint()),
                        "httpsEgress",
                        args.httpsEgress(),
                        "INTERNET in a network without endpointSecurityGroupId or s3GatewayEndpointPrefixListId")
                // Zero stands for a missing one, which is reported as such.
                .check(
                        args.cpu() == 0 || args.memory() == 0 || FargateSize.isOffered(args.cpu(), args.memory()),
                        "cpu and memory",
                        args.cpu() + " CPU units and " + args.memory() + " MiB",
                        FargateSize.allowedInsteadOf(args.cpu(), args.memory()))
                .check(
                        LogRetention.isOffered(args.logRetentionDays()),
                        "logRetentionDays",
                        args.logRetentionDays(),
                        LogRetention.ALLOWED);
    }

    /**
     * Checks one container.
     *
     * @param prefix what stands before the arguments' names: nothing for the first container, else the sidecar
     */
    private static void checkContainer(Validation validation, String prefix, ContainerArgs args, int taskMemory) {
        String image = args.plainImage();
        Integer port = args.port();
        List<String> command = args.healthCheckCommand();
        validation
                .check(image == null || ImageReference.isPinned(image), prefix + "image", image, ImageReference.ALLOWED)
                .check(port == null || (port >= 1 && port <= 65_535), prefix + "port", port, "1 to 65535")
                .check(
                        args.user().matches("[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?")
                                && !args.user().matches("(root|0+)(:.*)?"),
                        prefix + "user",
                        args.user(),
                        "a user or user:group other than root");
        checkEnvironment(validation, prefix, args);
        validation.check(
                command.isEmpty()
                        || (command.size() > 1 && Set.of("CMD", "CMD-SHELL").contains(command.get(0))),
                prefix + "healthCheckCommand",
                command,
                "CMD or CMD-SHELL and a command");
        checkFileSystem(validation, prefix, args, taskMemory);
        validation.inRange(prefix + "stopTimeoutSeconds", args.stopTimeoutSeconds(), 2, 120, "seconds");
        validation.inRange(prefix + "openFiles", args.openFiles(), 1024, 1_048_576, "files");
    }

    private static void checkEnvironment(Validation validation, String prefix, ContainerArgs args) {
        String environment = prefix + "environment";
        for (String variable : args.environment().keySet()) {
            validation
                    .check(variable.matches(VARIABLE), environment, variable, "named by letters, digits and _")
                    .check(
                            !EnvironmentCredentials.isCredentialName(variable),
                            environment,
                            variable,
                            "under another name, or in secrets, as it is named like a credential");
        }
        args.plainEnvironment()
                .forEach((variable, value) -> validation.check(
                        !EnvironmentCredentials.holdsCredential(value),
                        environment,
                        variable,
                        "in secrets, as its value holds a credential"));
        Set<String> both = new HashSet<>(args.environment().keySet());
        both.retainAll(args.secrets().keySet());
        validation.check(both.isEmpty(), prefix + "secrets", both, "other variables than those of environment");
        for (String variable : args.secrets().keySet()) {
            validation.check(
                    variable.matches(VARIABLE), prefix + "secrets", variable, "named by letters, digits and _");
        }
    }

    private static void checkFileSystem(Validation validation, String prefix, ContainerArgs args, int taskMemory) {
        for (String directory : args.temporaryDirectories()) {
            validation.check(
                    directory.matches("(/[A-Za-z0-9._-]+)+"),
                    prefix + "temporaryDirectories",
                    directory,
                    "absolute paths below the root");
        }
        long total = (long) args.temporaryDirectoryMebibytes()
                * args.temporaryDirectories().size();
        validation.check(
                args.temporaryDirectoryMebibytes() >= 1 && (taskMemory == 0 || total < taskMemory),
                prefix + "temporaryDirectoryMebibytes",
                args.temporaryDirectoryMebibytes(),
                "at least 1 MiB, and less than memory for all directories together");
    }

    private static void checkSidecar(Validation validation, SidecarArgs sidecar, int taskMemory) {
        String prefix = "sidecars[" + sidecar.name() + "].";
        Integer cpu = sidecar.cpu();
        Integer memory = sidecar.memory();
        Integer reservation = sidecar.memoryReservation();
        validation
                .check(
                        sidecar.name().matches(CONTAINER),
                        prefix + "name",
                        sidecar.name().isEmpty() ? null : sidecar.name(),
                        "1 to 255 letters, digits, hyphens and underscores")
                .check(sidecar.hasImage(), prefix + "image", null, "given")
                .check(cpu == null || cpu >= 1, prefix + "cpu", cpu, "at least 1 CPU unit")
                .check(
                        memory == null || memory >= LEAST_MEMORY,
                        prefix + "memory",
                        memory,
                        "at least " + LEAST_MEMORY + " MiB")
                .check(
                        reservation == null
                                || (reservation >= LEAST_MEMORY && (memory == null || reservation <= memory)),
                        prefix + "memoryReservation",
                        reservation,
                        "at least " + LEAST_MEMORY + " MiB and at most memory");
        checkContainer(validation, prefix, sidecar, taskMemory);
    }

    private static void checkTogether(Validation validation, String name, FargateTaskArgs args) {
        List<SidecarArgs> sidecars = args.sidecars();
        List<String> names = sidecars.stream().map(SidecarArgs::name).toList();
        List<Integer> ports = args.containers().stream()
                .map(ContainerArgs::port)
                .filter(Objects::nonNull)
                .toList();
        int cpu = sum(sidecars.stream().map(SidecarArgs::cpu).toList());
        int memory = sum(sidecars.stream().map(SidecarArgs::memory).toList());
        int reserved = sum(sidecars.stream().map(SidecarArgs::memoryReservation).toList());
        validation
                .check(
                        sidecars.size() < MOST_CONTAINERS,
                        "sidecars",
                        sidecars.size() + " containers",
                        "at most " + (MOST_CONTAINERS - 1))
                .check(
                        new HashSet<>(names).size() == names.size() && !names.contains(name),
                        "sidecars",
                        names,
                        "named differently, and not " + name)
                .check(
                        new HashSet<>(ports).size() == ports.size(),
                        "sidecars",
                        ports,
                        "on different ports, because the containers of a task share its address")
                .check(
                        args.cpu() == 0 || cpu < args.cpu(),
                        "sidecars",
                        cpu + " CPU units",
                        "less than the task's cpu, together")
                .check(
                        args.memory() == 0 || Math.max(memory, reserved) < args.memory(),
                        "sidecars",
                        Math.max(memory, reserved) + " MiB",
                        "less than the task's memory, together");
        checkDependencies(validation, name, args);
    }

    private static int sum(List<@Nullable Integer> values) {
        return values.stream()
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static void checkDependencies(Validation validation, String name, FargateTaskArgs args) {
        Map<String, ContainerArgs> containers = new HashMap<>(Map.of(name, args));
        args.sidecars().forEach(sidecar -> containers.put(sidecar.name(), sidecar));
        containers.forEach((dependent, container) -> container.dependsOn().forEach((other, condition) -> {
            String prefix = container instanceof SidecarArgs ? "sidecars[" + dependent + "]." : "";
            ContainerArgs dependency = containers.get(other);
            boolean essential = !(dependency instanceof SidecarArgs sidecar) || sidecar.essential();
            boolean satisfiable = dependency != null
                    && switch (condition) {
                        case START -> true;
                        case COMPLETE, SUCCESS -> !essential;
                        case HEALTHY -> !dependency.effectiveHealthCheck().isEmpty();
                    };
            validation.check(
                    satisfiable,
                    prefix + "dependsOn",
                    other + ": " + condition,
                    "another container of the task, with a health check for HEALTHY, not essential for COMPLETE and SUCCESS");
        }));
        for (String container : containers.keySet()) {
            validation.check(
                    !reaches(containers, container, container, new HashSet<>()),
                    "dependsOn",
                    container,
                    "free of cycles");
        }
    }

    private static boolean reaches(
            Map<String, ContainerArgs> containers, String from, String target, Set<String> visited) {
        ContainerArgs container = containers.get(from);
        return container != null
                && container.dependsOn().keySet().stream()
                        .anyMatch(next -> next.equals(target)
                                || (visited.add(next) && reaches(containers, next, target, visited)));
    }

    private static void checkLogRouting(Validation validation, FargateTaskArgs args) {
        List<LogRouter> routers = args.sidecars().stream()
                .map(SidecarArgs::logRouter)
                .filter(Objects::nonNull)
                .toList();
        Map<String, String> routing = args.logRouting();
        validation
                .check(routers.size() <= 1, "sidecars", routers, "at most one log router")
                .check(
                        routing == null || !routers.isEmpty(),
                        "logRouting",
                        "given",
                        "left out without a sidecar that is the log router")
                .check(
                        routing != null || args.logRoutingSecrets().isEmpty(),
                        "logRoutingSecrets",
                        args.logRoutingSecrets().keySet(),
                        "left out without logRouting");
        if (routing != null) {
            routing.forEach((option, value) -> validation.check(
                    !EnvironmentCredentials.isCredentialName(option) && !EnvironmentCredentials.holdsCredential(value),
                    "logRouting",
                    option,
                    "in logRoutingSecrets, as it is named like a credential or holds one"));
        }
    }
}
