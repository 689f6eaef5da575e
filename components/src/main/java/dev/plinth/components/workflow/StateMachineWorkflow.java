package dev.plinth.components.workflow;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A state machine of Step Functions with its own role and encrypted logs of failures. */
public final class StateMachineWorkflow extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:workflow:StateMachineWorkflow";

    /** AWS asks for this beginning, so that the resource policy of the logs does not grow with each log group. */
    private static final String LOG_GROUP_PREFIX = "/aws/vendedlogs/states/";

    private static final String STATES = "states.amazonaws.com";

    private final StateMachine stateMachine;

    /**
     * Creates the state machine.
     *
     * @param name the logical name
     * @param purpose the purpose, as the description of its role
     * @param definition the definition in Amazon States Language
     * @param permissions the statements of its role, besides those for its logs
     * @param kmsKeyArn the key of its logs, which must allow CloudWatch Logs
     * @param logRetentionDays the time for which logs are kept, in days
     * @param options Pulumi's options
     */
    public StateMachineWorkflow(
            String name,
            String purpose,
            Output<Map<String, Object>> definition,
            List<Statement> permissions,
            Output<String> kmsKeyArn,
            int logRetentionDays,
            ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        LogGroup logGroup = new LogGroup(
                childName("logs"),
                LogGroupArgs.builder()
                        .namePrefix(LOG_GROUP_PREFIX + name + "-")
                        .retentionInDays(logRetentionDays)
                        .kmsKeyId(kmsKeyArn)
                        .build(),
                statefulChildOptions().build());
        Role role = new Role(
                childName("role"),
                RoleArgs.builder()
                        .description(purpose)
                        .assumeRolePolicy(PolicyDocument.assumeRole(STATES, AwsAccount.of(this))
                                .toJson())
                        .build(),
                childOptions().build());
        RolePolicy policy = new RolePolicy(
                childName("policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(withLogs(permissions)).toJson())
                        .build(),
                childOptions().build());
        this.stateMachine = new StateMachine(
                childName("state-machine"),
                StateMachineArgs.builder()
                        .tags(Map.of("Name", name))
                        .type("STANDARD")
                        .roleArn(role.arn())
                        .definition(definition.applyValue(Json::write))
                        .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                                .level("ERROR")
                                .includeExecutionData(false)
                                .logDestination(Output.format("%s:*", logGroup.arn()))
                                .build())
                        .build(),
                childOptions().dependsOn(policy).build());
        registerOutputs(Map.of("stateMachineArn", stateMachineArn()));
    }

    /** The ARN of the state machine. */
    public Output<String> stateMachineArn() {
        return stateMachine.arn();
    }

    /**
     * The actions on logs support no resource-level permissions.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">Logging in CloudWatch Logs</a>
     */
    private static List<Statement> withLogs(List<Statement> permissions) {
        List<Statement> statements = new ArrayList<>(permissions);
        statements.add(Statement.allow("DeliverLogs")
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
        return statements;
    }
}
