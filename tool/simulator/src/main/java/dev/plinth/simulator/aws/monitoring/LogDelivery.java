package dev.plinth.simulator.aws.monitoring;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;

/** CloudWatch Logs' delivery of other services' logs (vended logs, v2). */
public final class LogDelivery {

    private static final String DESTINATION_ARN = "deliveryDestinationConfiguration.destinationResourceArn";
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String INVALID = "ValidationException";
    private static final String CONFLICT = "ConflictException";

    private LogDelivery() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.CLOUDWATCH_LOG_DELIVERY_SOURCE, "CloudWatch Logs Delivery Source")
                .named("name", 60)
                .id("{name}")
                .arn("arn:aws:logs:{region}:{account}:delivery-source:{name}")
                .immutable("logType", "resourceArn")
                .validate(Rules.matches("name", "[\\w-]{1,60}", "1 to 60 letters, digits, - and _"))
                .check(LogDelivery::checkSource)
                .computed("service", operation -> operation.text("resourceArn").split(":", 4)[2])
                .inUse(CONFLICT, "The delivery source is used by a delivery: {users}");

        registry.type(AwsTypes.CLOUDWATCH_LOG_DELIVERY_DESTINATION, "CloudWatch Logs Delivery Destination")
                .named("name", 60)
                .id("{name}")
                .arn("arn:aws:logs:{region}:{account}:delivery-destination:{name}")
                .undecided("outputFormat", "deliveryDestinationConfiguration")
                .mentionsAnywhere(DESTINATION_ARN, AwsTypes.S3_BUCKET_V2, NOT_FOUND)
                .validate(Rules.matches("name", "[\\w-]{1,60}", "1 to 60 letters, digits, - and _"))
                .validate(Rules.oneOf("outputFormat", "json", "parquet", "plain", "raw", "w3c"))
                .computed("deliveryDestinationType", LogDelivery::destinationType)
                .inUse(CONFLICT, "The delivery destination is used by a delivery: {users}");

        registry.type(AwsTypes.CLOUDWATCH_LOG_DELIVERY, "CloudWatch Logs Delivery")
                .id("{hex16}")
                .arn("arn:aws:logs:{region}:{account}:delivery:{id}")
                .uses("deliverySourceName", AwsTypes.CLOUDWATCH_LOG_DELIVERY_SOURCE, NOT_FOUND)
                .uses("deliveryDestinationArn", AwsTypes.CLOUDWATCH_LOG_DELIVERY_DESTINATION, NOT_FOUND)
                .immutable("deliverySourceName", "deliveryDestinationArn")
                .check(LogDelivery::checkDelivery);
    }

    /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html. */
    private static void checkSource(Operation operation) {
        String arn = operation.text("resourceArn");
        operation.require(
                !arn.contains(":cloudfront:") || "us-east-1".equals(operation.region()),
                INVALID,
                "The logs of CloudFront are delivered from us-east-1, not from " + operation.region());
        operation.require(
                operation.siblings().stream()
                        .noneMatch(other -> other.text("resourceArn").equals(arn)
                                && other.text("logType").equals(operation.text("logType"))),
                CONFLICT,
                "A delivery source of " + arn + " with the type " + operation.text("logType") + " already exists");
    }

    private static void checkDelivery(Operation operation) {
        operation.require(
                operation.siblings().stream()
                        .noneMatch(
                                other -> other.text("deliverySourceName").equals(operation.text("deliverySourceName"))
                                        && other.text("deliveryDestinationArn")
                                                .equals(operation.text("deliveryDestinationArn"))),
                CONFLICT,
                "A delivery from this source to this destination already exists");
    }

    private static Object destinationType(Operation operation) {
        return switch (operation.text(DESTINATION_ARN).split(":", 4)[2]) {
            case "s3" -> "S3";
            case "firehose" -> "FH";
            default -> "CWL";
        };
    }
}
