package dev.plinth.components.container;

import dev.plinth.components.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON that a task definition takes for a service's one container; plain values only, the same text for the same values. */
final class ContainerDefinition {

    /**
     * What is known only once other resources are.
     *
     * @param image the image
     * @param logGroupName where the container logs to
     * @param region the region of the log group
     * @param environment values by variable
     * @param secrets where values come from, by variable
     */
    record Resolved(
            String image,
            String logGroupName,
            String region,
            Map<String, String> environment,
            Map<String, String> secrets) {}

    private ContainerDefinition() {}

    /** Writes the list of one container. */
    static String write(String name, FargateServiceArgs args, Resolved resolved) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", name);
        container.put("image", resolved.image());
        container.put("essential", true);
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
        container.put("logConfiguration", logConfiguration(name, resolved));
        if (!args.command().isEmpty()) {
            container.put("command", args.command());
        }
        List<String> healthCheck = healthCheckCommand(args);
        if (!healthCheck.isEmpty()) {
            container.put("healthCheck", healthCheck(healthCheck, args));
        }
        return Json.write(List.of(container));
    }

    private static List<Map<String, String>> pairs(Map<String, String> values, String valueKey) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(entry -> Map.of("name", entry.getKey(), valueKey, entry.getValue()))
                        .toList();
    }

    private static List<Map<String, Object>> portMappings(FargateServiceArgs args) {
        Integer port = args.port();
        return port == null ? List.of() : List.of(Map.of("containerPort", port, "hostPort", port, "protocol", "tcp"));
    }

    private static Map<String, Object> linuxParameters(FargateServiceArgs args) {
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
        if (!args.enableExecuteCommand()) {
            parameters.put("capabilities", Map.of("drop", List.of("ALL")));
        }
        return parameters;
    }

    private static Map<String, Object> logConfiguration(String name, Resolved resolved) {
        // Non-blocking: when CloudWatch is slow, log lines are lost rather than requests.
        return Map.of(
                "logDriver",
                "awslogs",
                "options",
                Map.of(
                        "awslogs-group",
                        resolved.logGroupName(),
                        "awslogs-region",
                        resolved.region(),
                        "awslogs-stream-prefix",
                        name,
                        "mode",
                        "non-blocking",
                        "max-buffer-size",
                        "25m"));
    }

    private static List<String> healthCheckCommand(FargateServiceArgs args) {
        if (!args.healthCheckCommand().isEmpty()) {
            return args.healthCheckCommand();
        }
        if (args.healthCheckPath() == null || args.loadBalancer() != null) {
            return List.of();
        }
        return List.of(
                "CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:" + args.port() + args.healthCheckPath());
    }

    private static Map<String, Object> healthCheck(List<String> command, FargateServiceArgs args) {
        return Map.of(
                "command",
                command,
                "interval",
                30,
                "timeout",
                5,
                "retries",
                3,
                "startPeriod",
                Math.min(args.healthCheckGracePeriodSeconds(), 300));
    }
}
