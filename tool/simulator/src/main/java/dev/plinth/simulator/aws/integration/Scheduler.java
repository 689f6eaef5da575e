package dev.plinth.simulator.aws.integration;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;

/**
 * EventBridge Scheduler.
 *
 * <p>Ranges: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html.
 */
public final class Scheduler {

    private static final String INVALID = "ValidationException";
    private static final String NAME = "[0-9a-zA-Z-_.]{1,64}";
    private static final String NAME_DESCRIPTION = "1 to 64 letters, digits and -_.";

    /** Every account has it. */
    private static final String DEFAULT_GROUP = "default";

    private static final String EXPRESSION =
            "cron\\(\\S+( \\S+){5}\\)|rate\\([1-9]\\d* (minute|hour|day)s?\\)|at\\(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\)";

    private Scheduler() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.SCHEDULER_SCHEDULE_GROUP, "EventBridge Scheduler Schedule Group")
                .named("name", 64)
                .id("{name}")
                .arn("arn:aws:scheduler:{region}:{account}:schedule-group/{name}")
                .immutable("namePrefix")
                .validate(Rules.matches("name", NAME, NAME_DESCRIPTION))
                .unique("name", "ConflictException", "Schedule group {name} already exists.")
                .computed("state", "ACTIVE");

        registry.type(AwsTypes.SCHEDULER_SCHEDULE, "EventBridge Scheduler Schedule")
                .named("name", 64)
                .id("{groupName}/{name}")
                .arn("arn:aws:scheduler:{region}:{account}:schedule/{groupName}/{name}")
                .immutable("namePrefix", "groupName")
                .mentions("target.roleArn", AwsTypes.IAM_ROLE, INVALID)
                .mentions("kmsKeyArn", AwsTypes.KMS_KEY, INVALID)
                .validate(Rules.matches("name", NAME, NAME_DESCRIPTION))
                .validate(Rules.matches("scheduleExpression", EXPRESSION, "cron(…) with six fields, rate(…) or at(…)"))
                .validate(Rules.oneOf("state", "ENABLED", "DISABLED"))
                .validate(Rules.oneOf("flexibleTimeWindow.mode", "OFF", "FLEXIBLE"))
                .validate(Rules.within("flexibleTimeWindow.maximumWindowInMinutes", 1, 1440))
                .validate(Rules.within("target.retryPolicy.maximumRetryAttempts", 0, 185))
                .validate(Rules.within("target.retryPolicy.maximumEventAgeInSeconds", 60, 86_400))
                .validate(Rules.within("target.ecsParameters.taskCount", 1, 10))
                .check(Scheduler::checkGroup)
                .check(Scheduler::checkWindow)
                .check(Scheduler::checkTarget)
                .defaults("groupName", DEFAULT_GROUP)
                .defaults("state", "ENABLED")
                .defaults("scheduleExpressionTimezone", "UTC");
    }

    private static void checkGroup(Operation operation) {
        String group = operation.text("groupName");
        operation.require(
                group.isEmpty()
                        || group.equals(DEFAULT_GROUP)
                        || operation
                                .find(AwsTypes.SCHEDULER_SCHEDULE_GROUP, group)
                                .isPresent(),
                "ResourceNotFoundException",
                "Schedule group " + group + " does not exist.");
    }

    private static void checkWindow(Operation operation) {
        boolean flexible = "FLEXIBLE".equals(operation.text("flexibleTimeWindow.mode"));
        operation.require(
                flexible == operation.has("flexibleTimeWindow.maximumWindowInMinutes"),
                INVALID,
                "A maximum window is required for, and only for, a flexible time window.");
    }

    private static void checkTarget(Operation operation) {
        operation
                .find(AwsTypes.IAM_ROLE, operation.text("target.roleArn"))
                .or(() -> operation.store().byArn(AwsTypes.IAM_ROLE, operation.text("target.roleArn")))
                .ifPresent(role -> operation.require(
                        role.text("assumeRolePolicy").contains("scheduler.amazonaws.com"),
                        INVALID,
                        "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."));
        operation.require(
                !operation.has("target.ecsParameters.launchType")
                        || !operation.has("target.ecsParameters.capacityProviderStrategies"),
                INVALID,
                "Specifying both a launch type and capacity provider strategy is not supported.");
        operation.require(
                !operation.text("target.arn").contains(":cluster/") || operation.has("target.ecsParameters"),
                INVALID,
                "EcsParameters are required for an Amazon ECS cluster.");
    }
}
