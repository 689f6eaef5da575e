package dev.plinth.simulator;

import static dev.plinth.simulator.TestCloud.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.simulator.TestCloud.Made;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feature flags of AppConfig. */
class AppConfigTest {

    private static final String VERSION = "aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion";
    private static final String DEPLOYMENT = "aws:appconfig/deployment:Deployment";

    private TestCloud cloud;
    private Made application;
    private Made environment;
    private Made profile;
    private Made strategy;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
        application = cloud.create("aws:appconfig/application:Application", "flags", Map.of());
        environment = cloud.create(
                "aws:appconfig/environment:Environment", "flags", Map.of("applicationId", application.id()));
        profile = cloud.create(
                "aws:appconfig/configurationProfile:ConfigurationProfile",
                "flags",
                Map.of(
                        "applicationId",
                        application.id(),
                        "locationUri",
                        "hosted",
                        "type",
                        "AWS.AppConfig.FeatureFlags"));
        strategy = cloud.create(
                "aws:appconfig/deploymentStrategy:DeploymentStrategy",
                "flags",
                Map.of("deploymentDurationInMinutes", 10, "growthFactor", 20, "replicateTo", "NONE"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Map<String, Object> version(String content) {
        return Map.of(
                "applicationId",
                application.id(),
                "configurationProfileId",
                profile.text("configurationProfileId"),
                "contentType",
                "application/json",
                "content",
                content);
    }

    private Map<String, Object> deployment(String version) {
        return Map.of(
                "applicationId",
                application.id(),
                "environmentId",
                environment.text("environmentId"),
                "configurationProfileId",
                profile.text("configurationProfileId"),
                "configurationVersion",
                version,
                "deploymentStrategyId",
                strategy.id());
    }

    @Test
    void deploysAVersionOfTheFlags() {
        cloud.create(
                VERSION,
                "flags",
                version(
                        "{\"version\":\"1\",\"flags\":{\"a\":{\"name\":\"a\"}},\"values\":{\"a\":{\"enabled\":true}}}"));

        Made deployment = cloud.create(DEPLOYMENT, "flags", deployment("1"));

        assertThat(deployment.text("state")).isEqualTo("COMPLETE");
        assertThat(refusal(() -> cloud.create(DEPLOYMENT, "missing", deployment("2"))))
                .contains("does not exist");
    }

    @Test
    void rejectsFlagsThatAreNotDeclared() {
        assertThat(refusal(() -> cloud.create(
                        VERSION,
                        "flags",
                        version("{\"version\":\"1\",\"flags\":{},\"values\":{\"a\":{\"enabled\":true}}}"))))
                .contains("The flag a has a value and no definition");
        assertThat(refusal(() -> cloud.create(VERSION, "flags", version("{\"flags\":{}}"))))
                .contains("version of the feature flags");
    }

    @Test
    void rejectsTheDeletionOfAnApplicationWithAnEnvironment() {
        assertThat(refusal(() -> cloud.delete(application))).contains("BadRequestException");
    }
}
