package dev.plinth.policies.rules;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.cdkNag;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.policies.graph.GraphResource;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Rules for Amazon ECS. */
final class EcsRules {

    private static final String SERVICE = "aws:ecs/service:Service";
    private static final String TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
    private static final String SCALING_TARGET = "aws:appautoscaling/target:Target";

    private static final Rule NO_PUBLIC_IP = Rule.named("ecs-no-public-ip")
            .title("ECS tasks have no public address")
            .severity(Severity.HIGH)
            .on(SERVICE, "networkConfiguration.assignPublicIp")
            .on("aws:ecs/taskSet:TaskSet", "networkConfiguration.assignPublicIp")
            .risk("Tasks can be reached around the load balancer, its certificate and its firewall.")
            .remediation(
                    """
                    Run the tasks in private subnets:
                    ServiceNetworkConfigurationArgs.builder().assignPublicIp(false).subnets(network.privateSubnetIds())
                    """)
            .references(fsbp("ECS.2"), fsbp("ECS.16"), checkov("CKV_AWS_333"))
            .requires(property("networkConfiguration.assignPublicIp").isNotTrue());

    private static final Rule CIRCUIT_BREAKER = Rule.named("ecs-circuit-breaker")
            .title("ECS services roll a failing deployment back by themselves")
            .severity(Severity.HIGH)
            .on(
                    SERVICE,
                    "deploymentCircuitBreaker.enable",
                    "deploymentCircuitBreaker.rollback",
                    "deploymentController.type")
            .risk("A broken image is started again and again, and nobody is told.")
            .remediation(
                    """
                    Break off and roll back:
                    ServiceDeploymentCircuitBreakerArgs.builder().enable(true).rollback(true)
                    """)
            .requires(property("deploymentCircuitBreaker.enable")
                    .isTrue()
                    .and(property("deploymentCircuitBreaker.rollback").isTrue())
                    .onlyIf((service, context) -> service.input("deploymentController.type")
                            .asText()
                            .orElse("ECS")
                            .equals("ECS")));

    private static final Rule TWO_TASKS = Rule.named("ecs-two-tasks")
            .title("Production ECS services run two tasks and have room to scale")
            .severity(Severity.HIGH)
            .on(SERVICE, "desiredCount", "schedulingStrategy")
            .lookingAt(SCALING_TARGET, "resourceId", "minCapacity", "maxCapacity")
            .risk("The loss of one task, or of one Availability Zone, is an outage.")
            .remediation(
                    """
                    Never go below two:
                    TargetArgs.builder().minCapacity(2).maxCapacity(20)
                    """)
            .requiresInStack((service, context) ->
                    context.isProduction() ? enoughTasks(service, context) : Verdict.NOT_APPLICABLE);

    private static final Rule NOT_PRIVILEGED = taskRule("ecs-not-privileged", "privileged")
            .title("ECS containers are not privileged")
            .severity(Severity.CRITICAL)
            .risk("A privileged container that is broken into owns its host and every other container there.")
            .remediation(
                    """
                    Leave the key privileged out of the container's definition, or set it to false:
                    Map.of("name", "api", "privileged", false)
                    """)
            .references(fsbp("ECS.4"), checkov("CKV_AWS_334"))
            .requires(Containers.each(container -> Verdict.passIf(
                    isFalseOrAbsent(container.path("privileged")),
                    Containers.at(container, "privileged") + " must be false")));

    private static final Rule READONLY_ROOT = taskRule("ecs-readonly-root", "readonlyRootFilesystem")
            .title("ECS containers can't write to their root file system")
            .severity(Severity.HIGH)
            .risk("Whoever breaks into the application can change it and leave tools behind.")
            .remediation(
                    """
                    Mount the file system read-only, and a volume where the application writes:
                    Map.of("name", "api", "readonlyRootFilesystem", true)
                    """)
            .references(fsbp("ECS.5"), checkov("CKV_AWS_336"))
            .requires(Containers.each(container -> Verdict.passIf(
                    isTrue(container.path("readonlyRootFilesystem")),
                    Containers.at(container, "readonlyRootFilesystem") + " must be true")));

