package dev.plinth.simulator.aws.integration;

import dev.plinth.model.AwsTypes;
import dev.plinth.simulator.aws.common.Rules;
import dev.plinth.simulator.cloud.Operation;
import dev.plinth.simulator.cloud.Registry;
import dev.plinth.simulator.store.StoredResource;
import dev.plinth.simulator.value.Values;
import java.util.Map;
import java.util.Optional;

/**
 * Feature flags and other configurations of AWS AppConfig. Deployments end immediately.
 *
 * @see <a href="https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_Operations.html">Operations</a>
 */
public final class AppConfig {

    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String BAD_REQUEST = "BadRequestException";
    private static final String FLAGS = "AWS.AppConfig.FeatureFlags";
    private static final long MOST_MINUTES = 1440;

    private AppConfig() {}

    /** Registers AppConfig's types. */
    public static void register(Registry registry) {
        registerPlaces(registry);
        registry.type(AwsTypes.APPCONFIG_HOSTED_CONFIGURATION_VERSION, "AppConfig Hosted Configuration Version")
                .id("{applicationId}/{configurationProfileId}/{versionNumber}")
                .arn(
                        "arn:aws:appconfig:{region}:{account}:application/{applicationId}/configurationprofile/{configurationProfileId}/hostedconfigurationversion/{versionNumber}")
                .mentions("applicationId", AwsTypes.APPCONFIG_APPLICATION, NOT_FOUND)
                .immutable("applicationId", "configurationProfileId", "content", "contentType", "description")
                .check(operation -> operation.state().computeIfAbsent("versionNumber", key -> version(operation)))
                .check(AppConfig::checkContent);
        registry.type(AwsTypes.APPCONFIG_DEPLOYMENT_STRATEGY, "AppConfig Deployment Strategy")
                .named("name", 64)
                .id("{hex7}")
                .arn("arn:aws:appconfig:{region}:{account}:deploymentstrategy/{id}")
                .predefined(
                        "AppConfig\\.(AllAtOnce|Linear20PercentEvery6Minutes|Canary10Percent20Minutes|Linear50PercentEvery30Seconds)")
                .immutable("replicateTo")
                .validate(Rules.within("deploymentDurationInMinutes", 0, MOST_MINUTES))
                .validate(Rules.within("finalBakeTimeInMinutes", 0, MOST_MINUTES))
                .validate(Rules.within("growthFactor", 1, 100))
                .validate(Rules.oneOf("growthType", "LINEAR", "EXPONENTIAL"))
                .validate(Rules.oneOf("replicateTo", "NONE", "SSM_DOCUMENT"))
                .defaults("growthType", "LINEAR")
                .defaults("finalBakeTimeInMinutes", 0L);
        registry.type(AwsTypes.APPCONFIG_DEPLOYMENT, "AppConfig Deployment")
                .id("{applicationId}/{environmentId}/{deploymentNumber}")
                .arn(
                        "arn:aws:appconfig:{region}:{account}:application/{applicationId}/environment/{environmentId}/deployment/{deploymentNumber}")
                .mentions("applicationId", AwsTypes.APPCONFIG_APPLICATION, NOT_FOUND)
                .mentions("deploymentStrategyId", AwsTypes.APPCONFIG_DEPLOYMENT_STRATEGY, NOT_FOUND)
                .immutable(
                        "applicationId",
                        "environmentId",
                        "configurationProfileId",
                        "configurationVersion",
                        "deploymentStrategyId",
                        "description",
                        "kmsKeyIdentifier")
                .check(operation -> operation.state().computeIfAbsent("deploymentNumber", key -> count(operation)))
                .check(AppConfig::checkDeployment)
                .computed("state", "COMPLETE");
    }

