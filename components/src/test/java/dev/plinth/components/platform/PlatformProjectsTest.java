package dev.plinth.components.platform;

import static dev.plinth.testkit.RecordingMocks.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import dev.plinth.components.InvalidArgumentsException;
import dev.plinth.components.InvalidArgumentsException.Fault;
import dev.plinth.testkit.RecordingMocks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlatformProjectsTest {

    private static final String PROJECT = "vercel:index/project:Project";
    private static final String DOMAIN = "vercel:index/projectDomain:ProjectDomain";
    private static final String VARIABLE = "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable";
    private static final String FIREWALL = "vercel:index/firewallConfig:FirewallConfig";
    private static final String RETENTION = "vercel:index/projectDeploymentRetention:ProjectDeploymentRetention";
    private static final String CRONS = "vercel:index/projectCrons:ProjectCrons";
    private static final String RELEASE = "vercel:index/projectRollingRelease:ProjectRollingRelease";
    private static final String WEBHOOK = "vercel:index/webhook:Webhook";
    private static final String DATABASE = "supabase:index/project:Project";
    private static final String SETTINGS = "supabase:index/settings:Settings";
    private static final String API_KEY = "supabase:index/apikey:Apikey";
    private static final String TEAM = "sentry:index/sentryTeam:SentryTeam";
    private static final String ERRORS = "sentry:index/sentryProject:SentryProject";
    private static final String KEY = "sentry:index/sentryKey:SentryKey";
    private static final String ISSUES = "sentry:index/sentryIssueAlert:SentryIssueAlert";
    private static final String METRICS = "sentry:index/sentryMetricAlert:SentryMetricAlert";

    @RegisterExtension
    final RecordingMocks mocks = new RecordingMocks();

    @Test
    void fewestArgumentsGiveAProtectedVercelProject() {
        VercelProject shop =
                mocks.run(() -> new VercelProject("shop", frontend().build()));

        assertThat(mocks.only(PROJECT).inputs())
                .containsEntry("framework", "nextjs")
                .containsEntry("nodeVersion", "22.x")
                .containsEntry("resourceConfig", Map.of("functionDefaultRegions", List.of("fra1")))
                .containsEntry("vercelAuthentication", Map.of("deploymentType", "standard_protection_new"))
                .containsEntry("gitForkProtection", true)
                .containsEntry("autoAssignCustomDomains", true)
                .containsEntry("protectedSourcemaps", true)
                .doesNotContainKeys("gitRepository", "teamId", "rootDirectory", "name");
        assertThat(mocks.only(FIREWALL).inputs()).containsEntry("enabled", true).doesNotContainKeys("rules", "ipRules");
        assertThat(mocks.only(FIREWALL).object("managedRulesets")).containsOnlyKeys("botProtection", "owasp");
        assertThat(mocks.only(RETENTION).inputs())
                .containsEntry("expirationPreview", "1m")
                .containsEntry("expirationProduction", "1y");
        assertThat(mocks.only(CRONS).input("enabled")).isEqualTo(true);
        assertThat(mocks.names(DOMAIN)).isEmpty();
        assertThat(mocks.names(VARIABLE)).isEmpty();
        assertThat(mocks.names(RELEASE)).isEmpty();
        assertThat(mocks.names(WEBHOOK)).isEmpty();
        assertThat(mocks.options(mocks.only(PROJECT)).isProtect()).isFalse();
        assertThat(value(shop.projectId())).isEqualTo("shop-project-id");
    }

    @Test
    void allArgumentsReachTheVercelProject() {
        VercelProject shop = mocks.run(() -> new VercelProject(
                "shop",
                frontend()
                        .repository("acme/shop")
                        .productionBranch("release")
                        .rootDirectory("web")
                        .teamId("team_a")
                        .nodeVersion("24.x")
                        .domains(List.of("example.com"))
                        .redirects(Map.of("www.example.com", "example.com"))
                        .variables(List.of(
                                VercelVariable.of("API_URL", "https://api.example.com"),
                                VercelVariable.secret("API_TOKEN", Output.of("hunter2"))))
                        .protectAll(true)
                        .promoteAutomatically(false)
                        .crons(false)
                        .rateLimits(List.of(new VercelRateLimit("Limit the API", "/api", 100, 60)))
                        .blockedAddresses(List.of("198.51.100.0/24"))
                        .managedRules(false)
                        .previewRetention("1w")
                        .productionRetention("unlimited")
                        .rollout(List.of(10, 100))
                        .notificationEndpoint("https://hooks.example.com/vercel")
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.only(PROJECT).inputs())
                .containsEntry(
                        "gitRepository", Map.of("type", "github", "repo", "acme/shop", "productionBranch", "release"))
                .containsEntry("rootDirectory", "web")
                .containsEntry("teamId", "team_a")
                .containsEntry("nodeVersion", "24.x")
                .containsEntry("vercelAuthentication", Map.of("deploymentType", "all_deployments"))
                .containsEntry("autoAssignCustomDomains", false);
        assertThat(mocks.named(DOMAIN, "shop-www-example-com").inputs())
                .containsEntry("redirect", "example.com")
                .containsEntry("redirectStatusCode", 308.0);
        assertThat(mocks.named(DOMAIN, "shop-example-com").inputs()).doesNotContainKey("redirect");
        assertThat(mocks.named(VARIABLE, "shop-api-url").inputs())
                .containsEntry("targets", List.of("preview", "production"))
                .containsEntry("sensitive", false);
        assertThat(mocks.named(VARIABLE, "shop-api-token-production").inputs())
                .containsEntry("targets", List.of("production"))
                .containsEntry("sensitive", true);
        assertThat(mocks.only(FIREWALL).object("rules").toString())
                .contains("rate_limit", "limit=100.0", "window=60.0", "value=/api");
        assertThat(mocks.only(FIREWALL).object("ipRules").toString()).contains("198.51.100.0/24", "deny");
        assertThat(mocks.only(FIREWALL).inputs()).doesNotContainKey("managedRulesets");
        assertThat(mocks.only(RETENTION).inputs())
                .containsEntry("expirationPreview", "1w")
                .containsEntry("expirationProduction", "unlimited");
        assertThat(mocks.only(CRONS).input("enabled")).isEqualTo(false);
        assertThat(mocks.only(RELEASE).objects("stages"))
                .containsExactly(Map.of("targetPercentage", 10.0), Map.of("targetPercentage", 100.0));
        assertThat(mocks.only(WEBHOOK).text("endpoint")).isEqualTo("https://hooks.example.com/vercel");
        assertThat(mocks.options(mocks.only(PROJECT)).isProtect()).isTrue();
        assertThat(mocks.options(mocks.only(FIREWALL)).isProtect()).isFalse();
        assertThat(value(shop.url())).isEqualTo("https://example.com");
    }

    @Test
    void reportsAllFaultsOfAVercelProject() {
        assertThat(faults(() -> new VercelProject(
                        "shop",
                        VercelProjectArgs.builder()
                                .region("Frankfurt")
                                .repository("shop")
                                .nodeVersion("16.x")
                                .domains(List.of("Example.com"))
                                .redirects(Map.of("www.example.com", "example.org"))
                                .variables(List.of(
                                        new VercelVariable("A", Output.of("x"), List.of("development"), true),
                                        new VercelVariable("A", Output.of("x"), List.of("development"), false)))
                                .rateLimits(List.of(new VercelRateLimit("x", "api", 0, 5)))
                                .blockedAddresses(List.of("everyone"))
                                .previewRetention("5d")
                                .rollout(List.of(50, 10))
                                .notificationEndpoint("http://hooks.example.com")
                                .build())))
                .containsExactlyInAnyOrder(
                        "framework",
                        "region",
                        "repository",
                        "nodeVersion",
                        "domains",
                        "redirects.www.example.com",
                        "variables.A",
                        "variables.A",
                        "rateLimits",
                        "rateLimits",
                        "rateLimits",
                        "rateLimits",
                        "blockedAddresses",
                        "previewRetention",
                        "rollout",
                        "notificationEndpoint");
    }

    @Test
    void fewestArgumentsGiveARestrictedSupabaseProject() {
        SupabaseProject shop =
                mocks.run(() -> new SupabaseProject("shop", database().build()));

        assertThat(mocks.only(DATABASE).inputs())
                .containsEntry("name", "shop")
                .containsEntry("organizationId", "acme")
                .containsEntry("region", "eu-central-1")
                .containsEntry("instanceSize", "small")
                .containsEntry("legacyApiKeysEnabled", false);
        assertThat(mocks.only(SETTINGS).inputs())
                .containsEntry("sslEnforcement", true)
                .containsEntry("network", "{\"restrictions\":[\"203.0.113.0/24\"]}")
                .containsEntry("api", "{\"db_schema\":\"public,graphql_public\",\"max_rows\":1000}");
        assertThat(mocks.only(SETTINGS).text("auth"))
                .contains(
                        "\"mailer_autoconfirm\":false",
                        "\"password_min_length\":12",
                        "\"site_url\":\"https://example.com\"",
                        "\"disable_signup\":false",
                        "\"jwt_exp\":3600");
        assertThat(mocks.names(API_KEY)).isEmpty();
        assertThat(shop.pointInTimeRecoveryRequest()).isEmpty();
        assertThat(value(shop.url())).isEqualTo("https://shop-project-id.supabase.co");
        assertThatThrownBy(() -> shop.apiKey("server")).hasMessageContaining("no API key server");
    }

    @Test
    void allArgumentsReachTheSupabaseProject() {
        SupabaseProject shop = mocks.run(() -> new SupabaseProject(
                "shop",
                database()
                        .instanceSize("large")
                        .redirectUrls(List.of("https://*.vercel.app/**"))
                        .passwordLength(16)
                        .signUp(false)
                        .schemas(List.of("api"))
                        .maximumRows(100)
                        .pointInTimeRecoveryDays(7)
                        .apiKeys(List.of("server", "nightly_job"))
                        .build(),
                ComponentResourceOptions.builder().protect(true).build()));

        assertThat(mocks.only(DATABASE).text("instanceSize")).isEqualTo("large");
        assertThat(mocks.only(SETTINGS).text("auth"))
                .contains(
                        "\"uri_allow_list\":\"https://*.vercel.app/**\"",
                        "\"password_min_length\":16",
                        "\"disable_signup\":true");
        assertThat(mocks.only(SETTINGS).text("api")).isEqualTo("{\"db_schema\":\"api\",\"max_rows\":100}");
        assertThat(mocks.names(API_KEY)).containsExactly("shop-key-nightly-job", "shop-key-server");
        assertThat(mocks.options(mocks.only(DATABASE)).isProtect()).isTrue();
        assertThat(shop.pointInTimeRecoveryRequest())
                .isEqualTo("{\"addon_type\":\"pitr\",\"addon_variant\":\"pitr_7\"}");
    }

    @Test
    void reportsAllFaultsOfASupabaseProject() {
        assertThat(faults(() -> new SupabaseProject(
                        "shop",
                        SupabaseProjectArgs.builder()
                                .allowedRanges(List.of("0.0.0.0/0"))
                                .siteUrl("http://example.com")
                                .redirectUrls(List.of("http://example.com"))
                                .instanceSize("micro")
                                .pointInTimeRecoveryDays(7)
                                .passwordLength(6)
                                .maximumRows(0)
                                .apiKeys(List.of("Server"))
                                .build())))
                .containsExactlyInAnyOrder(
                        "organizationId",
                        "region",
                        "databasePassword",
                        "siteUrl",
                        "passwordLength",
                        "maximumRows",
                        "instanceSize",
                        "allowedRanges",
                        "redirectUrls",
                        "apiKeys");
        assertThat(faults(() -> new SupabaseProject(
                        "shop", database().pointInTimeRecoveryDays(5).build())))
                .containsExactly("pointInTimeRecoveryDays");
    }

    @Test
    void sentryProjectHasAKeyWithARateLimitAndAlerts() {
        mocks.answer(TEAM, recorded -> Map.of("slug", "shop-team", "internalId", "42"));
        mocks.answer(ERRORS, recorded -> Map.of("slug", "shop-project"));
        mocks.answer(KEY, recorded -> Map.of("dsnPublic", "https://key@o1.ingest.sentry.io/1"));
        SentryProject shop = mocks.run(() -> new SentryProject(
                "shop",
                SentryProjectArgs.builder()
                        .organization("acme")
                        .platform("javascript-nextjs")
                        .environment("production")
                        .eventsPerMinute(100)
                        .criticalErrors(5)
                        .build()));

        assertThat(mocks.only(ERRORS).inputs())
                .containsEntry("organization", "acme")
                .containsEntry("platform", "javascript-nextjs")
                .containsEntry("teams", List.of("shop-team"));
        assertThat(mocks.only(KEY).inputs())
                .containsEntry("rateLimitCount", 100.0)
                .containsEntry("rateLimitWindow", 60.0);
        assertThat(mocks.only(ISSUES).inputs())
                .containsEntry("environment", "production")
                .containsEntry("frequency", 30.0);
        assertThat(mocks.only(METRICS).objects("triggers")).singleElement().satisfies(trigger -> assertThat(trigger)
                .containsEntry("alertThreshold", 5.0));
        assertThat(value(shop.dsn())).isEqualTo("https://key@o1.ingest.sentry.io/1");
        assertThat(faults(() -> new SentryProject(
                        "shop",
                        SentryProjectArgs.builder()
                                .eventsPerMinute(0)
                                .criticalErrors(0)
                                .build())))
                .containsExactly("organization", "platform", "eventsPerMinute", "criticalErrors");
    }

    @Test
    void vercelConfigurationHasHeadersAndCronJobs() {
        String json = new VercelConfiguration(
                        VercelConfiguration.securityHeaders("default-src 'self'"), Map.of("/api/cron", "0 5 * * *"))
                .json();

        assertThat(json)
                .contains(
                        "\"path\" : \"/api/cron\"",
                        "\"schedule\" : \"0 5 * * *\"",
                        "max-age=63072000; includeSubDomains; preload",
                        "nosniff",
                        "default-src 'self'");
        assertThat(VercelConfiguration.securityHeaders("")).doesNotContainKey("Content-Security-Policy");
    }

    private static List<String> faults(Runnable creation) {
        return catchThrowableOfType(InvalidArgumentsException.class, creation::run).faults().stream()
                .map(Fault::argument)
                .toList();
    }

    private static VercelProjectArgs.Builder frontend() {
        return VercelProjectArgs.builder().framework("nextjs").region("fra1");
    }

    private static SupabaseProjectArgs.Builder database() {
        return SupabaseProjectArgs.builder()
                .organizationId("acme")
                .region("eu-central-1")
                .databasePassword(Output.of("correct horse battery staple"))
                .allowedRanges(List.of("203.0.113.0/24"))
                .siteUrl("https://example.com");
    }
}
