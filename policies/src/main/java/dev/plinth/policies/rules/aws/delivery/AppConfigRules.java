package dev.plinth.policies.rules.aws.delivery;

import static dev.plinth.policies.rule.Property.property;

import dev.plinth.model.AwsTypes;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.Severity;
import java.util.List;

/**
 * Rules for AWS AppConfig: strategies, environments and profiles.
 *
 * @see <a href="https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-deployment-strategy-predefined.html">Predefined
 *     deployment strategies, and those that AWS recommends for production</a>
 */
public final class AppConfigRules {

    /** The shortest bake time of the strategies that AWS recommends for production. */
    private static final int BAKE_MINUTES = 10;

    private static final int ALL_TARGETS = 100;

    private static final Rule BAKE_TIME = Rule.named("appconfig-bake-time")
            .title("Production AppConfig deployment strategies have a bake time of at least ten minutes")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APPCONFIG_DEPLOYMENT_STRATEGY, "finalBakeTimeInMinutes")
            .risk("An alarm after the last step no longer rolls the configuration back.")
            .remediation(
                    """
                    Set the bake time:
                    DeploymentStrategyArgs.builder().finalBakeTimeInMinutes(10)
                    """)
            .requires(property("finalBakeTimeInMinutes")
                    .isAtLeast(parameters -> BAKE_MINUTES)
                    .inProduction());

    private static final Rule GRADUAL = Rule.named("appconfig-gradual-deployment")
            .title("Production AppConfig deployments reach their targets in steps")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APPCONFIG_DEPLOYMENT_STRATEGY, "deploymentDurationInMinutes", "growthFactor")
            .on(AwsTypes.APPCONFIG_DEPLOYMENT, "deploymentStrategyId")
            .risk("A wrong value reaches all clients before an alarm can roll it back.")
            .remediation(
                    """
                    Deploy to 20 percent of the targets in each step:
                    DeploymentStrategyArgs.builder().growthFactor(20.0).deploymentDurationInMinutes(30)
                    """)
            .requires((resource, context) -> (resource.type().equals(AwsTypes.APPCONFIG_DEPLOYMENT)
                            ? property("deploymentStrategyId")
                                    .isSetTo(
                                            id -> id.asText()
                                                    .filter(text -> !text.equals("AppConfig.AllAtOnce"))
                                                    .isPresent(),
                                            "other than AppConfig.AllAtOnce")
                            : property("growthFactor")
                                    .is(
                                            factor -> factor.asNumber().orElse(ALL_TARGETS) < ALL_TARGETS,
                                            "less than " + ALL_TARGETS)
                                    .and(property("deploymentDurationInMinutes").isAtLeast(parameters -> 1)))
                    .inProduction()
                    .test(resource, context));

    private static final Rule MONITOR = Rule.named("appconfig-environment-monitor")
            .title("Production AppConfig environments monitor an alarm")
            .severity(Severity.MEDIUM)
            .on(AwsTypes.APPCONFIG_ENVIRONMENT, "monitors[].alarmArn")
            .risk("A deployment that causes errors is not rolled back.")
            .remediation(
                    """
                    Monitor the alarm on errors:
                    EnvironmentMonitorArgs.builder().alarmArn(alarm.arn()).alarmRoleArn(role.arn())
                    """)
            .requires(property("monitors").isFilled().inProduction());

    private static final Rule VALIDATOR = Rule.named("appconfig-validators")
            .title("AppConfig free-form configurations have a validator")
            .severity(Severity.LOW)
            .on(AwsTypes.APPCONFIG_CONFIGURATION_PROFILE, "type", "validators")
            .risk("A configuration with a typing error is deployed.")
            .remediation(
                    """
                    Validate with a JSON Schema:
                    ConfigurationProfileValidatorArgs.builder().type("JSON_SCHEMA").content(schema)
                    """)
            // AppConfig validates feature flags itself.
            .requires(property("type")
                    .isOneOf("AWS.AppConfig.FeatureFlags")
                    .or(property("validators").isFilled()));

    public static final List<Rule> ALL = List.of(BAKE_TIME, GRADUAL, MONITOR, VALIDATOR);

    private AppConfigRules() {}
}
