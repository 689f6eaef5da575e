package dev.plinth.components.network;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.FlowLog;
import com.pulumi.aws.ec2.FlowLogArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.List;
import java.util.Map;

/** All of a VPC's traffic, accepted and rejected, in an separate encrypted log group. */
final class NetworkFlowLogs extends PlinthComponent {

    static final String TYPE = "plinth:network:NetworkFlowLogs";

    NetworkFlowLogs(String name, Output<String> vpcId, int retentionDays, ComponentResourceOptions options) {
        super(TYPE, name, null, options);
        LogGroup logGroup = createLogGroup(retentionDays);
        Role role = createRole(logGroup);
        new FlowLog(
                childName("flow-log"),
                FlowLogArgs.builder()
                        .vpcId(vpcId)
                        .trafficType("ALL")
                        .logDestinationType("cloud-watch-logs")
                        .logDestination(logGroup.arn())
                        .iamRoleArn(role.arn())
                        .tags(Map.of("Name", name))
                        .build(),
                childOptions().build());
        registerOutputs(Map.of("logGroupName", logGroup.name()));
    }

    private LogGroup createLogGroup(int retentionDays) {
        EncryptionKey key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Encrypts the flow logs of " + name() + ".")
                        .servicePrincipals(List.of(EncryptionKey.CLOUDWATCH_LOGS))
                        .build(),
                childComponentOptions().build());
        return new LogGroup(
                childName("log-group"),
                LogGroupArgs.builder()
                        .retentionInDays(retentionDays)
                        .kmsKeyId(key.keyArn())
                        .build(),
                statefulChildOptions().build());
    }

    private Role createRole(LogGroup logGroup) {
        AwsAccount account = AwsAccount.of(this);
        Role role = new Role(
                childName("role"),
                RoleArgs.builder()
                        .description("Lets VPC flow logs write to their log group.")
                        .assumeRolePolicy(PolicyDocument.assumeRole("vpc-flow-logs.amazonaws.com", account)
                                .toJson())
                        .build(),
                childOptions().build());
        new RolePolicy(
                childName("role-policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(
                                        Statement.allow("WriteEvents")
                                                .actions(
                                                        "logs:CreateLogStream",
                                                        "logs:DescribeLogStreams",
                                                        "logs:PutLogEvents")
                                                .resource(Output.format("%s:*", logGroup.arn())),
                                        // This action has no narrower resource than all log groups.
                                        Statement.allow("FindLogGroup")
                                                .actions("logs:DescribeLogGroups")
                                                .resource(account.arn("logs", "log-group:*")))
                                .toJson())
                        .build(),
                childOptions().build());
        return role;
    }
}
