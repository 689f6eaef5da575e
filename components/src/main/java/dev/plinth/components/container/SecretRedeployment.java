package dev.plinth.components.container;

import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.cloudwatch.inputs.EventTargetDeadLetterConfigArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.queue.DeadLetterQueue;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.List;
import java.util.Map;

/**
 * Starts new tasks of a cluster's services when a secret that their tasks got at their start has another value, as after each
 * rotation of a database's password.
 *
 * <p>Secrets Manager and Parameter Store send their events to EventBridge themselves, so no trail of CloudTrail is needed. A rule
 * for each service starts one state machine, which calls {@code ecs:UpdateService} with {@code forceNewDeployment}: EventBridge
 * can't call it, and no code of one's own runs. Until the new tasks serve, the old ones keep their connections, and can't open new
 * ones with the old password: RDS sets the new password at once.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/secret-event-notifications.html">Secret event
 *     notifications</a>
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html">Events of Parameter Store</a>
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">AWS SDK integrations</a>
 */
public final class SecretRedeployment extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:container:SecretRedeployment";

    /** AWS asks for this beginning, so that the resource policy of the logs does not grow with each log group. */
    private static final String LOG_GROUP_PREFIX = "/aws/vendedlogs/states/";

    private static final String EVENTS = "events.amazonaws.com";

    private final AwsAccount account;
    private final DeadLetterQueue deadLetterQueue;
    private final StateMachine stateMachine;
    private final Role eventRole;
    private final RolePolicy eventPolicy;

    SecretRedeployment(
            String name,
            Output<String> clusterName,
            Output<String> clusterArn,
            int logRetentionDays,
            ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        this.account = AwsAccount.of(this);
        EncryptionKey key = createKey();
        this.deadLetterQueue = DeadLetterQueue.ofService(
                childName("dead-letter"), key, EVENTS, childComponentOptions().build());
        LogGroup logGroup = createLogGroup(key, logRetentionDays);
        Role role =
                createRole("role", "Starts new tasks of services whose secrets have changed", "states.amazonaws.com");
        RolePolicy policy = createPolicy("policy", role, deploymentStatements(clusterArn));
        this.stateMachine = createStateMachine(clusterName, role, policy, logGroup);
        this.eventRole = createRole("event-role", "Starts " + name(), EVENTS);
        this.eventPolicy = createPolicy(
                "event-policy",
                eventRole,
                List.of(Statement.allow("StartExecution")
                        .actions("states:StartExecution")
                        .resource(stateMachine.arn())));
        registerOutputs(Map.of("stateMachineArn", stateMachineArn()));
    }

    /** The ARN of the state machine, by which CloudWatch measures its executions. */
    public Output<String> stateMachineArn() {
        return stateMachine.arn();
    }

    /** The name of the queue with events that could not start the state machine. */
    public Output<String> deadLetterQueueName() {
        return deadLetterQueue.queueName();
    }

    /**
     * Starts new tasks of a service when one of its secrets changes.
     *
     * @param service the component's name
     * @param serviceName the service's name in ECS
     * @param sources the ARNs of secrets, with or without a key after them, and of parameters; at least one
     */
    void watch(String service, Output<String> serviceName, List<Output<String>> sources) {
        EventRule rule = new EventRule(
                childName(service),
                EventRuleArgs.builder()
                        .description("Secrets of " + service + " that have another value")
                        .eventPattern(Output.all(sources).applyValue(SecretRedeployment::pattern))
                        .build(),
                childOptions().build());
        new EventTarget(
                childName(service + "-target"),
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .arn(stateMachine.arn())
                        .roleArn(eventRole.arn())
                        .deadLetterConfig(EventTargetDeadLetterConfigArgs.builder()
                                .arn(deadLetterQueue.queueArn())
                                .build())
                        .input(serviceName.applyValue(name -> Json.write(Map.of("service", name))))
                        .build(),
                childOptions().dependsOn(eventPolicy).build());
    }

    private static String pattern(List<String> sources) {
        return Json.write(Map.of(
                "source", List.of("aws.secretsmanager", "aws.ssm"),
                "detail-type", List.of("Secret Label Updated", "Parameter Store Change"),
                "resources", ExecutionPolicy.withoutJsonKeys(sources),
                "detail",
                        Map.of(
                                "$or",
                                List.of(
                                        Map.of("labelUpdated", List.of("AWSCURRENT")),
                                        Map.of("operation", List.of("Update"))))));
    }

    private EncryptionKey createKey() {
        return new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Logs and failed events of " + name())
                        .servicePrincipals(List.of(EVENTS, EncryptionKey.CLOUDWATCH_LOGS))
                        .build(),
                childComponentOptions().build());
    }

    private LogGroup createLogGroup(EncryptionKey key, int retentionDays) {
        return new LogGroup(
                childName("logs"),
                LogGroupArgs.builder()
                        .namePrefix(LOG_GROUP_PREFIX + name() + "-")
                        .retentionInDays(retentionDays)
                        .kmsKeyId(key.keyArn())
                        .build(),
                statefulChildOptions().build());
    }

    private Role createRole(String part, String description, String service) {
        return new Role(
                childName(part),
                RoleArgs.builder()
                        .description(description)
                        .assumeRolePolicy(
                                PolicyDocument.assumeRole(service, account).toJson())
                        .build(),
                childOptions().build());
    }

    private RolePolicy createPolicy(String part, Role role, List<Statement> statements) {
        return new RolePolicy(
                childName(part),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(statements).toJson())
                        .build(),
                childOptions().build());
    }

    /**
     * The services of this cluster alone; the actions on logs support no resource-level permissions.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">Logging in CloudWatch Logs</a>
     */
    private List<Statement> deploymentStatements(Output<String> clusterArn) {
        return List.of(
                Statement.allow("Redeploy")
                        .actions("ecs:UpdateService")
                        .resource(clusterArn.applyValue(arn -> arn.replaceFirst(":cluster/", ":service/") + "/*")),
                Statement.allow("DeliverLogs")
                        .actions(
                                "logs:CreateLogDelivery",
                                "logs:CreateLogStream",
                                "logs:GetLogDelivery",
                                "logs:UpdateLogDelivery",
                                "logs:DeleteLogDelivery",
                                "logs:ListLogDeliveries",
                                "logs:PutLogEvents",
                                "logs:PutResourcePolicy",
                                "logs:DescribeResourcePolicies",
                                "logs:DescribeLogGroups")
                        .resources("*"));
    }

    private StateMachine createStateMachine(
            Output<String> clusterName, Role role, RolePolicy policy, LogGroup logGroup) {
        return new StateMachine(
                childName("state-machine"),
                StateMachineArgs.builder()
                        .tags(Map.of("Name", childName("state-machine")))
                        .type("STANDARD")
                        .roleArn(role.arn())
                        .definition(Output.tuple(clusterName, account.partition())
                                .applyValue(known -> definition(known.t1, known.t2)))
                        .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                                .level("ERROR")
                                .includeExecutionData(false)
                                .logDestination(Output.format("%s:*", logGroup.arn()))
                                .build())
                        .build(),
                childOptions().dependsOn(policy).build());
    }

    private static String definition(String cluster, String partition) {
        return Json.write(Map.of(
                "StartAt",
                "Redeploy",
                "States",
                Map.of(
                        "Redeploy",
                        Map.of(
                                "Type",
                                "Task",
                                "Resource",
                                "arn:" + partition + ":states:::aws-sdk:ecs:updateService",
                                "Parameters",
                                Map.of("Cluster", cluster, "Service.$", "$.service", "ForceNewDeployment", true),
                                "Retry",
                                List.of(Map.of(
                                        "ErrorEquals",
                                        List.of("States.TaskFailed"),
                                        "IntervalSeconds",
                                        15,
                                        "MaxAttempts",
                                        5,
                                        "BackoffRate",
                                        2)),
                                "End",
                                true))));
    }
}