    private static void registerPlaces(Registry registry) {
        registry.type(AwsTypes.APPCONFIG_APPLICATION, "AppConfig Application")
                .named("name", 64)
                .id("{hex7}")
                .arn("arn:aws:appconfig:{region}:{account}:application/{id}")
                .renamable()
                .inUse(BAD_REQUEST, "The application has {users}");
        registry.type(AwsTypes.APPCONFIG_ENVIRONMENT, "AppConfig Environment")
                .named("name", 64)
                .id("{environmentId}:{applicationId}")
                .arn("arn:aws:appconfig:{region}:{account}:application/{applicationId}/environment/{environmentId}")
                .renamable()
                .uses("applicationId", AwsTypes.APPCONFIG_APPLICATION, NOT_FOUND)
                .mentions("monitors.alarmArn", AwsTypes.CLOUDWATCH_METRIC_ALARM, BAD_REQUEST)
                .mentions("monitors.alarmRoleArn", AwsTypes.IAM_ROLE, BAD_REQUEST)
                .immutable("applicationId")
                .check(operation ->
                        operation.state().computeIfAbsent("environmentId", key -> operation.hex(7, "environment")))
                .computed("state", "READY_FOR_DEPLOYMENT");
        registry.type(AwsTypes.APPCONFIG_CONFIGURATION_PROFILE, "AppConfig Configuration Profile")
                .named("name", 128)
                .id("{configurationProfileId}:{applicationId}")
                .arn(
                        "arn:aws:appconfig:{region}:{account}:application/{applicationId}/configurationprofile/{configurationProfileId}")
                .renamable()
                .uses("applicationId", AwsTypes.APPCONFIG_APPLICATION, NOT_FOUND)
                .mentions("kmsKeyIdentifier", AwsTypes.KMS_KEY, BAD_REQUEST)
                .immutable("applicationId", "locationUri", "type")
                .validate(Rules.oneOf("type", "AWS.Freeform", FLAGS))
                .check(operation ->
                        operation.state().computeIfAbsent("configurationProfileId", key -> operation.hex(7, "profile")))
                .check(operation -> operation.require(
                        !FLAGS.equals(operation.text("type")) || "hosted".equals(operation.text("locationUri")),
                        BAD_REQUEST,
                        "Feature flags are hosted by AppConfig: locationUri must be hosted."))
                .defaults("type", "AWS.Freeform");
    }

    private static long version(Operation operation) {
        return generation(operation, "versions/" + operation.text("configurationProfileId"));
    }

    private static long count(Operation operation) {
        return generation(operation, "deployments/" + operation.text("environmentId"));
    }

    private static long generation(Operation operation, String of) {
        String name = operation.region() + "/appconfig/" + of;
        operation.store().countGeneration(name);
        return operation.store().generation(name);
    }

    private static Optional<StoredResource> profile(Operation operation) {
        return operation.list(AwsTypes.APPCONFIG_CONFIGURATION_PROFILE).stream()
                .filter(found -> found.text("configurationProfileId").equals(operation.text("configurationProfileId")))
                .findFirst();
    }

    /** Feature flags have values of flags that are declared, and AppConfig's format version. */
    private static void checkContent(Operation operation) {
        StoredResource profile = profile(operation)
                .orElseThrow(() -> operation.refuse(NOT_FOUND, "The configuration profile does not exist."));
        if (!FLAGS.equals(profile.text("type"))) {
            return;
        }
        operation.require(
                "application/json".equals(operation.text("contentType")),
                BAD_REQUEST,
                "The content type of feature flags is application/json.");
        Map<String, Object> content;
        try {
            content = Values.mapFromJson(operation.text("content"));
        } catch (IllegalArgumentException e) {
            throw operation.refuse(BAD_REQUEST, "Invalid JSON in the content of the feature flags.");
        }
        operation.require(
                "1".equals(content.get("version")), BAD_REQUEST, "The version of the feature flags' format is \"1\".");
        Map<String, Object> flags = Values.asMap(content.get("flags"));
        Values.asMap(content.get("values"))
                .keySet()
                .forEach(flag -> operation.require(
                        flags.containsKey(flag), BAD_REQUEST, "The flag " + flag + " has a value and no definition."));
    }

    private static void checkDeployment(Operation operation) {
        operation.require(profile(operation).isPresent(), NOT_FOUND, "The configuration profile does not exist.");
        operation.require(
                operation.list(AwsTypes.APPCONFIG_ENVIRONMENT).stream()
                        .anyMatch(found -> found.text("environmentId").equals(operation.text("environmentId"))),
                NOT_FOUND,
                "The environment does not exist.");
        operation.require(
                operation.list(AwsTypes.APPCONFIG_HOSTED_CONFIGURATION_VERSION).stream()
                        .anyMatch(found ->
                                found.text("configurationProfileId").equals(operation.text("configurationProfileId"))
                                        && String.valueOf(found.number("versionNumber", 0))
                                                .equals(operation.text("configurationVersion"))),
                NOT_FOUND,
                "The configuration version " + operation.text("configurationVersion") + " does not exist.");
    }
}