    private static final Rule NO_SECRET_ENVIRONMENT = taskRule("ecs-no-secret-env", "environment")
            .title("ECS containers get secrets from Secrets Manager, not from their environment")
            .severity(Severity.CRITICAL)
            .risk("Everybody who may describe the task definition reads the secret, in every revision there ever was.")
            .remediation(
                    """
                    Name the secret by its ARN:
                    Map.of("secrets", List.of(Map.of("name", "DB_PASSWORD", "valueFrom", secretArn)))
                    """)
            .references(fsbp("ECS.8"))
            .requires(Containers.each(EcsRules::hasNoSecretInEnvironment));

    private static final Rule LOGGING = taskRule("ecs-logging", "logConfiguration")
            .title("ECS containers send their logs somewhere")
            .severity(Severity.HIGH)
            .risk("When a task dies its output dies with it.")
            .remediation(
                    """
                    Send the logs to CloudWatch:
                    Map.of("logConfiguration", Map.of("logDriver", "awslogs", "options", options))
                    """)
            .references(fsbp("ECS.9"), cdkNag("ECS7"))
            .requires(Containers.each(container -> Verdict.passIf(
                    !container
                            .path("logConfiguration")
                            .path("logDriver")
                            .asText()
                            .isBlank(),
                    Containers.at(container, "logConfiguration.logDriver") + " must be set")));

    static final List<Rule> ALL = List.of(
            NO_PUBLIC_IP, CIRCUIT_BREAKER, TWO_TASKS, NOT_PRIVILEGED, READONLY_ROOT, NO_SECRET_ENVIRONMENT, LOGGING);

    private EcsRules() {}

    private static Rule.Builder taskRule(String id, String key) {
        return Rule.named(id).on(TASK_DEFINITION, "containerDefinitions." + key);
    }

    private static boolean isTrue(JsonNode node) {
        return node.asText().equalsIgnoreCase("true");
    }

    private static boolean isFalseOrAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.asText().equalsIgnoreCase("false");
    }

    /** Names the variable and never its value. */
    private static Verdict hasNoSecretInEnvironment(JsonNode container) {
        JsonNode environment = container.path("environment");
        if (!environment.isMissingNode() && !environment.isNull() && !environment.isArray()) {
            return Verdict.fail(Containers.at(container, "environment") + " must be a list");
        }
        List<Verdict> verdicts = new ArrayList<>(List.of(Verdict.PASS));
        for (JsonNode variable : environment) {
            String name = variable.path("name").asText();
            String value = variable.path("value").asText();
            if (Credentials.isHeldBy(name, value)) {
                verdicts.add(Verdict.fail(
                        Containers.at(container, "environment") + " holds a credential in the variable " + name));
            }
        }
        return Verdict.all(verdicts);
    }

    private static Verdict enoughTasks(GraphResource service, RuleContext context) {
        if (service.input("schedulingStrategy").asText().orElse("").equals("DAEMON")) {
            return Verdict.NOT_APPLICABLE;
        }
        List<GraphResource> targets = context.ofType(SCALING_TARGET).stream()
                .filter(target -> scales(target, service, context))
                .toList();
        if (targets.isEmpty()) {
            return property("desiredCount").isAtLeast(parameters -> 2).test(service, context);
        }
        return Verdict.all(targets.stream().map(EcsRules::hasRoom).toList());
    }

    /** The target names the service as service/cluster/name, in a text of which only the end is the service's name. */
    private static boolean scales(GraphResource target, GraphResource service, RuleContext context) {
        String resourceId = target.input("resourceId").asText().orElse("");
        String name = service.output("name")
                .asText()
                .or(() -> service.input("name").asText())
                .orElse("");
        boolean named = !name.isEmpty() && resourceId.startsWith("service/") && resourceId.endsWith("/" + name);
        return named || context.references(target, "resourceId", SERVICE).contains(service);
    }

    private static Verdict hasRoom(GraphResource target) {
        if (target.input("minCapacity").isUnknown()
                || target.input("maxCapacity").isUnknown()) {
            return Verdict.unknown("minCapacity of " + target.name());
        }
        OptionalDouble least = target.input("minCapacity").asNumber();
        OptionalDouble most = target.input("maxCapacity").asNumber();
        return Verdict.passIf(
                least.orElse(0) >= 2 && most.orElse(0) > least.orElse(0),
                "the scaling target " + target.name() + " has minCapacity "
                        + target.input("minCapacity").describe() + " and maxCapacity "
                        + target.input("maxCapacity").describe() + ", they must be at least 2 and more than that");
    }
}
