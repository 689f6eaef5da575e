package dev.plinth.components.flags;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.components.PolicyDocument;
import dev.plinth.testkit.RecordingMocks;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FeatureFlagsTest {

    private static final String STRATEGY = "aws:appconfig/deploymentStrategy:DeploymentStrategy";
    private static final Output<String> ALARM = Output.of("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:errors");

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void fewestArgumentsDeployTheFlagsInSteps() {
        mocks.run(() -> new FeatureFlags(
                "flags",
                FeatureFlagsArgs.builder()
                        .flags(Map.of("checkout", true, "export", false))
                        .build()));

        assertThat(mocks.only("aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion")
                        .text("content"))
                .contains("\"version\":\"1\"", "\"checkout\":{\"enabled\":true}", "\"export\":{\"enabled\":false}");
        assertThat(mocks.only("aws:appconfig/configurationProfile:ConfigurationProfile")
                        .inputs())
                .containsEntry("type", "AWS.AppConfig.FeatureFlags")
                .containsEntry("locationUri", "hosted")
                .containsKey("kmsKeyIdentifier");
        assertThat(mocks.only(STRATEGY).inputs())
                .containsEntry("deploymentDurationInMinutes", 10.0)
                .containsEntry("finalBakeTimeInMinutes", 10.0)
                .containsEntry("growthFactor", 20.0)
                .containsEntry("growthType", "LINEAR");
        assertThat(mocks.only("aws:appconfig/environment:Environment").inputs()).doesNotContainKey("monitors");
        assertThat(mocks.names("aws:iam/role:Role")).isEmpty();
    }

    @Test
    void anAlarmRollsADeploymentBack() {
        FeatureFlags flags = mocks.run(() -> new FeatureFlags(
                "flags",
                FeatureFlagsArgs.builder()
                        .flags(Map.of("checkout", true))
                        .alarmArns(List.of(ALARM))
                        .growthPercent(50)
                        .deploymentMinutes(30)
                        .bakeMinutes(60)
                        .build()));

        assertThat(mocks.only("aws:appconfig/environment:Environment")
                        .objects("monitors")
                        .get(0))
                .containsEntry("alarmArn", value(ALARM));
        assertThat(mocks.named("aws:iam/rolePolicy:RolePolicy", "flags-monitor-policy")
                        .text("policy"))
                .contains("cloudwatch:DescribeAlarms", ":alarm:errors")
                .doesNotContain("\"*\"");
        assertThat(mocks.only(STRATEGY).inputs())
                .containsEntry("growthFactor", 50.0)
                .containsEntry("deploymentDurationInMinutes", 30.0)
                .containsEntry("finalBakeTimeInMinutes", 60.0);
        assertThat(value(PolicyDocument.of(flags.readStatements()).toJson()))
                .contains("appconfig:GetLatestConfiguration", "/configuration/", "kms:Decrypt");
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new FeatureFlags(
                                        "flags",
                                        FeatureFlagsArgs.builder()
                                                .flags(Map.of("1st", true))
                                                .growthPercent(0)
                                                .deploymentMinutes(-1)
                                                .bakeMinutes(1441)
                                                .alarmArns(Collections.nCopies(6, ALARM))
                                                .build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("growthPercent", "deploymentMinutes", "bakeMinutes", "alarmArns", "flags");
        assertThat(catchThrowableOfType(
                                InvalidArgumentsException.class,
                                () -> mocks.run(() -> new FeatureFlags(
                                        "flags", FeatureFlagsArgs.builder().build())))
                        .faults())
                .extracting(Fault::argument)
                .containsExactly("flags");
    }
}
