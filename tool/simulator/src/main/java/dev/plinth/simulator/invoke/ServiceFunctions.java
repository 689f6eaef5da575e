package dev.plinth.simulator.invoke;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.ProviderConfiguration;
import dev.plinth.simulator.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Functions of AWS's services that find a resource by its name, id or tags. */
final class ServiceFunctions {

    static final String ACCOUNT = ProviderConfiguration.ACCOUNT;
    static final String AWS_ALIAS = "alias/aws/";
    static final String AWS_POLICIES = "arn:aws:iam::aws:policy/";
    static final String NAME = "name";
    static final String STATUS = "status";
    static final String ENGINE_VERSION = "engineVersion";
    static final String NOT_FOUND = "NotFound";

    private ServiceFunctions() {}

    static void register(Map<String, Function> functions) {
        SecurityFunctions.register(functions);
        storage(functions);
        ContainerFunctions.register(functions);
        DatabaseFunctions.register(functions);
        delivery(functions);
    }

    private static void storage(Map<String, Function> functions) {
        functions.put(
                Tokens.aws("s3/getBucket"),
                new Lookup("S3 Bucket", AwsTypes.S3_BUCKET_V2, AwsTypes.S3_BUCKET)
                        .by("bucket", "id")
                        .derived("region", (call, found) -> found.region())
                        .derived("bucketDomainName", (call, found) -> found.id() + ".s3.amazonaws.com")
                        .derived(
                                "bucketRegionalDomainName",
                                (call, found) -> found.id() + ".s3." + found.region() + ".amazonaws.com"));
        Lookup object = new Lookup("S3 Object", AwsTypes.S3_BUCKET_OBJECTV2, AwsTypes.S3_BUCKET_OBJECT)
                .ignoring("range", "checksumMode", "versionId")
                .derived("body", (call, found) -> found.get("content"))
                .derived("contentLength", (call, found) ->
                        (long) found.text("content").getBytes(StandardCharsets.UTF_8).length);
        functions.put(Tokens.aws("s3/getObject"), object);
        functions.put(Tokens.aws("s3/getBucketObject"), object);
        functions.put(
                Tokens.aws("dynamodb/getTable"),
                new Lookup("DynamoDB Table", AwsTypes.DYNAMODB_TABLE)
                        .ignoring("serverSideEncryption")
                        .derived("billingMode", (call, found) -> "PROVISIONED"));
        functions.put(
                Tokens.aws("efs/getFileSystem"),
                new Lookup("EFS file system", AwsTypes.EFS_FILE_SYSTEM)
                        .by("fileSystemId", "id")
                        .derived("fileSystemId", (call, found) -> found.id()));
        functions.put(
                Tokens.aws("sqs/getQueue"),
                new Lookup("SQS Queue", AwsTypes.SQS_QUEUE)
                        .derived(
                                "url",
                                (call, found) -> "https://sqs." + found.region() + ".amazonaws.com/" + ACCOUNT + "/"
                                        + found.text(NAME)));
        functions.put(Tokens.aws("sns/getTopic"), new Lookup("SNS Topic", AwsTypes.SNS_TOPIC));
        functions.put(
                Tokens.aws("cloudwatch/getLogGroup"),
                new Lookup("CloudWatch Logs Log Group", AwsTypes.CLOUDWATCH_LOG_GROUP));
        functions.put(
                Tokens.aws("cloudwatch/getEventBus"),
                new Lookup("EventBridge Event Bus", AwsTypes.CLOUDWATCH_EVENT_BUS));
        functions.put(
                Tokens.aws("lambda/getFunction"),
                new Lookup("Lambda Function", AwsTypes.LAMBDA_FUNCTION)
                        .by("functionName", NAME, "arn")
                        .ignoring("qualifier")
                        .result("functionName", NAME));
    }

    private static void delivery(Map<String, Function> functions) {
        for (String module : List.of("lb", "alb")) {
            functions.put(
                    Tokens.aws(module + "/getLoadBalancer"),
                    new Lookup("ELBv2 Load Balancer", AwsTypes.LB_LOAD_BALANCER, AwsTypes.ALB_LOAD_BALANCER));
            functions.put(
                    Tokens.aws(module + "/getListener"),
                    new Lookup("ELBv2 Listener", AwsTypes.LB_LISTENER, AwsTypes.ALB_LISTENER));
            functions.put(
                    Tokens.aws(module + "/getTargetGroup"),
                    new Lookup("ELBv2 Target Group", AwsTypes.LB_TARGET_GROUP, AwsTypes.ALB_TARGET_GROUP));
        }
        functions.put(
                Tokens.aws("cloudfront/getDistribution"),
                new Lookup("CloudFront Distribution", AwsTypes.CLOUDFRONT_DISTRIBUTION));
        functions.put(
                Tokens.aws("route53/getZone"),
                new Lookup("Route 53 Hosted Zone", AwsTypes.ROUTE53_ZONE)
                        .by(NAME, "names")
                        .by("vpcId", "vpcs.vpcId")
                        .derived(
                                "names",
                                (call, found) -> List.of(
                                        found.text(NAME).replaceFirst("\\.$", ""),
                                        found.text(NAME).replaceFirst("\\.?$", ".")))
                        .derived("zoneId", (call, found) -> found.id())
                        .derived("privateZone", (call, found) -> !Values.asList(found.get("vpcs"))
                                .isEmpty()));
    }
}
