package dev.plinth.policies.rules.aws.network;

import static dev.plinth.policies.rule.Property.property;
import static dev.plinth.policies.rule.Reference.checkov;
import static dev.plinth.policies.rule.Reference.fsbp;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.model.ResourceGraph.Derivation;
import dev.plinth.policies.condition.JsonText;
import dev.plinth.policies.condition.Related;
import dev.plinth.policies.condition.Statement;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/** Rules for VPC endpoints and endpoint services. */
public final class EndpointRules {

    private static final Rule ECR_ENDPOINTS = Rule.named("vpce-ecr-private")
            .title("Production Fargate tasks pull images through VPC endpoints")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_VPC)
            .lookingAt(AwsTypes.EC2_VPC_ENDPOINT, "vpcId", "serviceName", "vpcEndpointType", "privateDnsEnabled")
            .lookingAt(AwsTypes.ECS_TASK_DEFINITION, "requiresCompatibilities")
            .risk("A failed or saturated NAT gateway prevents new tasks from starting.")
            .remediation(
                    """
                    Create endpoints for both ECR services:
                    NetworkArgs.builder().interfaceEndpoints("ecr.api", "ecr.dkr")
                    """)
            .references(fsbp("EC2.55"), fsbp("EC2.56"))
            .requiresInStack(hasEndpoint("ecr.api")
                    .and(hasEndpoint("ecr.dkr"))
                    .onlyIf((vpc, context) -> runsFargate(context))
                    .inProduction());

    private static final Rule ENDPOINT_SCOPED = Rule.named("vpce-scoped")
            .title("VPC endpoints are restricted to named principals and a security group")
            .severity(Severity.LOW)
            .on(AwsTypes.EC2_VPC_ENDPOINT, "policy", "vpcEndpointType", "securityGroupIds")
            .lookingAt(AwsTypes.EC2_VPC_ENDPOINT_POLICY, "vpcEndpointId")
            .risk("Any program in the VPC can copy data to other accounts through the endpoint.")
            .remediation(
                    """
                    Restrict the endpoint to your account:
                    "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}
                    """)
            .requiresInStack(EndpointRules::isScoped);

    private static final Rule ENDPOINT_DNS = Rule.named("vpce-private-dns")
            .title("Interface endpoints of AWS services have private DNS enabled")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_VPC_ENDPOINT, "privateDnsEnabled", "serviceName", "vpcEndpointType")
            .risk("SDKs keep calling the service over the internet.")
            .remediation(
                    """
                    Enable private DNS:
                    VpcEndpointArgs.builder().vpcEndpointType("Interface").privateDnsEnabled(true)
                    """)
            .requires(property("privateDnsEnabled")
                    .isTrue()
                    .onlyIf((endpoint, context) -> isInterface(endpoint)
                            && endpoint.input("serviceName").asText().orElse("").startsWith("com.amazonaws.")
                            && !endpoint.input("serviceName")
                                    .asText()
                                    .orElse("")
                                    .contains(".vpce.")));

    private static final Rule SERVICE_ACCEPTANCE = Rule.named("vpce-service-acceptance")
            .title("Endpoint services require acceptance of connections")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.EC2_VPC_ENDPOINT_SERVICE, "acceptanceRequired")
            .risk("Every allowed account connects without review.")
            .remediation(
                    """
                    Require acceptance:
                    VpcEndpointServiceArgs.builder().acceptanceRequired(true)
                    """)
            .references(checkov("CKV_AWS_123"))
            .requires(property("acceptanceRequired").isTrue());

    public static final List<Rule> ALL = List.of(ECR_ENDPOINTS, ENDPOINT_SCOPED, ENDPOINT_DNS, SERVICE_ACCEPTANCE);

    private EndpointRules() {}

    private static final Derivation<Boolean> RUNS_FARGATE = graph -> graph.ofType(AwsTypes.ECS_TASK_DEFINITION).stream()
            .flatMap(task -> task.input("requiresCompatibilities").elements().stream())
            .anyMatch(compatibility -> compatibility.asText().orElse("").equals("FARGATE"));

    private static boolean isInterface(GraphResource endpoint) {
        return endpoint.input("vpcEndpointType").asText().orElse("Gateway").equals("Interface");
    }

    private static Condition hasEndpoint(String service) {
        return Related.some(
                AwsTypes.EC2_VPC_ENDPOINT,
                "vpcId",
                (endpoint, context) -> {
                    PropertyValue name = endpoint.input("serviceName");
                    if (name.isUnknown()) {
                        return Verdict.unknown("serviceName");
                    }
                    return name.asText().orElse("").endsWith("." + service) && isInterface(endpoint)
                            ? property("privateDnsEnabled").isTrue().test(endpoint, context)
                            : Verdict.NOT_APPLICABLE;
                },
                "the VPC has no interface endpoint for " + service);
    }

    private static boolean runsFargate(RuleContext context) {
        return context.graph().once(RUNS_FARGATE);
    }

    private static Verdict isScoped(GraphResource endpoint, RuleContext context) {
        boolean policyBeside = !context.referrers(endpoint, "vpcEndpointId", AwsTypes.EC2_VPC_ENDPOINT_POLICY)
                .isEmpty();
        Verdict policy = policyBeside ? Verdict.PASS : narrows(endpoint);
        Verdict group = isInterface(endpoint)
                ? property("securityGroupIds").isFilled().test(endpoint, context)
                : Verdict.NOT_APPLICABLE;
        return Verdict.all(List.of(policy, group));
    }

    private static Verdict narrows(GraphResource endpoint) {
        if (endpoint.input("policy").isAbsent()) {
            return Verdict.fail("policy is not set, which allows every principal everything");
        }
        return JsonText.judge(endpoint, "policy", document -> {
            List<Statement> statements = Statement.of(document);
            boolean open = statements.stream()
                    .anyMatch(statement -> statement.isPublic()
                            && statement.actions().contains("*")
                            && statement.resources().contains("*"));
            return Verdict.passIf(
                    !statements.isEmpty() && !open, "policy allows every principal everything, or nothing");
        });
    }
}
