package dev.plinth.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.plinth.simulator.TestCloud.Made;
import dev.plinth.simulator.value.Values;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pulumirpc.Provider.CheckFailure;
import pulumirpc.Provider.ParameterizeRequest;
import pulumirpc.Provider.ParameterizeResponse;

/** Vercel, Supabase and Sentry: accepted and rejected inputs, replacements and outputs. */
class PlatformsTest {

    private static final String PROJECT = "vercel:index/project:Project";
    private static final String DOMAIN = "vercel:index/projectDomain:ProjectDomain";
    private static final String VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    private static final String FIREWALL = "vercel:index/firewallConfig:FirewallConfig";
    private static final String RETENTION = "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention";
    private static final String RELEASE = "vercel:index/projectRollingRelease:ProjectRollingRelease";
    private static final String DATABASE = "supabase:index/project:Project";
    private static final String SETTINGS = "supabase:index/settings:Settings";
    private static final String API_KEY = "supabase:index/apikey:Apikey";
    private static final String TEAM = "sentry:index/sentryTeam:SentryTeam";
    private static final String ERRORS = "sentry:index/sentryProject:SentryProject";
    private static final String KEY = "sentry:index/sentryKey:SentryKey";
    private static final String ALERT = "sentry:index/sentryMetricAlert:SentryMetricAlert";

    private TestCloud cloud;

