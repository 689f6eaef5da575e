package dev.plinth.policies.rules.aws.compute;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.condition.Credentials;
import dev.plinth.policies.condition.CustomerKeys;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.aws.database.ReleaseRules;
import java.util.ArrayList;
import java.util.List;

/** Rules for AWS Lambda. */
public final class LambdaRules {

    private static final Rule RUNTIME = Rule.named("lambda-runtime-supported")
            .title("Lambda functions use a supported runtime")
            .severity(Severity.HIGH)
            .on(AwsTypes.LAMBDA_FUNCTION, "runtime")
            .risk("A deprecated runtime receives no security fixes, and its functions can eventually no "
                    + "longer be updated.")
            .remediation(
                    """
                    Use a newer runtime:
                    FunctionArgs.builder().runtime("java21")
                    """)
            .references(fsbp("Lambda.2"), checkov("CKV_AWS_363"), cdkNag("L1"))
            .requires(ReleaseRules.isSupported(product -> product.key().equals("lambda")));

    private static final Rule NOT_PUBLIC = Rule.named("lambda-not-public")
            .title("Lambda permissions do not grant public access")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.LAMBDA_PERMISSION, "principal", "principalOrgId", "sourceArn", "sourceAccount")
            .neverWaivable()
            .risk("Anyone with an AWS account or a browser can run the function at your cost and with its "
                    + "permissions.")
            .remediation(
                    """
                    Name the principal that may invoke the function:
                    PermissionArgs.builder().principal("events.amazonaws.com").sourceArn(rule.arn())
                    """)
            .references(fsbp("Lambda.1"), checkov("CKV_AWS_301"))
            .requires(property("principal")
                    .isNoneOf("*")
                    .and(property("principal").isText())
                    .or(property("principalOrgId").isText())
                    // A bucket's ARN names no account, and another account may own the name tomorrow.
                    .and(property("sourceAccount").isText().where("principal", principal -> principal
                            .asText()
                            .orElse("")
                            .equals("s3.amazonaws.com"))));

    private static final Rule PERMISSION_SCOPED = Rule.named("lambda-permission-scoped")
            .title("Lambda permissions for AWS services name the calling resource or account")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LAMBDA_PERMISSION, "principal", "sourceArn", "sourceAccount")
            .risk("Other customers of the service can make it invoke the function.")
            .remediation(
                    """
                    Name the source:
                    PermissionArgs.builder().principal("s3.amazonaws.com").sourceArn(bucket.arn()).sourceAccount(accountId)
                    """)
            .references(checkov("CKV_AWS_364"))
            .requires(property("sourceArn")
                    .isText()
                    .or(property("sourceAccount").isText())
                    .where(
                            "principal",
                            principal -> principal.asText().orElse("").contains(".amazonaws.com")));

    private static final Rule URL_AUTHENTICATED = Rule.named("lambda-url-authenticated")
            .title("Lambda function URLs require IAM authentication")
            .severity(Severity.HIGH)
            .on(AwsTypes.LAMBDA_FUNCTION_URL, "authorizationType")
            .risk("Anyone who finds the URL can run the function.")
            .remediation(
                    """
                    Require IAM authentication:
                    FunctionUrlArgs.builder().authorizationType("AWS_IAM")
                    """)
            .references(checkov("CKV_AWS_258"))
            .requires(property("authorizationType").isOneOf("AWS_IAM"));

    private static final Rule TRACING = Rule.named("lambda-tracing")
            .title("Lambda functions have X-Ray tracing enabled")
            .severity(Severity.LOW)
            .on(AwsTypes.LAMBDA_FUNCTION, "tracingConfig.mode")
            .risk("The cause of a slow request cannot be located.")
            .remediation(
                    """
                    Enable tracing:
                    FunctionTracingConfigArgs.builder().mode("Active")
                    """)
            .references(checkov("CKV_AWS_50"))
            .requires(property("tracingConfig.mode").isOneOf("Active"));

    private static final Rule DEAD_LETTER = Rule.named("lambda-dead-letter")
            .title("Lambda functions have a destination for failed events")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LAMBDA_FUNCTION, "deadLetterConfig.targetArn")
            .lookingAt(
                    AwsTypes.LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG,
                    "functionName",
                    "destinationConfig.onFailure.destination")
            .risk("Failed events are lost without a record after the retries.")
            .remediation(
                    """
                    Set a dead-letter queue:
                    FunctionDeadLetterConfigArgs.builder().targetArn(queue.arn())
                    """)
            .references(checkov("CKV_AWS_116"))
            .requiresInStack(property("deadLetterConfig.targetArn").isText().or(LambdaRules::hasFailureDestination));

    private static final Rule NO_SECRET_ENVIRONMENT = Rule.named("lambda-no-secret-env")
            .title("Lambda functions receive secrets from Secrets Manager, not as environment variables")
            .severity(Severity.CRITICAL)
            .on(AwsTypes.LAMBDA_FUNCTION, "environment.variables")
            .risk("Anyone who can read the function's configuration can read the secret.")
            .remediation(
                    """
                    Pass the ARN of the secret, and read the secret in the function:
                    FunctionEnvironmentArgs.builder().variables(Map.of("DB_SECRET_ARN", secretArn))
                    """)
            .references(checkov("CKV_AWS_45"))
            .requires(LambdaRules::hasNoSecretInEnvironment);

    private static final Rule ENVIRONMENT_KEY = Rule.named("lambda-env-encrypted")
            .title("Lambda functions encrypt their environment with a customer managed key")
            .severity(Severity.LOW)
            .on(AwsTypes.LAMBDA_FUNCTION, "kmsKeyArn", "environment.variables")
            .risk("Anyone who can read the function's configuration can read its environment: there is no "
                    + "second control.")
            .remediation(
                    """
                    Set a customer managed key:
                    FunctionArgs.builder().kmsKeyArn(key.arn())
                    """)
            .references(checkov("CKV_AWS_173"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyArn")
                    .where("environment.variables", variables -> !variables.isEmpty()));

    private static final Rule CONCURRENCY = Rule.named("lambda-concurrency-limit")
            .title("Lambda functions have a concurrency limit")
            .severity(Severity.LOW)
            .on(AwsTypes.LAMBDA_FUNCTION, "reservedConcurrentExecutions")
            .risk("A single function can use up the concurrency of the account, or overload its database.")
            .remediation(
                    """
                    Set a limit:
                    FunctionArgs.builder().reservedConcurrentExecutions(50)
                    """)
            .references(checkov("CKV_AWS_115"))
            .requires(property("reservedConcurrentExecutions").isAtLeast(parameters -> 0));

    private static final Rule MULTI_AZ = Rule.named("lambda-multi-az")
            .title("Lambda functions in a VPC span at least two Availability Zones")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.LAMBDA_FUNCTION, "vpcConfig.subnetIds")
            .risk("The loss of one Availability Zone stops the function.")
            .remediation(
                    """
                    Use the private subnets of all zones:
                    FunctionVpcConfigArgs.builder().subnetIds(network.privateSubnetIds())
                    """)
            .references(fsbp("Lambda.5"))
            .requiresInStack(property("vpcConfig.subnetIds")
                    .hasAtLeast(2, AwsTypes.EC2_SUBNET)
                    .where("vpcConfig", config -> !config.isEmpty()));

    public static final List<Rule> ALL = List.of(
            RUNTIME,
            NOT_PUBLIC,
            PERMISSION_SCOPED,
            URL_AUTHENTICATED,
            TRACING,
            DEAD_LETTER,
            NO_SECRET_ENVIRONMENT,
            ENVIRONMENT_KEY,
            CONCURRENCY,
            MULTI_AZ);

    private LambdaRules() {}

    private static Verdict hasFailureDestination(GraphResource function, RuleContext context) {
        return Verdict.passIf(
                context.referrers(function, "functionName", AwsTypes.LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG).stream()
                        .anyMatch(config -> !config.input("destinationConfig.onFailure.destination")
                                .isAbsent()),
                "no FunctionEventInvokeConfig has an onFailure destination");
    }

    /** The message names the variable, not its value. */
    private static Verdict hasNoSecretInEnvironment(GraphResource function, RuleContext context) {
        PropertyValue variables = function.input("environment.variables");
        if (variables.isUnknown()) {
            return Verdict.unknown("environment.variables");
        }
        if (variables.isAbsent()) {
            return Verdict.PASS;
        }
        if (!(variables.revealed() instanceof PropertyValue.ObjectValue object)) {
            return Verdict.fail("environment.variables must be an object of strings");
        }
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        object.properties().forEach((name, value) -> {
            String path = "environment.variables." + name;
            if (value.isUnknown()) {
                verdicts.add(
                        Credentials.isNamed(name)
                                ? Verdict.fail(path + " is named like a credential")
                                : Verdict.unknown(path));
            } else if (value.asText().isEmpty() && !value.isAbsent()) {
                verdicts.add(Verdict.fail(path + " must be a string"));
            } else if (Credentials.isHeldBy(name, value.asText().orElse(""))) {
                verdicts.add(Verdict.fail(path + " contains a credential"));
            }
        });
        return Verdict.all(verdicts);
    }
}
