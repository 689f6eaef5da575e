package dev.plinth.components.automation;

import com.pulumi.aws.appautoscaling.ScheduledAction;
import com.pulumi.aws.appautoscaling.ScheduledActionArgs;
import com.pulumi.aws.appautoscaling.inputs.ScheduledActionScalableTargetActionArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.ScheduleGroup;
import com.pulumi.aws.scheduler.ScheduleGroupArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetDeadLetterConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.container.FargateService;
import dev.plinth.components.database.PostgresDatabase;
import dev.plinth.components.queue.DeadLetterQueue;
import dev.plinth.components.queue.DeadLetterQueueArgs;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stops the services and databases of an environment outside of its operating hours, and starts them again: Application Auto Scaling sets
 * the tasks of a service to 0, EventBridge Scheduler stops a database. For environments that nobody uses at night, never for production.
 *
 * <p>RDS starts a stopped instance after seven days; the next evening stops it again. An instance with read replicas cannot be stopped.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html">Stopping an RDS instance</a>
 * @see <a href="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html">Scheduled
 *     scaling</a>
 */
public final class OperatingHours extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:automation:OperatingHours";

    /** A database starts before the services that use it. */
    static final int DATABASE_LEAD_MINUTES = 15;

    private static final String DESIRED_COUNT = "ecs:service:DesiredCount";

    private final OperatingHoursArgs args;

    /**
     * Creates the schedules.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public OperatingHours(String name, OperatingHoursArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the schedules with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public OperatingHours(String name, OperatingHoursArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        args.services().forEach(this::scheduleService);
        if (!args.databases().isEmpty()) {
            scheduleDatabases();
        }
        registerOutputs(Map.of("start", Output.of(cron(args.start())), "stop", Output.of(cron(args.stop()))));
    }

    private static OperatingHoursArgs validated(String name, OperatingHoursArgs args) {
        Validation validation = Validation.of("OperatingHours", name)
                .check(
                        !args.services().isEmpty() || !args.databases().isEmpty(),
                        "services",
                        null,
                        "given when there are no databases")
                .check(!args.days().isEmpty(), "days", args.days(), "at least one day")
                .check(
                        args.start().isAfter(LocalTime.MIN.plusMinutes(DATABASE_LEAD_MINUTES - 1L)),
                        "start",
                        args.start(),
                        "00:" + DATABASE_LEAD_MINUTES + " or later, as databases start before")
                .check(args.stop().isAfter(args.start()), "stop", args.stop(), "after start (" + args.start() + ")");
        args.databases()
                .forEach(database -> validation.check(
                        database.replicaIdentifiers().isEmpty(),
                        "databases",
                        database.name(),
                        "without read replicas: RDS cannot stop an instance that has one"));
        validation.throwIfAny();
        return args;
    }

    private String cron(LocalTime time) {
        String days = args.days().stream()
                .sorted()
                .map(day -> day.name().substring(0, 3).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        return "cron(%d %d ? * %s *)".formatted(time.getMinute(), time.getHour(), days);
    }

    private void scheduleService(FargateService service) {
        createAction(service, "stop", args.stop(), 0, 0);
        createAction(service, "start", args.start(), service.minTasks(), service.maxTasks());
    }

    private void createAction(FargateService service, String part, LocalTime time, int least, int most) {
        new ScheduledAction(
                childName(service.name() + "-" + part),
                ScheduledActionArgs.builder()
                        .serviceNamespace("ecs")
                        .scalableDimension(DESIRED_COUNT)
                        .resourceId(service.scalableResourceId())
                        .schedule(cron(time))
                        .timezone(args.timeZone())
                        .scalableTargetAction(ScheduledActionScalableTargetActionArgs.builder()
                                .minCapacity(least)
                                .maxCapacity(most)
                                .build())
                        .build(),
                childOptions().build());
    }

    private void scheduleDatabases() {
        AwsAccount account = AwsAccount.of(this);
        EncryptionKey key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Schedules of " + name() + " and their failures")
                        .build(),
                childComponentOptions().build());
        DeadLetterQueue failures = new DeadLetterQueue(
                childName("dead-letter"),
                DeadLetterQueueArgs.builder().encryptionKey(key).build(),
                childComponentOptions().build());
        failures.allowRedriveFrom(List.of());
        ScheduleGroup group = new ScheduleGroup(
                childName("group"),
                ScheduleGroupArgs.builder().tags(Map.of("Name", name())).build(),
                childOptions().build());
        Role role = new Role(
                childName("role"),
                RoleArgs.builder()
                        .description("Stops and starts the databases of " + name())
                        .assumeRolePolicy(PolicyDocument.of(Statement.allow("AssumeRole")
                                        .servicePrincipal("scheduler.amazonaws.com")
                                        .actions("sts:AssumeRole")
                                        .condition("StringEquals", "aws:SourceAccount", account.accountId())
                                        .condition("ArnEquals", "aws:SourceArn", group.arn()))
                                .toJson())
                        .build(),
                childOptions().build());
        RolePolicy policy = new RolePolicy(
                childName("role-policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(
                                        Statement.allow("StopAndStart")
                                                .actions("rds:StartDBInstance", "rds:StopDBInstance")
                                                .resources(args.databases().stream()
                                                        .map(PostgresDatabase::instanceArn)
                                                        .toList()),
                                        Statement.allow("SendFailures")
                                                .actions("sqs:SendMessage")
                                                .resource(failures.queueArn()),
                                        Statement.allow("UseKey")
                                                .actions("kms:Decrypt", "kms:GenerateDataKey")
                                                .resource(key.keyArn()))
                                .toJson())
                        .build(),
                childOptions().build());
        Caller caller = new Caller(group, role, policy, key, failures);
        for (PostgresDatabase database : args.databases()) {
            createSchedule(caller, database, "stop", args.stop());
            createSchedule(caller, database, "start", args.start().minusMinutes(DATABASE_LEAD_MINUTES));
        }
    }

    private void createSchedule(Caller caller, PostgresDatabase database, String part, LocalTime time) {
        new Schedule(
                childName(database.name() + "-" + part),
                ScheduleArgs.builder()
                        .description(part + " the database " + database.name())
                        .groupName(caller.group().name())
                        .kmsKeyArn(caller.key().keyArn())
                        .scheduleExpression(cron(time))
                        .scheduleExpressionTimezone(args.timeZone())
                        .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder()
                                .mode("OFF")
                                .build())
                        .target(ScheduleTargetArgs.builder()
                                .arn("arn:aws:scheduler:::aws-sdk:rds:" + part + "DBInstance")
                                .roleArn(caller.role().arn())
                                .input(database.instanceIdentifier()
                                        .applyValue(id -> Json.write(Map.of("DbInstanceIdentifier", id))))
                                .deadLetterConfig(ScheduleTargetDeadLetterConfigArgs.builder()
                                        .arn(caller.failures().queueArn())
                                        .build())
                                .build())
                        .build(),
                childOptions().dependsOn(List.of(caller.policy())).build());
    }

    /** The resources that call RDS. */
    private record Caller(
            ScheduleGroup group, Role role, RolePolicy policy, EncryptionKey key, DeadLetterQueue failures) {}
}
