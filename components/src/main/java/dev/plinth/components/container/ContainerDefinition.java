package dev.plinth.components.container;

import dev.plinth.components.container.SidecarArgs.LogRouter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON that a task definition takes for its containers; plain values only, the same text for the same values. */
final class ContainerDefinition {

    /**
     * Values that are known only when other resources are.
     *
     * @param image the image
     * @param environment values by variable
     * @param secrets where values come from, by variable
     */
    record Resolved(String image, Map<String, String> environment, Map<String, String> secrets) {}

    private ContainerDefinition() {}

    /** The definition of a task's first container. */
    static Map<String, Object> first(String name, FargateTaskArgs args, Resolved resolved, Object logConfiguration) {
        return definition(name, args, true, resolved, logConfiguration);
    }

    /** The definition of a sidecar. */
    static Map<String, Object> sidecar(SidecarArgs args, Resolved resolved, Object logConfiguration) {
        Map<String, Object> container = definition(args.name(), args, args.essential(), resolved, logConfiguration);
        putIfGiven(container, "cpu", args.cpu());
        putIfGiven(container, "memory", args.memory());
        putIfGiven(container, "memoryReservation", args.memoryReservation());
        LogRouter router = args.logRouter();
        if (router != null) {
            container.put(
                    "firelensConfiguration",
                    Map.of("type", router.name().toLowerCase(Locale.ROOT), "options", args.logRouterOptions()));
        }
        return container;
    }

    private static void putIfGiven(Map<String, Object> container, String key, @Nullable Object value) {
        if (value != null) {
            container.put(key, value);
        }
    }

    private static Map<String, Object> definition(
            String name, ContainerArgs args, boolean essential, Resolved resolved, Object logConfiguration) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", name);
        container.put("image", resolved.image());
        container.put("essential", essential);
        container.put("user", args.user());
        container.put("readonlyRootFilesystem", args.readonlyRootFilesystem());
        container.put("privileged", false);
        container.put("stopTimeout", args.stopTimeoutSeconds());
        container.put("environment", pairs(resolved.environment(), "value"));
        container.put("secrets", pairs(resolved.secrets(), "valueFrom"));
        container.put("portMappings", portMappings(args));
        container.put("linuxParameters", linuxParameters(args));
        container.put(
                "ulimits",
                List.of(Map.of("name", "nofile", "softLimit", args.openFiles(), "hardLimit", args.openFiles())));
        container.put("logConfiguration", logConfiguration);
        if (!args.command().isEmpty()) {
            container.put("command", args.command());
        }
        if (!args.effectiveHealthCheck().isEmpty()) {
            container.put("healthCheck", healthCheck(args));
        }
        if (!args.dependsOn().isEmpty()) {
            container.put("dependsOn", dependsOn(args));
        }
        return container;
    }

    private static List<Map<String, String>> dependsOn(ContainerArgs args) {
        return args.dependsOn().entrySet().stream()
                .map(entry -> Map.of(
                        "containerName",
                        entry.getKey(),
                        "condition",
                        entry.getValue().name()))
                .toList();
    }

    private static List<Map<String, String>> pairs(Map<String, String> values, String valueKey) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> Map.of("name", entry.getKey(), valueKey, entry.getValue()))
                        .toList();
    }

    private static List<Map<String, Object>> portMappings(ContainerArgs args) {
        Integer port = args.port();
        return port == null ? List.of() : List.of(Map.of("containerPort", port, "hostPort", port, "protocol", "tcp"));
    }

    private static Map<String, Object> linuxParameters(ContainerArgs args) {
        List<Map<String, Object>> tmpfs = args.temporaryDirectories().stream()
                .map(directory -> Map.<String, Object>of(
                        "containerPath",
                        directory,
                        "size",
                        args.temporaryDirectoryMebibytes(),
                        "mountOptions",
                        List.of("nosuid", "nodev", "mode=1777")))
                .toList();
        Map<String, Object> parameters = new LinkedHashMap<>();
        // An init process passes signals on and reaps what commands leave behind.
        parameters.put("initProcessEnabled", true);
        parameters.put("tmpfs", tmpfs);
        // The agent of execute-command runs in the container and needs them.
        if (!args.runsExecuteCommandAgent()) {
            parameters.put("capabilities", Map.of("drop", List.of("ALL")));
        }
        return parameters;
    }

    /** The log configuration of a container whose logs go to CloudWatch Logs. */
    static Map<String, Object> cloudWatchLogs(String container, String logGroupName, String region) {
        // Non-blocking: when CloudWatch is slow, log lines are lost rather than requests.
        return Map.of(
                "logDriver",
                "awslogs",
                "options",
                Map.of(
                        "awslogs-group",
                        logGroupName,
                        "awslogs-region",
                        region,
                        "awslogs-stream-prefix",
                        container,
                        "mode",
                        "non-blocking",
                        "max-buffer-size",
                        "25m"));
    }

    /** The log configuration of a container whose logs go to the task's log router. */
    static Map<String, Object> routedLogs(Map<String, String> options, Map<String, String> secrets) {
        return Map.of("logDriver", "awsfirelens", "options", options, "secretOptions", pairs(secrets, "valueFrom"));
    }

    private static Map<String, Object> healthCheck(ContainerArgs args) {
        return Map.of(
                "command",
                args.effectiveHealthCheck(),
                "interval",
                30,
                "timeout",
                5,
                "retries",
                3,
                "startPeriod",
                Math.min(args.healthCheckStartSeconds(), 300));
    }
}