    @BeforeEach
    void open(@TempDir Path folder) {
        cloud = new TestCloud(folder);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void projectHasTheProvidersDefaults() {
        Made project = project();

        assertThat(project.id()).startsWith("prj_");
        assertThat(project.get("vercelAuthentication")).isEqualTo(Map.of("deploymentType", "standard_protection_new"));
        assertThat(project.get("gitForkProtection")).isEqualTo(true);
        assertThat(project.text("teamId")).startsWith("team_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|Shop",
                "nodeVersion|16.x",
                "framework|cobol",
                "skewProtection|2 hours",
                "buildMachineType|huge",
                "serverlessFunctionRegion|fra9",
            })
    void rejectsAnInvalidValueOfAProject(String property, String value) {
        assertThat(failures(PROJECT, with(Map.of("name", "shop"), property, value)))
                .containsExactly(property);
        assertThat(failures(PROJECT, Map.of("name", "shop"))).isEmpty();
    }

    @Test
    void projectNameIsUnique() {
        project();

        assertThatThrownBy(() -> cloud.create(PROJECT, "other", Map.of("name", "shop")))
                .hasMessageContaining("shop already exists");
    }

    @Test
    void projectIsRenamedInPlaceAndReplacedInAnotherTeam() {
        Made project = cloud.create(PROJECT, "shop", Map.of("name", "shop", "teamId", "team_a"));

        assertThat(cloud.diff(project, Map.of("name", "store", "teamId", "team_a"))
                        .getReplacesList())
                .isEmpty();
        assertThat(cloud.diff(project, Map.of("name", "shop", "teamId", "team_b"))
                        .getReplacesList())
                .containsExactly("teamId");
    }

    @Test
    void domainRedirectsToAnotherDomainOfTheSameProject() {
        Made project = project();
        Map<String, Object> redirect = Map.of(
                "projectId",
                project.id(),
                "domain",
                "example.com",
                "redirect",
                "www.example.com",
                "redirectStatusCode",
                308);

        assertThatThrownBy(() -> cloud.create(DOMAIN, "apex", redirect))
                .hasMessageContaining("www.example.com does not belong to the project");
        cloud.create(DOMAIN, "www", Map.of("projectId", project.id(), "domain", "www.example.com"));
        assertThat(cloud.create(DOMAIN, "apex", redirect).get("verified")).isEqualTo(true);
        assertThatThrownBy(() ->
                        cloud.create(DOMAIN, "again", Map.of("projectId", project.id(), "domain", "www.example.com")))
                .hasMessageContaining("already in use");
    }

    @Test
    void domainHasALimitedSetOfRedirects() {
        Map<String, Object> domain = Map.of("projectId", project().id(), "domain", "example.com");

        assertThat(failures(DOMAIN, with(domain, "redirect", "www.example.com", "redirectStatusCode", 303)))
                .containsExactly("redirectStatusCode");
        assertThat(failures(DOMAIN, with(domain, "redirectStatusCode", 308))).containsExactly("redirect");
        assertThat(failures(DOMAIN, with(domain, "gitBranch", "a", "customEnvironmentId", "env_1")))
                .hasSize(1);
    }

    @Test
    void variableNeedsATargetAndAValue() {
        Map<String, Object> variable = Map.of("projectId", project().id(), "key", "A", "sensitive", true);

        assertThat(failures(VARIABLE, variable)).containsExactlyInAnyOrder("targets", "value");
        assertThat(failures(VARIABLE, with(variable, "value", "x", "targets", List.of("test"))))
                .containsExactly("targets[0]");
        assertThat(failures(VARIABLE, with(variable, "value", "x", "targets", List.of("development"))))
                .containsExactly("sensitive");
        assertThat(failures(
                        VARIABLE, with(variable, "value", "x", "targets", List.of("production"), "gitBranch", "main")))
                .containsExactly("gitBranch");
    }

    @Test
    void variableIsUniquePerTargetAndIsReplacedWhenItBecomesSensitive() {
        Map<String, Object> inputs = Map.of(
                "projectId",
                project().id(),
                "key",
                "A",
                "value",
                "x",
                "sensitive",
                false,
                "targets",
                List.of("preview", "production"));
        Made variable = cloud.create(VARIABLE, "a", inputs);

        assertThatThrownBy(() -> cloud.create(VARIABLE, "b", with(inputs, "targets", List.of("production"))))
                .hasMessageContaining("ENV_CONFLICT");
        assertThat(cloud.diff(variable, with(inputs, "sensitive", true)).getReplacesList())
                .containsExactly("sensitive");
        assertThat(cloud.diff(variable, with(inputs, "targets", List.of("production", "preview")))
                        .getDiffsList())
                .isEmpty();
        assertThat(cloud.diff(variable, with(inputs, "value", "y")).getReplacesList())
                .isEmpty();
    }

    @Test
    void firewallRejectsIncompleteRules() {
        Map<String, Object> firewall = Map.of("projectId", project().id());
        Map<String, Object> action = Map.of("action", "rate_limit");
        Map<String, Object> condition = Map.of("type", "path", "op", "pre", "value", "/api");
        Map<String, Object> rule = Map.of(
                "name",
                "Limit the API",
                "action",
                action,
                "conditionGroups",
                List.of(Map.of("conditions", List.of(condition))));

        assertThat(failures(FIREWALL, with(firewall, "rules", Map.of("rules", List.of(rule)))))
                .containsExactly("rules.rules[0].action.rateLimit");
        assertThat(failures(
                        FIREWALL,
                        with(
                                firewall,
                                "managedRulesets",
                                Map.of("botFilter", Map.of("active", true), "botProtection", Map.of("active", true)))))
                .hasSize(1);
        assertThat(cloud.create(FIREWALL, "firewall", firewall).get("enabled")).isEqualTo(true);
    }

    @Test
    void retentionHasTheProvidersDefaults() {
        Made retention = cloud.create(
                RETENTION, "retention", Map.of("projectId", project().id()));

        assertThat(retention.get("expirationProduction")).isEqualTo("1y");
        assertThat(failures(RETENTION, Map.of("projectId", "prj_1", "expirationPreview", "5d")))
                .containsExactly("expirationPreview");
    }

    @Test
    void rollingReleaseEndsWithAllTraffic() {
        Map<String, Object> release = Map.of("projectId", project().id(), "advancementType", "automatic");

        assertThat(failures(RELEASE, with(release, "stages", List.of(Map.of("targetPercentage", 10, "duration", 5)))))
                .containsExactly("stages[0].targetPercentage");
        assertThat(failures(
                        RELEASE,
                        with(
                                release,
                                "stages",
                                List.of(Map.of("targetPercentage", 10), Map.of("targetPercentage", 100)))))
                .containsExactly("stages[0].duration");
    }

    @Test
    void projectWithDomainsCannotBeDeleted() {
        Made project = project();
        cloud.create(DOMAIN, "www", Map.of("projectId", project.id(), "domain", "www.example.com"));

        assertThatThrownBy(() -> cloud.delete(project)).hasMessageContaining("used by");
    }

    @Test
    void databaseCannotMoveToAnotherRegion() {
        Made project = database();

        assertThat(project.id()).matches("[a-z]{20}");
        assertThat(project.get("instanceSize")).isEqualTo("micro");
        assertThatThrownBy(() -> cloud.update(project, database("region", "us-east-1")))
                .hasMessageContaining("Update is not supported for this attribute");
        assertThat(cloud.update(project, database("name", "store")).id()).isEqualTo(project.id());
    }

    @ParameterizedTest
    @CsvSource({"region, eu-moon-1", "instanceSize, enormous", "databasePassword, abc"})
    void rejectsAnInvalidValueOfADatabase(String property, String value) {
        assertThat(failures(DATABASE, database(property, value))).containsExactly(property);
    }

    @Test
    void settingsAreJsonDocuments() {
        Map<String, Object> settings = Map.of("projectRef", database().id());

        assertThat(failures(SETTINGS, with(settings, "auth", "{"))).contains("auth");
        assertThat(failures(SETTINGS, with(settings, "auth", "{\"password_min_length\":3}")))
                .containsExactly("auth.password_min_length");
        assertThat(failures(SETTINGS, with(settings, "network", "{\"restrictions\":[\"everywhere\"]}")))
                .containsExactly("network.restrictions[0]");
        Made made = cloud.create(SETTINGS, "settings", with(settings, "auth", "{\"a\":1,\"b\":2}"));
        assertThat(made.id()).isEqualTo(settings.get("projectRef"));
        assertThat(cloud.diff(made, with(settings, "auth", "{ \"b\": 2, \"a\": 1 }"))
                        .getDiffsList())
                .isEmpty();
    }

    @Test
    void apiKeyBelongsToAnExistingProject() {
        assertThatThrownBy(() -> cloud.create(API_KEY, "key", Map.of("name", "server", "projectRef", "missing")))
                .hasMessageContaining("missing");
        assertThat(cloud.create(
                                API_KEY,
                                "key",
                                Map.of(
                                        "name",
                                        "server",
                                        "projectRef",
                                        database().id()))
                        .text("apiKey"))
                .startsWith("sb_secret_");
    }

    @Test
    void engineAsksTheBridgeForSupabase() {
        assertThat(cloud.simulator.debugProviders())
                .contains("terraform-provider:")
                .doesNotContain("supabase:");

        ParameterizeResponse response = cloud.provider.parameterize(parameter("supabase"));

        assertThat(response.getName()).isEqualTo("supabase");
        assertThat(response.getVersion()).isEqualTo("1.10.1");
        assertThatThrownBy(() -> cloud.provider.parameterize(parameter("netlify")))
                .hasMessageContaining("netlify");
    }

    @Test
    void errorsProjectHasAKeyWithADsn() {
        cloud.create(TEAM, "web", Map.of("organization", "acme", "name", "Web"));
        Made project = cloud.create(
                ERRORS, "shop", Map.of("organization", "acme", "name", "The Shop", "teams", List.of("web")));

        assertThat(project.id()).isEqualTo("the-shop");
        assertThat(cloud.create(KEY, "key", Map.of("organization", "acme", "project", project.id()))
                        .text("dsnPublic"))
                .matches("https://[0-9a-f]{32}@o\\d{6}\\.ingest\\.sentry\\.io/\\d+");
        assertThatThrownBy(() -> cloud.create(ERRORS, "other", Map.of("organization", "acme", "name", "x")))
                .hasMessageContaining("team");
    }

    @Test
    void alertNeedsACriticalTrigger() {
        Map<String, Object> trigger = Map.of("label", "warning", "alertThreshold", 5, "thresholdType", 0);
        Map<String, Object> alert = Map.of(
                "organization",
                "acme",
                "project",
                "shop",
                "aggregate",
                "count()",
                "query",
                "",
                "thresholdType",
                0,
                "timeWindow",
                7,
                "triggers",
                List.of(trigger));

        assertThat(failures(ALERT, alert)).containsExactlyInAnyOrder("timeWindow", "triggers");
        assertThat(failures(
                        ALERT, with(alert, "timeWindow", 5, "triggers", List.of(with(trigger, "label", "critical")))))
                .isEmpty();
    }

    private Made project() {
        return cloud.create(PROJECT, "shop", Map.of("name", "shop"));
    }

    private Made database() {
        return cloud.create(DATABASE, "shop", database("name", "shop"));
    }

    private static Map<String, Object> database(String property, Object value) {
        return with(
                Map.of(
                        "name",
                        "shop",
                        "organizationId",
                        "acme",
                        "databasePassword",
                        "correct horse",
                        "region",
                        "eu-central-1"),
                property,
                value);
    }

    private static ParameterizeRequest parameter(String name) {
        return ParameterizeRequest.newBuilder()
                .setValue(ParameterizeRequest.ParametersValue.newBuilder()
                        .setName(name)
                        .setVersion("1.10.1")
                        .setValue(ByteString.copyFromUtf8("{}")))
                .build();
    }

    /** The properties that a check of the inputs rejects. */
    private List<String> failures(String type, Map<String, Object> inputs) {
        return cloud.check(type, "checked", inputs).getFailuresList().stream()
                .map(CheckFailure::getProperty)
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> inputs, Object... more) {
        Map<String, Object> result = new HashMap<>(inputs);
        for (int i = 0; i < more.length; i += 2) {
            result.put(String.valueOf(more[i]), more[i + 1]);
        }
        return Values.copy(result);
    }
}
