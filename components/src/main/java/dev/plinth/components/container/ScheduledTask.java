package dev.plinth.components.container;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.ScheduleGroup;
import com.pulumi.aws.scheduler.ScheduleGroupArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetDeadLetterConfigArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetEcsParametersArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetEcsParametersNetworkConfigurationArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetRetryPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.Json;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.queue.DeadLetterQueue;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Fargate task that EventBridge Scheduler starts at times. See {@link FargateTask} for the task.
 *
 * <p>Whatever went wrong is a message in one dead-letter queue: a task that could not be started after all tries, with Scheduler's
 * reason, and a task whose first container exited with another code than 0, with ECS's event.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html">Templated targets</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html">Task state change events</a>
 */
public final class ScheduledTask extends FargateTask {

    /** The type token. */
    public static final String TYPE = "plinth:container:ScheduledTask";

    private static final String EVENTS = "events.amazonaws.com";

    private final ScheduledTaskArgs args;
    private final EncryptionKey key;
    private final DeadLetterQueue deadLetterQueue;
    private final ScheduleGroup group;
    private final Role scheduleRole;
    private final Schedule schedule;

    /**
     * Creates the task and its schedule.
     *
     * @param name the logical name, also that of the container
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ScheduledTask(String name, ScheduledTaskArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the task and its schedule with Pulumi's options.
     *
     * @param name the logical name, also that of the container
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public ScheduledTask(String name, ScheduledTaskArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.key = createKey();
        this.deadLetterQueue = DeadLetterQueue.ofService(
                childName("dead-letter"), key, EVENTS, childComponentOptions().build());
        this.group = createGroup();
        this.scheduleRole = createScheduleRole();
        RolePolicy schedulePolicy = createRolePolicy(
                "schedule-policy",
                scheduleRole,
                PolicyDocument.of(scheduleStatements()).toJson());
        this.schedule = createSchedule(schedulePolicy);
        createFailureRule();
        registerOutputs(Map.of(
                "scheduleArn", scheduleArn(),
                "scheduleGroupName", scheduleGroupName(),
                "taskDefinitionArn", taskDefinitionArn(),
                "taskRoleArn", taskRoleArn(),
                "securityGroupId", securityGroupId(),
                "logGroupName", logGroupName(),
                "deadLetterQueueUrl", deadLetterQueueUrl()));
    }

    /** The schedule's ARN. */
    public Output<String> scheduleArn() {
        return schedule.arn();
    }

    /** The name of the schedule group that has this schedule alone: Scheduler's metrics are those of a group. */
    public Output<String> scheduleGroupName() {
        return group.name();
    }

    /** The ARN of the role that Scheduler starts the tasks with. */
    public Output<String> scheduleRoleArn() {
        return scheduleRole.arn();
    }

    /** The name of the queue with the runs that failed. */
    public Output<String> deadLetterQueueName() {
        return deadLetterQueue.queueName();
    }

    /** The URL of the queue with the runs that failed. */
    public Output<String> deadLetterQueueUrl() {
        return deadLetterQueue.queueUrl();
    }

    /** The ARN of the queue with the runs that failed. */
    public Output<String> deadLetterQueueArn() {
        return deadLetterQueue.queueArn();
    }

    /** The key that encrypts the schedule and the dead-letter queue. */
    public Output<String> kmsKeyArn() {
        return key.keyArn();
    }

    /**
     * Returns whether EventBridge Scheduler takes a schedule.
     *
     * @param expression the expression, such as {@code rate(1 hour)}
     * @param timeZone the time zone, such as {@code Europe/Berlin}
     */
    public static boolean isSchedule(String expression, String timeZone) {
        return ScheduleExpression.isValid(expression)
                && ZoneId.getAvailableZoneIds().contains(timeZone);
    }

    private static ScheduledTaskArgs validated(String name, ScheduledTaskArgs args) {
        Validation validation = Validation.of("ScheduledTask", name);
        FargateTaskValidation.check(validation, name, args);
        validation
                .check(
                        args.scheduleExpression().isEmpty() || ScheduleExpression.isValid(args.scheduleExpression()),
                        "scheduleExpression",
                        args.scheduleExpression(),
                        ScheduleExpression.ALLOWED)
                .check(
                        ZoneId.getAvailableZoneIds().contains(args.timeZone()),
                        "timeZone",
                        args.timeZone(),
                        "an IANA time zone such as Europe/Berlin");
        validation.inRange("retryAttempts", args.retryAttempts(), 0, 185);
        validation.inRange("retryMaxAgeSeconds", args.retryMaxAgeSeconds(), 60, 86_400, "seconds");
        validation.inRange("flexibleTimeWindowMinutes", args.flexibleTimeWindowMinutes(), 0, 1440, "minutes");
        validation.throwIfAny();
        return args;
    }

