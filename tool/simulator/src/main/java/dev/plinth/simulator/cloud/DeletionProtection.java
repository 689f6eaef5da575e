package dev.plinth.simulator.cloud;

import java.util.List;

/**
 * The deletion protection of any type: while it is on, the service refuses the deletion.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html">DynamoDB</a>
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html">Cognito</a>
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html">EC2</a>
 */
final class DeletionProtection {

    private static final List<String> FLAGS = List.of(
            "deletionProtection",
            "deletionProtectionEnabled",
            "enableDeletionProtection",
            "deleteProtection",
            "terminationProtection",
            "terminationProtectionEnabled",
            "disableApiTermination");

    private static final List<Object> ON = List.of(true, "ACTIVE", "ENABLED");

    private DeletionProtection() {}

    /** Rejects the deletion of a protected resource; a type with its own check has its own message. */
    static void check(Operation operation) {
        FLAGS.stream()
                .filter(flag -> ON.stream().anyMatch(on -> on.equals(operation.get(flag))))
                .findFirst()
                .ifPresent(flag -> {
                    throw operation.refuse(
                            code(operation.type()), "the resource cannot be deleted while " + flag + " is on");
                });
    }

    private static String code(String type) {
        if (type.startsWith("aws:dynamodb/")) {
            return "ValidationException";
        }
        return type.startsWith("aws:ec2/") ? "OperationNotPermitted" : "InvalidParameterException";
    }
}
