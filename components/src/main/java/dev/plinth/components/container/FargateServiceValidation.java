package dev.plinth.components.container;

import dev.plinth.components.Validation;
import dev.plinth.components.container.deployment.BlueGreen;
import dev.plinth.components.container.deployment.TrafficShift;
import dev.plinth.components.loadbalancer.ApplicationLoadBalancer;

/** The checks of {@link FargateServiceArgs}, those of its task included. */
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
        checkBlueGreen(validation, args);
    }

    private static void checkBlueGreen(Validation validation, FargateServiceArgs args) {
        BlueGreen blueGreen = args.blueGreen();
        if (blueGreen == null) {
            return;
        }
        ApplicationLoadBalancer loadBalancer = args.loadBalancer();
        String route = args.routeName();
        TrafficShift shift = blueGreen.shift();
        boolean stepped = shift.kind() != TrafficShift.Kind.ALL_AT_ONCE;
        validation
                .check(loadBalancer != null, "loadBalancer", null, "given with blueGreen")
                .check(
                        loadBalancer == null || route == null || loadBalancer.isBlueGreen(route),
                        "loadBalancer",
                        route,
                        "a route among the load balancer's blueGreenRoutes")
                .check(
                        args.requestsPerTask() == null,
                        "requestsPerTask",
                        args.requestsPerTask(),
                        "left out with blueGreen, whose target groups change")
                .check(
                        args.fargateSpotWeight() == 0,
                        "fargateSpotWeight",
                        args.fargateSpotWeight(),
                        "0 with blueGreen, whose deployments name no capacity provider")
                .check(
                        !args.redeployOnSecretChange()
                                || args.allSecretSources().isEmpty(),
                        "redeployOnSecretChange",
                        args.redeployOnSecretChange(),
                        "false with blueGreen and secrets: ECS rejects forced deployments, so start a deployment after a rotation")
                .check(
                        !stepped || (shift.percent() >= 1 && shift.percent() <= 99),
                        "blueGreen",
                        shift.percent() + " percent",
                        "1 to 99 percent")
                .check(
                        !stepped
                                || (shift.intervalMinutes() >= 1
                                        && shift.intervalMinutes() <= TrafficShift.MAX_INTERVAL_MINUTES),
                        "blueGreen",
                        shift.intervalMinutes() + " minutes between steps",
                        "1 to " + TrafficShift.MAX_INTERVAL_MINUTES + " minutes");
        validation.inRange(
                "blueGreen.approvalMinutes", blueGreen.approvalMinutes(), 0, BlueGreen.MAX_WAIT_MINUTES, "minutes");
        validation.inRange(
                "blueGreen.terminationWaitMinutes",
                blueGreen.terminationWaitMinutes(),
                0,
                BlueGreen.MAX_WAIT_MINUTES,
                "minutes");
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
        validation.inRange("healthCheckGracePeriodSeconds", args.healthCheckGracePeriodSeconds(), 0, 3600, "seconds");
    }

    private static void checkScaling(Validation validation, FargateServiceArgs args) {
        Integer requests = args.requestsPerTask();
        boolean balanced = args.loadBalancer() != null;
        boolean fromZero = args.minTasks() == 0;
        validation
                .check(
                        args.minTasks() >= (args.scalesByQueue() ? 0 : 1),
                        "minTasks",
                        args.minTasks(),
                        args.scalesByQueue() ? "at least 0" : "at least 1, or 0 with scaleByQueue")
                .check(
                        !fromZero || !balanced,
                        "minTasks",
                        args.minTasks(),
                        "at least 1 with a loadBalancer, whose requests would find no task")
                .check(
                        args.maxTasks() >= Math.max(args.minTasks(), 1),
                        "maxTasks",
                        args.maxTasks(),
                        "at least minTasks and at least 1")
                .check(
                        !args.scalesByQueue() || args.messagesPerTask() >= 1,
                        "scaleByQueue",
                        args.messagesPerTask() + " messages per task",
                        "at least 1")
                .check(requests == null || requests >= 1, "requestsPerTask", requests, "at least 1")
                .check(requests == null || balanced, "requestsPerTask", requests, "left out without a loadBalancer");
        if (fromZero) {
            // Target tracking would scale in what step scaling has scaled out.
            checkLeftOut(validation, "cpuTargetPercent", args.scalesByCpu(), args.cpuTargetPercent());
            checkLeftOut(validation, "memoryTargetPercent", args.scalesByMemory(), args.memoryTargetPercent());
        } else {
            validation.inRange("cpuTargetPercent", args.cpuTargetPercent(), 10, 90, "percent");
            validation.inRange("memoryTargetPercent", args.memoryTargetPercent(), 10, 90, "percent");
        }
        validation.inRange("fargateSpotWeight", args.fargateSpotWeight(), 0, 1000);
    }

    private static void checkLeftOut(Validation validation, String argument, boolean given, int value) {
        validation.check(!given, argument, value, "left out with minTasks 0, where only the queue scales");
    }
}
