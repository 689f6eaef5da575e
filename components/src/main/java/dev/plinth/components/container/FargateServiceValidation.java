package dev.plinth.components.container;

import dev.plinth.components.Validation;

/** The checks of what {@link FargateServiceArgs} says of the service beside its task. */
final class FargateServiceValidation {

    private FargateServiceValidation() {}

    static void check(Validation validation, String name, FargateServiceArgs args) {
        FargateTaskValidation.check(validation, name, args);
        checkHealth(validation, args);
        validation.check(
                !args.enableExecuteCommand() || !args.readonlyRootFilesystem(),
                "readonlyRootFilesystem",
                args.readonlyRootFilesystem(),
                "false with enableExecuteCommand, whose agent writes to it");
        checkScaling(validation, args);
    }

    private static void checkHealth(Validation validation, FargateServiceArgs args) {
        boolean balanced = args.loadBalancer() != null;
        String path = args.healthCheckPath();
        validation
                .check(
                        balanced
                                || args.port() == null
                                || path != null
                                || !args.healthCheckCommand().isEmpty(),
                        "healthCheckCommand",
                        null,
                        "given with a port when there is neither a loadBalancer nor a healthCheckPath")
                .check(
                        args.port() != null || (!balanced && path == null),
                        "port",
                        null,
                        "given with a loadBalancer or a healthCheckPath")
                .check(
                        path == null || path.matches("/[^\\s'\"]*"),
                        "healthCheckPath",
                        path,
                        "a path that begins with /");
        FargateTaskValidation.inRange(
                validation, "healthCheckGracePeriodSeconds", args.healthCheckGracePeriodSeconds(), 0, 3600, " seconds");
    }

    private static void checkScaling(Validation validation, FargateServiceArgs args) {
        Integer requests = args.requestsPerTask();
        validation
                .check(args.minTasks() >= 1, "minTasks", args.minTasks(), "at least 1")
                .check(args.maxTasks() >= args.minTasks(), "maxTasks", args.maxTasks(), "at least minTasks")
                .check(requests == null || requests >= 1, "requestsPerTask", requests, "at least 1")
                .check(
                        requests == null || args.loadBalancer() != null,
                        "requestsPerTask",
                        requests,
                        "left out without a loadBalancer");
        FargateTaskValidation.inRange(validation, "cpuTargetPercent", args.cpuTargetPercent(), 10, 90, " percent");
        FargateTaskValidation.inRange(
                validation, "memoryTargetPercent", args.memoryTargetPercent(), 10, 90, " percent");
        FargateTaskValidation.inRange(validation, "fargateSpotWeight", args.fargateSpotWeight(), 0, 1000, "");
    }
}
