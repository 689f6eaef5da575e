package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.model.GraphResource;
import dev.plinth.model.PropertyValue;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleContext;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import java.util.List;

/**
 * Rules for AWS CodeDeploy, beside the rule on rollback.
 *
 * @see <a href="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html">Deployment configurations</a>
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/codedeploy-lambda-allatonce-traffic-shift-disabled.html">AWS
 *     Config rule codedeploy-lambda-allatonce-traffic-shift-disabled</a>
 */
public final class CodeDeployRules {

    private static final Rule GRADUAL = Rule.named("codedeploy-gradual-deployment")
            .title("Production CodeDeploy deployments shift traffic in steps")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP, "deploymentConfigName", "ecsService")
            .on(AwsTypes.CODEDEPLOY_DEPLOYMENT_CONFIG, "computePlatform", "trafficRoutingConfig.type")
            .risk("All users receive a broken version before an alarm can roll it back.")
            .remediation(
                    """
                    Shift 10 percent of the traffic first:
                    DeploymentGroupArgs.builder().deploymentConfigName("CodeDeployDefault.ECSCanary10Percent5Minutes")
                    """)
            .requires(((Condition) CodeDeployRules::isGradual).inProduction());

    public static final List<Rule> ALL = List.of(GRADUAL);

    private CodeDeployRules() {}

    private static Verdict isGradual(GraphResource resource, RuleContext context) {
        if (resource.type().equals(AwsTypes.CODEDEPLOY_DEPLOYMENT_GROUP)) {
            // Without a configuration, a deployment to servers goes to one of them at a time, and others shift all
            // traffic.
            boolean servers = resource.input("ecsService").isEmpty();
            return property("deploymentConfigName")
                    .isSetTo(
                            name -> name.isAbsent() ? servers : isGradual(name),
                            "a configuration that does not deploy all at once")
                    .test(resource, context);
        }
        return property("trafficRoutingConfig.type")
                .isNoneOf("AllAtOnce")
                .and(property("trafficRoutingConfig.type").isText())
                .onlyIf((configuration, ignored) -> List.of("ECS", "Lambda")
                        .contains(
                                configuration.input("computePlatform").asText().orElse("")))
                .test(resource, context);
    }

    private static boolean isGradual(PropertyValue name) {
        return name.asText().filter(text -> !text.endsWith("AllAtOnce")).isPresent();
    }
}
