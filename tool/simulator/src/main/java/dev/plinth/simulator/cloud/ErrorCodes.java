package dev.plinth.simulator.cloud;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.table.Violation;
import dev.plinth.simulator.table.Violation.Kind;
import java.util.Map;
import java.util.Set;

/** The error codes by which AWS's services refuse a value, as the API references of each service list them. */
final class ErrorCodes {

    /** For a value, a missing property, and properties that exclude each other. */
    private record Codes(String value, String missing, String combination) {

        Codes(String all) {
            this(all, all, all);
        }
    }

    private static final Codes QUERY =
            new Codes("InvalidParameterValue", "MissingParameter", "InvalidParameterCombination");
    private static final Codes VALIDATION = new Codes("ValidationException");
    private static final Codes PARAMETER = new Codes("InvalidParameterException");
    private static final Codes BAD_REQUEST = new Codes("400 Bad Request");

    /** Vendors whose APIs answer with HTTP's status only. */
    private static final Set<String> HTTP = Set.of("cloudflare", "sentry", "supabase", "vercel");

    private static final Map<String, Codes> BY_TYPE = Map.of(
            AwsTypes.ECS_TASK_DEFINITION, new Codes("ClientException"),
            AwsTypes.CLOUDWATCH_METRIC_ALARM,
                    new Codes("ValidationError", "ValidationError", "InvalidParameterCombination"),
            AwsTypes.CLOUDWATCH_DASHBOARD, new Codes("InvalidParameterInput"),
            AwsTypes.ROUTE53_RECORD, new Codes("InvalidChangeBatch", "InvalidInput", "InvalidChangeBatch"));

    private static final Map<String, Codes> BY_SERVICE = Map.ofEntries(
            Map.entry("rds", QUERY),
            Map.entry("docdb", QUERY),
            Map.entry("neptune", QUERY),
            Map.entry("elasticache", QUERY),
            Map.entry("ec2", QUERY),
            Map.entry("vpc", QUERY),
            Map.entry("ebs", QUERY),
            Map.entry("redshift", QUERY),
            Map.entry("autoscaling", new Codes("ValidationError")),
            Map.entry("lb", new Codes("ValidationError", "ValidationError", "InvalidConfigurationRequest")),
            Map.entry("elb", new Codes("ValidationError")),
            Map.entry("iam", new Codes("ValidationError")),
            Map.entry("cloudformation", new Codes("ValidationError")),
            Map.entry("s3", new Codes("InvalidArgument", "MalformedXML", "InvalidRequest")),
            Map.entry("ecs", PARAMETER),
            Map.entry("ecr", PARAMETER),
            Map.entry("cognito", PARAMETER),
            Map.entry("secretsmanager", PARAMETER),
            Map.entry(
                    "backup",
                    new Codes(
                            "InvalidParameterValueException",
                            "MissingParameterValueException",
                            "InvalidParameterValueException")),
            Map.entry("lambda", new Codes("InvalidParameterValueException")),
            Map.entry("sns", new Codes("InvalidParameter")),
            Map.entry("sqs", new Codes("InvalidAttributeValue")),
            Map.entry("wafv2", new Codes("WAFInvalidParameterException")),
            Map.entry("route53", new Codes("InvalidInput")),
            Map.entry("cloudfront", new Codes("InvalidArgument")),
            Map.entry("eks", PARAMETER),
            Map.entry("efs", new Codes("BadRequest")));

    private ErrorCodes() {}

    /** The code of a violation: its own, or its service's. */
    static String of(String type, Violation violation) {
        return violation.code().isEmpty() ? of(type, violation.kind()) : violation.code();
    }

    /** The code by which the service of a type refuses a value. */
    static String of(String type, Kind kind) {
        String[] parts = type.split("[:/]", -1);
        Codes codes = BY_TYPE.get(type);
        if (codes == null) {
            codes = HTTP.contains(parts[0])
                    ? BAD_REQUEST
                    : parts[1].equals("cloudwatch") && parts[2].startsWith("log")
                            ? PARAMETER
                            : BY_SERVICE.getOrDefault(parts[1], VALIDATION);
        }
        return switch (kind) {
            case VALUE -> codes.value();
            case MISSING -> codes.missing();
            case COMBINATION -> codes.combination();
        };
    }
}
