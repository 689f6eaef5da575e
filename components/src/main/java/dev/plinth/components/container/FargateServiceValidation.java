package dev.plinth.components.container;

import dev.plinth.components.LogRetention;
import dev.plinth.components.Validation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a {@link FargateService} asks of its arguments. */
final class FargateServiceValidation {

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    private FargateServiceValidation() {}

    static void check(Validation validation, FargateServiceArgs args) {
        checkContainer(validation, args);
        checkEnvironment(validation, args);
        checkHealth(validation, args);
        checkFileSystem(validation, args);
        checkScaling(validation, args);
        inRange(validation, "stopTimeoutSeconds", args.stopTimeoutSeconds(), 2, 120, " seconds");
        inRange(validation, "openFiles", args.openFiles(), 1024, 1_048_576, " files");
        validation.check(
                LogRetention.isOffered(args.logRetentionDays()),
                "logRetentionDays",
                args.logRetentionDays(),
                LogRetention.ALLOWED);
    }

    private static void inRange(Validation validation, String argument, int value, int least, int most, String unit) {
        validation.check(value >= least && value <= most, argument, value, least + " to " + most + unit);
    }

    private static void checkContainer(Validation validation, FargateServiceArgs args) {
        String image = args.plainImage();
        Integer port = args.port();
        validation
                .check(image == null || ImageReference.isPinned(image), "image", image, ImageReference.ALLOWED)
                // Zero stands for a missing one, which is reported as such.
                .check(
                        args.cpu() == 0 || args.memory() == 0 || FargateSize.isOffered(args.cpu(), args.memory()),
                        "cpu and memory",
                        args.cpu() + " CPU units and " + args.memory() + " MiB",
                        FargateSize.allowedInsteadOf(args.cpu(), args.memory()))
                .check(port == null || (port >= 1 && port <= 65_535), "port", port, "1 to 65535")
                .check(
                        args.user().matches("[a-z0-9_][a-z0-9_-]*(:[a-z0-9_][a-z0-9_-]*)?")
                                && !args.user().matches("(root|0+)(:.*)?"),
                        "user",
                        args.user(),
                        "a user or user:group other than root");
    }

    private static void checkEnvironment(Validation validation, FargateServiceArgs args) {
        for (String variable : args.environment().keySet()) {
            validation
                    .check(variable.matches(VARIABLE), "environment", variable, "named by letters, digits and _")
                    .check(
                            !CredentialNames.isCredentialName(variable),
                            "environment",
                            variable,
                            "under another name, or in secrets, as it is named like a credential");
        }
        args.plainEnvironment()
                .forEach((variable, value) -> validation.check(
                        !CredentialNames.holdsCredential(value),
                        "environment",
                        variable,
                        "in secrets, as its value holds a credential"));
        Set<String> both = new HashSet<>(args.environment().keySet());
        both.retainAll(args.secrets().keySet());
        validation.check(both.isEmpty(), "secrets", both, "other variables than those of environment");
        for (String variable : args.secrets().keySet()) {
            validation.check(variable.matches(VARIABLE), "secrets", variable, "named by letters, digits and _");
        }
    }

    private static void checkHealth(Validation validation, FargateServiceArgs args) {
        boolean balanced = args.loadBalancer() != null;
        String path = args.healthCheckPath();
        List<String> command = args.healthCheckCommand();
        validation
                .check(
                        balanced || path != null || !command.isEmpty(),
                        "healthCheckCommand",
                        null,
                        "given when there is neither a loadBalancer nor a healthCheckPath")
                .check(
                        args.port() != null || (!balanced && path == null),
                        "port",
                        null,
                        "given with a loadBalancer or a healthCheckPath")
                .check(
                        path == null || path.matches("/[^\\s'\"]*"),
                        "healthCheckPath",
                        path,
                        "a path that begins with /")
                .check(
                        command.isEmpty()
                                || (command.size() > 1
                                        && Set.of("CMD", "CMD-SHELL").contains(command.get(0))),
                        "healthCheckCommand",
                        command,
                        "CMD or CMD-SHELL and a command");
        inRange(validation, "healthCheckGracePeriodSeconds", args.healthCheckGracePeriodSeconds(), 0, 3600, " seconds");
    }

    private static void checkFileSystem(Validation validation, FargateServiceArgs args) {
        for (String directory : args.temporaryDirectories()) {
            validation.check(
                    directory.matches("(/[A-Za-z0-9._-]+)+"),
                    "temporaryDirectories",
                    directory,
                    "absolute paths below the root");
        }
        long total = (long) args.temporaryDirectoryMebibytes()
                * args.temporaryDirectories().size();
        validation
                .check(
                        args.temporaryDirectoryMebibytes() >= 1 && (args.memory() == 0 || total < args.memory()),
                        "temporaryDirectoryMebibytes",
                        args.temporaryDirectoryMebibytes(),
                        "at least 1 MiB, and less than memory for all directories together")
                .check(
                        !args.enableExecuteCommand() || !args.readonlyRootFilesystem(),
                        "readonlyRootFilesystem",
                        args.readonlyRootFilesystem(),
                        "false with enableExecuteCommand, whose agent writes to it");
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
        inRange(validation, "cpuTargetPercent", args.cpuTargetPercent(), 10, 90, " percent");
        inRange(validation, "memoryTargetPercent", args.memoryTargetPercent(), 10, 90, " percent");
        inRange(validation, "fargateSpotWeight", args.fargateSpotWeight(), 0, 1000, "");
    }
}
