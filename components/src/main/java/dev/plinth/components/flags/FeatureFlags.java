package dev.plinth.components.flags;

import com.pulumi.aws.appconfig.Application;
import com.pulumi.aws.appconfig.ApplicationArgs;
import com.pulumi.aws.appconfig.ConfigurationProfile;
import com.pulumi.aws.appconfig.ConfigurationProfileArgs;
import com.pulumi.aws.appconfig.Deployment;
import com.pulumi.aws.appconfig.DeploymentArgs;
import com.pulumi.aws.appconfig.DeploymentStrategy;
import com.pulumi.aws.appconfig.DeploymentStrategyArgs;
import com.pulumi.aws.appconfig.Environment;
import com.pulumi.aws.appconfig.EnvironmentArgs;
import com.pulumi.aws.appconfig.HostedConfigurationVersion;
import com.pulumi.aws.appconfig.HostedConfigurationVersionArgs;
import com.pulumi.aws.appconfig.inputs.EnvironmentMonitorArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.AwsAccount;
import dev.plinth.components.Json;
import dev.plinth.components.PlinthComponent;
import dev.plinth.components.PolicyDocument;
import dev.plinth.components.PolicyDocument.Statement;
import dev.plinth.components.Validation;
import dev.plinth.components.security.EncryptionKey;
import dev.plinth.components.security.EncryptionKeyArgs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Feature flags in AWS AppConfig: a change reaches the clients in steps, and an alarm returns all of them to the flags before, during the
 * deployment and its bake time.
 *
 * <p>A client reads the flags through AppConfig's agent or its API, with {@link #readStatements}.
 *
 * @see <a href="https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile-feature-flags.html">Feature
 *     flags in AWS AppConfig</a>
 */
public final class FeatureFlags extends PlinthComponent {

    /** The type token. */
    public static final String TYPE = "plinth:flags:FeatureFlags";

    private static final String APPCONFIG = "appconfig.amazonaws.com";
    private static final int MOST_MONITORS = 5;
    private static final int MOST_MINUTES = 1440;

    private final FeatureFlagsArgs args;
    private final AwsAccount account;
    private final EncryptionKey key;
    private final Application application;
    private final Environment environment;
    private final ConfigurationProfile profile;

    /**
     * Creates the flags.
     *
     * @param name the logical name
     * @param args the arguments
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public FeatureFlags(String name, FeatureFlagsArgs args) {
        this(name, args, null);
    }

    /**
     * Creates the flags with Pulumi's options.
     *
     * @param name the logical name
     * @param args the arguments
     * @param options Pulumi's options, or null for none
     * @throws dev.plinth.components.InvalidArgumentsException when arguments are invalid; it names all of them
     */
    public FeatureFlags(String name, FeatureFlagsArgs args, @Nullable ComponentResourceOptions options) {
        super(TYPE, name, validated(name, args), options);
        this.args = args;
        this.account = AwsAccount.of(this);
        this.key = new EncryptionKey(
                childName("key"),
                EncryptionKeyArgs.builder()
                        .description("Feature flags of " + name)
                        .build(),
                childComponentOptions().build());
        this.application = new Application(
                childName("application"),
                ApplicationArgs.builder()
                        .description("Feature flags")
                        .tags(Map.of("Name", name))
                        .build(),
                childOptions().build());
        this.environment = createEnvironment();
        this.profile = createProfile();
        deploy();
        registerOutputs(
                Map.of("applicationId", applicationId(), "environmentId", environmentId(), "profileId", profileId()));
    }

    /** The id of AppConfig's application. */
    public Output<String> applicationId() {
        return application.id();
    }

    /** The id of AppConfig's environment. */
    public Output<String> environmentId() {
        return environment.environmentId();
    }

    /** The id of the configuration profile with the flags. */
    public Output<String> profileId() {
        return profile.configurationProfileId();
    }

    /** Statements for the role of a client that reads the flags. */
    public List<Statement> readStatements() {
        return List.of(
                Statement.allow(sid("Decrypt")).actions("kms:Decrypt").resource(key.keyArn()),
                Statement.allow(sid("Read"))
                        .actions("appconfig:StartConfigurationSession", "appconfig:GetLatestConfiguration")
                        .resource(account.arn(
                                "appconfig",
                                Output.format(
                                        "application/%s/environment/%s/configuration/%s",
                                        applicationId(), environmentId(), profileId()))));
    }

