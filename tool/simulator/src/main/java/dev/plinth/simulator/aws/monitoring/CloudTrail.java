package dev.plinth.simulator.aws.monitoring;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.value.Values;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Trails of CloudTrail. */
public final class CloudTrail {

    private static final String PRINCIPAL = "cloudtrail.amazonaws.com";
    private static final List<String> ACTIONS = List.of("s3:GetBucketAcl", "s3:PutObject");

    private CloudTrail() {}

    public static void register(Registry registry) {
        registry.type(AwsTypes.CLOUDTRAIL_TRAIL, "CloudTrail Trail")
                .named("name", 128)
                .arn("arn:aws:cloudtrail:{region}:{account}:trail/{name}")
                .id("arn:aws:cloudtrail:{region}:{account}:trail/{name}")
                .immutable("name")
                .mentions("kmsKeyId", AwsTypes.KMS_KEY, "KmsKeyDoesNotExistException")
                .unique("name", "TrailAlreadyExistsException", "Trail {name} already exists")
                .quota(
                        5,
                        "",
                        "MaximumNumberOfTrailsExceededException",
                        "User: {account} already has 5 trails in {region}")
                .check(CloudTrail::checkBucketPolicy)
                .check(CloudTrail::checkLogs)
                .defaults("enableLogging", true)
                .defaults("includeGlobalServiceEvents", true)
                .defaults("isMultiRegionTrail", false)
                .defaults("isOrganizationTrail", false)
                .defaults("enableLogFileValidation", false)
                .computed("homeRegion", "{region}")
                .computed("snsTopicArn", "");
    }

    /** CloudTrail tries to write to the bucket before it creates the trail; a bucket of another account is not in the simulator. */
    private static void checkBucketPolicy(Operation operation) {
        String bucket = operation.text("s3BucketName");
        if (operation.find(AwsTypes.S3_BUCKET_V2, bucket).isEmpty()) {
            return;
        }
        List<Map<String, Object>> statements = operation.list(AwsTypes.S3_BUCKET_POLICY).stream()
                .filter(policy -> policy.id().equals(bucket))
                .flatMap(policy ->
                        Values.asList(Values.mapFromJson(policy.text("policy")).get("Statement")).stream())
                .map(Values::asMap)
                .filter(statement -> "Allow".equals(statement.get("Effect")))
                .filter(statement -> String.valueOf(statement.get("Principal")).contains(PRINCIPAL))
                .toList();
        for (String action : ACTIONS) {
            operation.require(
                    statements.stream()
                            .anyMatch(statement ->
                                    String.valueOf(statement.get("Action")).contains(action)
                                            && isForTrail(statement, operation)),
                    "InsufficientS3BucketPolicyException",
                    "Incorrect S3 bucket policy is detected for bucket: " + bucket + " (" + action + " for " + PRINCIPAL
                            + ")");
        }
    }

    /** A condition on another trail denies this one. */
    private static boolean isForTrail(Map<String, Object> statement, Operation operation) {
        String condition = String.valueOf(statement.getOrDefault("Condition", ""));
        return !condition.contains("SourceArn")
                || condition.matches(
                        ".*" + Pattern.quote(operation.render("arn:aws:cloudtrail:{region}:{account}:trail/{name}"))
                                + "\\b(?!-).*");
    }

    private static void checkLogs(Operation operation) {
        operation.require(
                operation.has("cloudWatchLogsGroupArn") == operation.has("cloudWatchLogsRoleArn"),
                "InvalidParameterCombinationException",
                "CloudWatch Logs needs both the ARN of a log group and the ARN of a role");
    }
}
