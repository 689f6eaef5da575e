package dev.plinth.policies.rules;

import static dev.plinth.testkit.rule.Outcome.FAIL;
import static dev.plinth.testkit.rule.Outcome.NOT_APPLICABLE;
import static dev.plinth.testkit.rule.Outcome.PASS;
import static dev.plinth.testkit.rule.RuleFixture.property;

import dev.plinth.testkit.rule.RuleFixture;
import java.util.List;
import java.util.Map;

/** Fixtures of the rules for Lambda. */
final class LambdaFixtures {

    static final String FUNCTION = "aws:lambda/function:Function";
    static final String PERMISSION = "aws:lambda/permission:Permission";

    private LambdaFixtures() {}

    static List<RuleFixture> all() {
        return List.of(
                property("lambda-runtime-supported", FUNCTION, "runtime", "java21", "nodejs14.x", NOT_APPLICABLE),
                property("lambda-not-public", PERMISSION, "principal", "events.amazonaws.com", "*", FAIL),
                property(
                        "lambda-permission-scoped",
                        PERMISSION,
                        "sourceArn",
                        "arn:aws:s3:::uploads",
                        "",
                        FAIL,
                        Map.of("principal", "s3.amazonaws.com")),
                property(
                        "lambda-url-authenticated",
                        "aws:lambda/functionUrl:FunctionUrl",
                        "authorizationType",
                        "AWS_IAM",
                        "NONE",
                        FAIL),
                property("lambda-tracing", FUNCTION, "tracingConfig.mode", "Active", "PassThrough", FAIL),
                property("lambda-dead-letter", FUNCTION, "deadLetterConfig.targetArn", "arn:aws:sqs:x", "", FAIL),
                property(
                        "lambda-no-secret-env",
                        FUNCTION,
                        "environment.variables",
                        Map.of("DB_SECRET_ARN", "arn:x"),
                        Map.of("DB_PASSWORD", "hunter2"),
                        PASS),
                property(
                        "lambda-env-encrypted",
                        FUNCTION,
                        "kmsKeyArn",
                        "arn:aws:kms:x",
                        "",
                        FAIL,
                        Map.of("environment", Map.of("variables", Map.of("STAGE", "live")))),
                property("lambda-concurrency-limit", FUNCTION, "reservedConcurrentExecutions", "50", -1, FAIL),
                property(
                        "lambda-multi-az",
                        FUNCTION,
                        "vpcConfig.subnetIds",
                        List.of("subnet-a", "subnet-b"),
                        List.of("subnet-a"),
                        FAIL,
                        Map.of("vpcConfig", Map.of("securityGroupIds", List.of("sg-1")))));
    }
}