    private EncryptionKey createKey() {
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Schedule and failed runs of " + name())
                        .servicePrincipals(List.of(EVENTS))
                        .build(),
                childComponentOptions().build());
    }

    private ScheduleGroup createGroup() {
        return new ScheduleGroup(
                childName("group"),
                ScheduleGroupArgs.builder().tags(Map.of("Name", name())).build(),
                childOptions().build());
    }

    /**
     * The role of this group's schedules alone.
     *
     * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html">Confused deputy
     *     prevention</a>
     */
    private Role createScheduleRole() {
        return new Role(
                childName("schedule-role"),
                RoleArgs.builder()
                        .description("Starts the tasks of " + name() + " on schedule")
                        .assumeRolePolicy(PolicyDocument.of(Statement.allow("AssumeRole")
                                        .servicePrincipal("scheduler.amazonaws.com")
                                        .actions("sts:AssumeRole")
                                        .condition(
                                                "StringEquals",
                                                "aws:SourceAccount",
                                                account().accountId())
                                        .condition("ArnEquals", "aws:SourceArn", group.arn()))
                                .toJson())
                        .build(),
                childOptions().build());
    }

    private List<Statement> scheduleStatements() {
        return List.of(
                Statement.allow("RunTask")
                        .actions("ecs:RunTask")
                        // Every revision: the schedule still names the last one while an update is under way.
                        .resource(Output.format("%s:*", taskDefinition().arnWithoutRevision()))
                        .condition("ArnEquals", "ecs:cluster", args.cluster().clusterArn()),
                Statement.allow("TagTask")
                        .actions("ecs:TagResource")
                        .resource(account().arn("ecs", Output.format("task/%s/*", clusterName())))
                        .condition("StringEquals", "ecs:CreateAction", "RunTask"),
                Statement.allow("PassRoles")
                        .actions("iam:PassRole")
                        .resource(executionRoleArn())
                        .resource(taskRoleArn())
                        .condition("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
                Statement.allow("SendFailures").actions("sqs:SendMessage").resource(deadLetterQueueArn()),
                Statement.allow("UseKey")
                        .actions("kms:Decrypt", "kms:GenerateDataKey")
                        .resource(kmsKeyArn()));
    }

    private Schedule createSchedule(RolePolicy schedulePolicy) {
        return new Schedule(
                childName("schedule"),
                ScheduleArgs.builder()
                        .description("Starts " + name())
                        .groupName(group.name())
                        .kmsKeyArn(kmsKeyArn())
                        .scheduleExpression(args.scheduleExpression())
                        .scheduleExpressionTimezone(args.timeZone())
                        .flexibleTimeWindow(flexibleTimeWindow())
                        .state(args.enabled() ? "ENABLED" : "DISABLED")
                        .target(ScheduleTargetArgs.builder()
                                .arn(args.cluster().clusterArn())
                                .roleArn(scheduleRole.arn())
                                .ecsParameters(ecsParameters())
                                .retryPolicy(ScheduleTargetRetryPolicyArgs.builder()
                                        .maximumRetryAttempts(args.retryAttempts())
                                        .maximumEventAgeInSeconds(args.retryMaxAgeSeconds())
                                        .build())
                                .deadLetterConfig(ScheduleTargetDeadLetterConfigArgs.builder()
                                        .arn(deadLetterQueueArn())
                                        .build())
                                .build())
                        .build(),
                childOptions().dependsOn(schedulePolicy, executionPermissions()).build());
    }

    private ScheduleFlexibleTimeWindowArgs flexibleTimeWindow() {
        int minutes = args.flexibleTimeWindowMinutes();
        return minutes == 0
                ? ScheduleFlexibleTimeWindowArgs.builder().mode("OFF").build()
                : ScheduleFlexibleTimeWindowArgs.builder()
                        .mode("FLEXIBLE")
                        .maximumWindowInMinutes(minutes)
                        .build();
    }

    private ScheduleTargetEcsParametersArgs ecsParameters() {
        return ScheduleTargetEcsParametersArgs.builder()
                .taskDefinitionArn(taskDefinitionArn())
                .taskCount(1)
                .launchType(ContainerCluster.FARGATE)
                .platformVersion("LATEST")
                .enableEcsManagedTags(true)
                .propagateTags("TASK_DEFINITION")
                .networkConfiguration(ScheduleTargetEcsParametersNetworkConfigurationArgs.builder()
                        .subnets(args.network().privateSubnetIds())
                        .securityGroups(securityGroupId().applyValue(List::of))
                        .assignPublicIp(false)
                        .build())
                .build();
    }

    /** Scheduler only sees that a task has started. That it failed is ECS's event. */
    private void createFailureRule() {
        EventRule rule = new EventRule(
                childName("failures"),
                EventRuleArgs.builder()
                        .description("Tasks of " + name() + " that failed")
                        .eventPattern(Output.tuple(args.cluster().clusterArn(), family())
                                .applyValue(known -> failurePattern(known.t1, known.t2)))
                        .build(),
                childOptions().build());
        new EventTarget(
                childName("failures-target"),
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .arn(deadLetterQueueArn())
                        // An event that comes late is better there than nowhere.
                        .deadLetterConfig(EventTargetDeadLetterConfigArgs.builder()
                                .arn(deadLetterQueueArn())
                                .build())
                        .build(),
                childOptions().build());
    }

    private String failurePattern(String clusterArn, String family) {
        Map<String, Object> exited =
                Map.of("containers", Map.of("name", List.of(name()), "exitCode", List.of(Map.of("anything-but", 0))));
        Map<String, Object> notStarted = Map.of("stopCode", List.of("TaskFailedToStart"));
        return Json.write(Map.of(
                "source",
                List.of("aws.ecs"),
                "detail-type",
                List.of("ECS Task State Change"),
                "detail",
                Map.of(
                        "clusterArn",
                        List.of(clusterArn),
                        "group",
                        List.of("family:" + family),
                        "lastStatus",
                        List.of("STOPPED"),
                        "$or",
                        List.of(exited, notStarted))));
    }
}
