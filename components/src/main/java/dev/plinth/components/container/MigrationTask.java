package dev.plinth.components.container;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.Outputs;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.workflow.StateMachineWorkflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Migration of a database by a Fargate task: a snapshot of the database first, then the migration, then its verification. A state machine
 * of Step Functions runs the three, and stops at the first that fails. See {@link FargateTask} for the task.
 *
 * <p>The pipeline starts it, with the phase {@code expand} before the deployment of a version and {@code contract} after it:
 *
 * <pre>{@code
 * aws stepfunctions start-execution --state-machine-arn "$(pulumi stack output migration --stack production)" --input '{"phase":"expand"}'
 * }</pre>
 *
 * <p>The snapshot has the name of the execution and stays until somebody deletes it: it is the way back from a migration that lost data.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html">Run Amazon ECS tasks with Step Functions</a>
 */
public final class MigrationTask extends FargateTask {

    /** The type token. */
    public static final String TYPE = "plinth:container:MigrationTask";

    private static final int POLL_SECONDS = 30;
    private static final String SNAPSHOT = "-before-";

    private final MigrationTaskArgs args;
    private final StateMachineWorkflow workflow;

    /**
     * Creates the task and its state machine.
     *
     * @param name the logical name, also that of the container
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public MigrationTask(String name, MigrationTaskArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the task and its state machine with Pulumi's options.
     *
     * @param name the logical name, also that of the container
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public MigrationTask(String name, MigrationTaskArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        connectTo(args.database());
        this.workflow = new StateMachineWorkflow(
                childName("workflow"),
                "Backs up, migrates and verifies " + args.database().name(),
                definition(),
                statements(),
                args.cluster().kmsKeyArn(),
                args.logRetentionDays(),
                childComponentOptions().dependsOn(executionPermissions()).build());
        createAlarm();
        registerOutputs(Map.of(
                "stateMachineArn", stateMachineArn(),
                "taskDefinitionArn", taskDefinitionArn(),
                "taskRoleArn", taskRoleArn(),
                "securityGroupId", securityGroupId(),
                "logGroupName", logGroupName()));
    }

    /** The ARN of the state machine that the pipeline starts. */
    public Output<String> stateMachineArn() {
        return workflow.stateMachineArn();
    }

    private static MigrationTaskArgs validated(String name, MigrationTaskArgs args) {
        Validation validation = Validation.of("MigrationTask", name);
        FargateTaskValidation.check(validation, name, args);
        validation.inRange("timeoutMinutes", args.timeoutMinutes(), 1, 1440, "minutes");
        validation.throwIfAny();
        return args;
    }

    private void createAlarm() {
        Output<List<String>> topic = args.alarmTopicArn().applyValue(List::of);
        new MetricAlarm(
                childName("failed"),
                MetricAlarmArgs.builder()
                        .alarmDescription("Migrations of " + args.database().name() + " that failed")
                        .namespace("AWS/States")
                        .metricName("ExecutionsFailed")
                        .dimensions(Outputs.map(Map.of("StateMachineArn", stateMachineArn())))
                        .statistic("Sum")
                        .period(60)
                        .evaluationPeriods(1)
                        .datapointsToAlarm(1)
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(0.0)
                        .treatMissingData("notBreaching")
                        .actionsEnabled(true)
                        .alarmActions(topic)
                        .okActions(topic)
                        .build(),
                childOptions().build());
    }

