package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Rules for AWS Lambda. */
final class LambdaRules {

    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String EVENT_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
    private static final String PERMISSION = "aws:lambda/permission:Permission";

    private static final Rule RUNTIME = Rule.named("lambda-runtime-supported")
            .title("Lambda functions run on a runtime that AWS supports")
            .severity(Severity.HIGH)
            .on(FUNCTION, "runtime")
            .risk("A deprecated runtime gets no security fixes, and one day its functions can't be changed.")
            .remediation(
                    """
                    Take a newer one:
                    FunctionArgs.builder().runtime("java21")
                    """)
            .references(fsbp("Lambda.2"), checkov("CKV_AWS_363"), cdkNag("L1"))
            .requires(ReleaseRules.isSupported(product -> product.key().equals("lambda")));

    private static final Rule NOT_PUBLIC = Rule.named("lambda-not-public")
            .title("Lambda permissions let nobody in whom they do not name")
            .severity(Severity.CRITICAL)
            .on(PERMISSION, "principal", "principalOrgId", "sourceArn", "sourceAccount")
            .neverWaivable()
            .risk("Everybody with an AWS account, or a browser, runs the function at our cost and with its rights.")
            .remediation(
                    """
                    Name who may invoke it:
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
            .title("Lambda permissions of AWS services name the resource or the account that calls")
            .severity(Severity.MEDIUM)
            .on(PERMISSION, "principal", "sourceArn", "sourceAccount")
            .risk("The service invokes the function for any customer of its own who asks it to.")
            .remediation(
                    """
                    Name the resource:
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
            .title("Lambda function URLs ask IAM who calls")
            .severity(Severity.HIGH)
            .on("aws:lambda/functionUrl:FunctionUrl", "authorizationType")
            .risk("Everybody who finds the URL runs the function.")
            .remediation(
                    """
                    Ask IAM:
                    FunctionUrlArgs.builder().authorizationType("AWS_IAM")
                    """)
            .references(checkov("CKV_AWS_258"))
            .requires(property("authorizationType").isOneOf("AWS_IAM"));

    private static final Rule TRACING = Rule.named("lambda-tracing")
            .title("Lambda functions trace what they do")
            .severity(Severity.LOW)
            .on(FUNCTION, "tracingConfig.mode")
            .risk("Nobody sees where the time of a slow request goes.")
            .remediation(
                    """
                    Trace:
                    FunctionTracingConfigArgs.builder().mode("Active")
                    """)
            .references(checkov("CKV_AWS_50"))
            .requires(property("tracingConfig.mode").isOneOf("Active"));

    private static final Rule DEAD_LETTER = Rule.named("lambda-dead-letter")
            .title("Lambda functions keep the events that they fail on")
            .severity(Severity.MEDIUM)
            .on(FUNCTION, "deadLetterConfig.targetArn")
            .lookingAt(EVENT_CONFIG, "functionName", "destinationConfig.onFailure.destination")
            .risk("After the retries the event is gone, and nobody knows what was lost.")
            .remediation(
                    """
                    Keep them in a queue:
                    FunctionDeadLetterConfigArgs.builder().targetArn(queue.arn())
                    """)
            .references(checkov("CKV_AWS_116"))
            .requiresInStack(property("deadLetterConfig.targetArn").isText().or(LambdaRules::hasFailureDestination));

    private static final Rule NO_SECRET_ENVIRONMENT = Rule.named("lambda-no-secret-env")
            .title("Lambda functions get secrets from Secrets Manager, not from their environment")
            .severity(Severity.CRITICAL)
            .on(FUNCTION, "environment.variables")
            .risk("Everybody who may read the function's configuration reads the secret.")
            .remediation(
                    """
                    Pass the secret's ARN, and read it in the function:
                    FunctionEnvironmentArgs.builder().variables(Map.of("DB_SECRET_ARN", secretArn))
                    """)
            .references(checkov("CKV_AWS_45"))
            .requires(LambdaRules::hasNoSecretInEnvironment);

    private static final Rule ENVIRONMENT_KEY = Rule.named("lambda-env-encrypted")
            .title("Lambda functions encrypt their environment with a key of their own")
            .severity(Severity.LOW)
            .on(FUNCTION, "kmsKeyArn", "environment.variables")
            .risk("Whoever may read the function's configuration reads its environment: there is no second lock.")
            .remediation(
                    """
                    Give it a key:
                    FunctionArgs.builder().kmsKeyArn(key.arn())
                    """)
            .references(checkov("CKV_AWS_173"))
            .requires(CustomerKeys.isCustomerKey("kmsKeyArn")
                    .where("environment.variables", variables -> !variables.isEmpty()));

    private static final Rule CONCURRENCY = Rule.named("lambda-concurrency-limit")
            .title("Lambda functions have a limit to how many run at once")
            .severity(Severity.LOW)
            .on(FUNCTION, "reservedConcurrentExecutions")
            .risk("One function takes the capacity of all others in the account, or of the database behind it.")
            .remediation(
                    """
                    Limit it:
                    FunctionArgs.builder().reservedConcurrentExecutions(50)
                    """)
            .references(checkov("CKV_AWS_115"))
            .requires(property("reservedConcurrentExecutions").isAtLeast(parameters -> 0));

    private static final Rule MULTI_AZ = Rule.named("lambda-multi-az")
            .title("Lambda functions in a VPC run in two Availability Zones")
            .severity(Severity.MEDIUM)
            .on(FUNCTION, "vpcConfig.subnetIds")
            .risk("The loss of one Availability Zone stops the function.")
            .remediation(
                    """
                    Give it the private subnets of every zone:
                    FunctionVpcConfigArgs.builder().subnetIds(network.privateSubnetIds())
                    """)
            .references(fsbp("Lambda.5"))
            .requiresInStack(property("vpcConfig.subnetIds")
                    .hasAtLeast(2, "aws:ec2/subnet:Subnet")
                    .where("vpcConfig", config -> !config.isEmpty()));

    static final List<Rule> ALL = List.of(
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
                context.referrers(function, "functionName", EVENT_CONFIG).stream()
                        .anyMatch(config -> !config.input("destinationConfig.onFailure.destination")
                                .isAbsent()),
                "no FunctionEventInvokeConfig has an onFailure destination");
    }

    /** Names the variable and never its value. */
    private static Verdict hasNoSecretInEnvironment(GraphResource function, RuleContext context) {
        PropertyValue variables = function.input("environment.variables");
        if (variables.isUnknown()) {
            return Verdict.unknown("environment.variables");
        }
        if (variables.isAbsent()) {
            return Verdict.PASS;
        }
        if (!(variables.revealed() instanceof PropertyValue.ObjectValue object)) {
            return Verdict.fail("environment.variables must be an object of texts");
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
                verdicts.add(Verdict.fail(path + " must be a text"));
            } else if (Credentials.isHeldBy(name, value.asText().orElse(""))) {
                verdicts.add(Verdict.fail(path + " holds a credential"));
            }
        });
        return Verdict.all(verdicts);
    }
}
