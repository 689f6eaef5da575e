package dev.plinth.simulator.aws.network;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;

/** VPC flow logs. */
final class FlowLogs {

    private FlowLogs() {}

    static void registerFlowLog(Registry registry) {
        registry.type(AwsTypes.EC2_FLOW_LOG, "EC2 Flow Log")
                .id("fl-{hex17}")
                .arn("arn:aws:ec2:{region}:{account}:vpc-flow-log/{id}")
                .mentions("vpcId", AwsTypes.EC2_VPC, "InvalidVpcId.NotFound")
                .mentions("subnetId", AwsTypes.EC2_SUBNET, "InvalidSubnetId.NotFound")
                .mentions("iamRoleArn", AwsTypes.IAM_ROLE, "InvalidParameter")
                .immutable(
                        "vpcId",
                        "subnetId",
                        "eniId",
                        "transitGatewayId",
                        "trafficType",
                        "logDestination",
                        "logDestinationType",
                        "logGroupName",
                        "logFormat",
                        "iamRoleArn",
                        "maxAggregationInterval",
                        "deliverCrossAccountRole",
                        "destinationOptions")
                .immutable("transitGatewayAttachmentId")
                .validate(Rules.exactlyOne(
                        "vpcId", "subnetId", "eniId", "transitGatewayId", "transitGatewayAttachmentId"))
                .validate(Rules.oneOf("maxAggregationInterval", 60, 600))
                .check(FlowLogs::checkFlowLog)
                .defaults("logDestinationType", "cloud-watch-logs")
                .defaults("maxAggregationInterval", 600L)
                .computed(
                        "logFormat",
                        operation ->
                                "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}");
    }

    private static void checkFlowLog(Operation operation) {
        boolean toLogs = "cloud-watch-logs".equals(operation.text("logDestinationType"));
        operation.require(
                !toLogs || operation.has("iamRoleArn"),
                "InvalidParameter",
                "DeliverLogsPermissionArn can't be empty when the destination type is cloud-watch-logs");
        operation.require(
                operation.has("logDestination") || operation.has("logGroupName"),
                "InvalidParameter",
                "a flow log needs a destination");
        String destination = operation.text("logDestination").replaceAll(":\\*$", "");
        operation.require(
                !toLogs
                        || destination.isEmpty()
                        || operation.store().byArn(destination).isPresent(),
                "InvalidParameter",
                "the log group " + destination + " does not exist");
    }
}