    private static FeatureFlagsArgs validated(String name, FeatureFlagsArgs args) {
        Validation validation = Validation.of("FeatureFlags", name)
                .check(!args.flags().isEmpty(), "flags", "empty", "at least one flag")
                .check(
                        args.growthPercent() >= 1 && args.growthPercent() <= 100,
                        "growthPercent",
                        args.growthPercent(),
                        "1 to 100 percent")
                .check(
                        args.deploymentMinutes() >= 0 && args.deploymentMinutes() <= MOST_MINUTES,
                        "deploymentMinutes",
                        args.deploymentMinutes(),
                        "0 to " + MOST_MINUTES + " minutes")
                .check(
                        args.bakeMinutes() >= 0 && args.bakeMinutes() <= MOST_MINUTES,
                        "bakeMinutes",
                        args.bakeMinutes(),
                        "0 to " + MOST_MINUTES + " minutes")
                .check(
                        args.alarmArns().size() <= MOST_MONITORS,
                        "alarmArns",
                        args.alarmArns().size() + " alarms",
                        "at most " + MOST_MONITORS);
        for (String flag : args.flags().keySet()) {
            validation.check(
                    flag.matches("[a-zA-Z][a-zA-Z0-9_-]{0,63}"),
                    "flags",
                    flag,
                    "a letter, then letters, digits, hyphens and underscores, 64 characters at most");
        }
        validation.throwIfAny();
        return args;
    }

    private Environment createEnvironment() {
        EnvironmentArgs.Builder builder = EnvironmentArgs.builder()
                .applicationId(application.id())
                .description("Clients of the flags")
                .tags(Map.of("Name", name()));
        if (!args.alarmArns().isEmpty()) {
            Role role = createMonitorRole();
            builder.monitors(args.alarmArns().stream()
                    .map(arn -> EnvironmentMonitorArgs.builder()
                            .alarmArn(arn)
                            .alarmRoleArn(role.arn())
                            .build())
                    .toList());
        }
        return new Environment(
                childName("environment"), builder.build(), childOptions().build());
    }

    private Role createMonitorRole() {
        Role role = new Role(
                childName("monitor-role"),
                RoleArgs.builder()
                        .description("Lets AppConfig read the alarms that roll flags back")
                        .assumeRolePolicy(
                                PolicyDocument.assumeRole(APPCONFIG, account).toJson())
                        .build(),
                childOptions().build());
        new RolePolicy(
                childName("monitor-policy"),
                RolePolicyArgs.builder()
                        .role(role.name())
                        .policy(PolicyDocument.of(Statement.allow("ReadAlarms")
                                        .actions("cloudwatch:DescribeAlarms")
                                        .resources(args.alarmArns()))
                                .toJson())
                        .build(),
                childOptions().build());
        return role;
    }

    private ConfigurationProfile createProfile() {
        return new ConfigurationProfile(
                childName("profile"),
                ConfigurationProfileArgs.builder()
                        .applicationId(application.id())
                        .description("Feature flags")
                        .locationUri("hosted")
                        .type("AWS.AppConfig.FeatureFlags")
                        .kmsKeyIdentifier(key.keyArn())
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
    }

    private void deploy() {
        HostedConfigurationVersion version = new HostedConfigurationVersion(
                childName("version"),
                HostedConfigurationVersionArgs.builder()
                        .applicationId(application.id())
                        .configurationProfileId(profileId())
                        .contentType("application/json")
                        .content(content())
                        .build(),
                childOptions().build());
        DeploymentStrategy strategy = new DeploymentStrategy(
                childName("strategy"),
                DeploymentStrategyArgs.builder()
                        .description(
                                args.growthPercent() + " % in each step, " + args.deploymentMinutes() + " min in all")
                        .deploymentDurationInMinutes(args.deploymentMinutes())
                        .finalBakeTimeInMinutes(args.bakeMinutes())
                        .growthFactor((double) args.growthPercent())
                        .growthType("LINEAR")
                        .replicateTo("NONE")
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
        new Deployment(
                childName("deployment"),
                DeploymentArgs.builder()
                        .applicationId(application.id())
                        .environmentId(environmentId())
                        .configurationProfileId(profileId())
                        .configurationVersion(version.versionNumber().applyValue(String::valueOf))
                        .deploymentStrategyId(strategy.id())
                        .description("Flags of the program")
                        .kmsKeyIdentifier(key.keyArn())
                        .tags(Map.of("Name", name()))
                        .build(),
                childOptions().build());
    }

    /**
     * The flags in AppConfig's format.
     *
     * @see <a href="https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html">Type reference</a>
     */
    private String content() {
        Map<String, Object> flags = new TreeMap<>();
        Map<String, Object> values = new TreeMap<>();
        args.flags().forEach((flag, on) -> {
            flags.put(flag, Map.of("name", flag));
            values.put(flag, Map.of("enabled", on));
        });
        return Json.write(Map.of("version", "1", "flags", flags, "values", values));
    }
}