    private List<Statement> statements() {
        Output<String> instance = args.database().instanceArn();
        Output<String> snapshots = instance.applyValue(arn -> arn.replaceFirst(":db:", ":snapshot:") + SNAPSHOT + "*");
        return List.of(
                Statement.allow("Backup")
                        .actions("rds:CreateDBSnapshot", "rds:DescribeDBSnapshots", "rds:AddTagsToResource")
                        .resource(instance)
                        .resource(snapshots),
                Statement.allow("RunTask")
                        .actions("ecs:RunTask")
                        .resource(Output.format("%s:*", taskDefinition().arnWithoutRevision()))
                        .condition("ArnEquals", "ecs:cluster", args.cluster().clusterArn()),
                Statement.allow("WatchTask")
                        .actions("ecs:DescribeTasks", "ecs:StopTask")
                        .resource(account().arn("ecs", Output.format("task/%s/*", clusterName()))),
                Statement.allow("TagTask")
                        .actions("ecs:TagResource")
                        .resource(account().arn("ecs", Output.format("task/%s/*", clusterName())))
                        .condition("StringEquals", "ecs:CreateAction", "RunTask"),
                Statement.allow("PassRoles")
                        .actions("iam:PassRole")
                        .resource(executionRoleArn())
                        .resource(taskRoleArn())
                        .condition("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
                Statement.allow("AwaitTask")
                        .actions("events:PutTargets", "events:PutRule", "events:DescribeRule")
                        .resource(account().arn("events", Output.of("rule/StepFunctionsGetEventsForECSTaskRule"))));
    }

    /** The parts of the definition that are known only after the resources exist. */
    private record Known(
            String partition,
            String instance,
            String cluster,
            String task,
            List<String> subnets,
            String securityGroup) {}

    private Output<Map<String, Object>> definition() {
        return Output.tuple(
                        account().partition(),
                        args.database().instanceIdentifier(),
                        args.cluster().clusterArn(),
                        taskDefinitionArn(),
                        args.network().privateSubnetIds(),
                        securityGroupId())
                .applyValue(known -> definition(new Known(known.t1, known.t2, known.t3, known.t4, known.t5, known.t6)));
    }

    private Map<String, Object> definition(Known known) {
        Map<String, Object> states = new LinkedHashMap<>();
        states.put(
                "CheckPhase",
                Map.of(
                        "Type",
                        "Choice",
                        "Choices",
                        List.of(equal("$.phase", "expand", "Backup"), equal("$.phase", "contract", "Backup")),
                        "Default",
                        "UnknownPhase"));
        states.put(
                "UnknownPhase",
                Map.of("Type", "Fail", "Error", "UnknownPhase", "Cause", "phase is not expand or contract"));
        states.put("Backup", createBackup(known));
        states.put("AwaitBackup", Map.of("Type", "Wait", "Seconds", POLL_SECONDS, "Next", "ReadBackup"));
        states.put("ReadBackup", readBackup(known));
        states.put(
                "CheckBackup",
                Map.of(
                        "Type",
                        "Choice",
                        "Choices",
                        List.of(
                                equal("$.backup.status", "available", "Migrate"),
                                equal("$.backup.status", "failed", "BackupFailed")),
                        "Default",
                        "AwaitBackup"));
        states.put(
                "BackupFailed",
                Map.of("Type", "Fail", "Error", "BackupFailed", "Cause", "the snapshot before the migration failed"));
        Map<String, Object> migrate = run(known, args.migrateCommand());
        migrate.put("Next", "Verify");
        states.put("Migrate", migrate);
        Map<String, Object> verify = run(known, args.verifyCommand());
        verify.put("End", true);
        states.put("Verify", verify);
        return Map.of("StartAt", "CheckPhase", "States", states);
    }

    private static Map<String, Object> createBackup(Known known) {
        return Map.of(
                "Type",
                "Task",
                "Resource",
                "arn:" + known.partition() + ":states:::aws-sdk:rds:createDBSnapshot",
                "Parameters",
                Map.of(
                        "DbInstanceIdentifier",
                        known.instance(),
                        "DbSnapshotIdentifier.$",
                        "States.Format('" + known.instance() + SNAPSHOT + "{}', $$.Execution.Name)"),
                "ResultSelector",
                Map.of("id.$", "$.DbSnapshot.DbSnapshotIdentifier"),
                "ResultPath",
                "$.snapshot",
                "Next",
                "AwaitBackup");
    }

    private static Map<String, Object> readBackup(Known known) {
        return Map.of(
                "Type",
                "Task",
                "Resource",
                "arn:" + known.partition() + ":states:::aws-sdk:rds:describeDBSnapshots",
                "Parameters",
                Map.of("DbSnapshotIdentifier.$", "$.snapshot.id"),
                "ResultSelector",
                Map.of("status.$", "$.DbSnapshots[0].Status"),
                "ResultPath",
                "$.backup",
                "Next",
                "CheckBackup");
    }

    private static Map<String, Object> equal(String variable, String value, String next) {
        return Map.of("Variable", variable, "StringEquals", value, "Next", next);
    }

    private Map<String, Object> run(Known known, List<String> command) {
        return new LinkedHashMap<>(Map.of(
                "Type",
                "Task",
                "Resource",
                "arn:" + known.partition() + ":states:::ecs:runTask.sync",
                "TimeoutSeconds",
                args.timeoutMinutes() * 60,
                "Parameters",
                Map.of(
                        "LaunchType",
                        ContainerCluster.FARGATE,
                        "Cluster",
                        known.cluster(),
                        "TaskDefinition",
                        known.task(),
                        "PropagateTags",
                        "TASK_DEFINITION",
                        "NetworkConfiguration",
                        Map.of(
                                "AwsvpcConfiguration",
                                Map.of(
                                        "Subnets",
                                        known.subnets(),
                                        "SecurityGroups",
                                        List.of(known.securityGroup()),
                                        "AssignPublicIp",
                                        "DISABLED")),
                        "Overrides",
                        Map.of(
                                "ContainerOverrides",
                                List.of(Map.of(
                                        "Name",
                                        name(),
                                        "Command",
                                        command,
                                        "Environment",
                                        List.of(Map.of("Name", "MIGRATION_PHASE", "Value.$", "$.phase")))))),
                "ResultPath",
                "$.task"));
    }
}
