package dev.plinth.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plinth.Repository;
import dev.plinth.cli.terminal.Terminal;
import dev.plinth.cli.text.PreviewText;
import dev.plinth.engine.EngineException;
import dev.plinth.lifecycle.TestProject;
import dev.plinth.operation.policy.Approvals;
import dev.plinth.operation.session.PreviewRequest;
import dev.plinth.operation.session.StackSession;
import dev.plinth.policies.rules.RuleCatalogue;
import dev.plinth.preview.PreviewReport;
import dev.plinth.preview.forecast.ForecastSection;
import dev.plinth.report.PreviewFormat;
import dev.plinth.settings.StackProgram;
import dev.plinth.stack.EnvironmentConfig;
import dev.plinth.stack.EnvironmentProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten changes to production, and none: each is made by editing the stack's file or the program, and previewed against production
 * in its current state. Golden files have the Markdown and the terminal's text; {@code -Dplinth.golden.update=true} updates them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProductionChangesIT {

    private static final PreviewRequest REQUEST = PreviewRequest.DEFAULT.withSections(Set.of());

    private static final String STACK = "production";
    private static final String STACK_FILE = "Pulumi.production.yaml";

    private TestProject project;
    private String stackFile;
    private Path work;

    @BeforeAll
    void build(@TempDir Path folder, @TempDir Path other) throws IOException {
        project = TestProject.in(folder);
        work = other;
        stackFile = Files.readString(folder.resolve(STACK_FILE));
        assertThat(project.simulate("up", STACK, "--yes").exitCode()).isZero();
    }

    @AfterEach
    void revert() throws IOException {
        Files.writeString(project.folder().resolve(STACK_FILE), stackFile);
    }

    @Test
    void noChange() throws IOException {
        JsonNode report = preview("no-change", new EnvironmentProgram());

        assertThat(report.path("steps"))
                .allSatisfy(step -> assertThat(step.path("op").asText()).isEqualTo("same"));
    }

    @Test
    void scaledUp() throws IOException {
        project.edit(STACK_FILE, "instanceClass: db.r6g.large", "instanceClass: db.r6g.xlarge");
        project.edit(STACK_FILE, "minTasks: 3", "minTasks: 6");

        JsonNode report = preview("scaled-up", new EnvironmentProgram());

        assertThat(refused(report)).isEmpty();
        assertThat(reversibility(report, "database-instance")).isEqualTo("reversible");
        // The instance with its standby is twice as large (400.04), and so is the replica (200.75).
        assertThat(report.at("/cost/difference").decimalValue()).isEqualByComparingTo("600.79");
        assertThat(report.at("/reachability/opened")).isEmpty();
    }

    @Test
    void newService() throws IOException {
        project.edit(STACK_FILE, "hostnames: [api, admin, cdn]", "hostnames: [api, admin, cdn, reports]");
        project.edit(
                STACK_FILE,
                "  plinth:edge:",
                "    reports: {buildContext: services/api, cpu: 512, memory: 1024, port: 3000, priority: 30,"
                        + " healthCheckPath: /api/health, minTasks: 2, maxTasks: 6, hostnames: [reports], buckets: [uploads],"
                        + " databases: [database], caches: [cache]}\n"
                        + "  plinth:edge:");

        JsonNode report = preview("new-service", new EnvironmentProgram());

        assertThat(report.at("/summary/create").asInt()).isGreaterThan(10);
        assertThat(report.at("/cost/difference").decimalValue()).isPositive();
        assertThat(flows(report, "opened")).contains("reports → database:5432", "reports → cache:6379");
    }

    @Test
    void postgresMajorVersion() throws IOException {
        project.edit(STACK_FILE, "engineVersion: \"16\"", "engineVersion: \"17\"");

        JsonNode report = preview("postgres-major-version", new EnvironmentProgram());

        assertThat(reversibility(report, "database-instance")).isEqualTo("irreversible");
        assertThat(violated(report)).contains("major-version-with-way-back");
        assertThat(report.at("/forecast/downtimes")).isNotEmpty();
        assertThat(report.at("/cost/difference").decimalValue()).isZero();
    }

    @Test
    void addressesOfTheNetwork() throws IOException {
        project.edit(STACK_FILE, "cidr: 10.10.0.0/16", "cidr: 10.40.0.0/16");

        JsonNode report = preview("network-cidr", new EnvironmentProgram());

        assertThat(step(report, "network-vpc").path("op").asText()).isEqualTo("replace");
        assertThat(step(report, "network-vpc").path("replaceKeys").toString()).contains("cidrBlock");
        assertThat(refused(report)).contains("database-subnet-group", "cache-subnet-group");
        assertThat(report.at("/reachability/opened")).isEmpty();
    }

    @Test
    void securityGroupOpened() throws IOException {
        JsonNode report = preview(
                "security-group-opened",
                edited(
                        "            loadBalancing.createRecords(loadBalancer);",
                        """
                                new com.pulumi.aws.vpc.SecurityGroupIngressRule(
                                        "ingress-from-everywhere",
                                        com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs.builder()
                                                .securityGroupId(loadBalancer.securityGroupId())
                                                .cidrIpv4("0.0.0.0/0")
                                                .ipProtocol("tcp")
                                                .fromPort(443)
                                                .toPort(443)
                                                .build(),
                                        com.pulumi.resources.CustomResourceOptions.builder().provider(stack.options().getProvider().orElseThrow()).build());
                                loadBalancing.createRecords(loadBalancer);"""));

        assertThat(flows(report, "opened")).contains("internet → ingress:443");
        assertThat(refused(report)).isEmpty();
        assertThat(stream(report.at("/reachability/intents"))).anySatisfy(intent -> {
            assertThat(intent.path("intent").asText()).isEqualTo("deny: internet -> any");
            assertThat(intent.path("outcome").asText()).isEqualTo("refuted");
        });
    }

    @Test
    void bucketDeleted() throws IOException {
        project.edit(STACK_FILE, "    uploads: {replicate: true}\n", "");
        project.edit(STACK_FILE, "buckets: [assets, uploads]", "buckets: [assets]");

        JsonNode report = preview("bucket-deleted", new EnvironmentProgram());

        assertThat(reversibility(report, "uploads-bucket")).isEqualTo("irreversible");
        assertThat(refused(report))
                .contains("uploads-bucket", "uploads-replica-bucket", "uploads-key-key", "uploads-replica-key-key");
        assertThat(violated(report)).contains("stateful-not-deleted");
        assertThat(report.at("/cost/difference").decimalValue()).isNegative();
        assertThat(report.at("/reachability/lost")).isEmpty();
        // With every deletion approved and no section asked, nothing but the engine itself minds the protection.
        List<String> approved = refused(report).stream()
                .map(name -> "stateful-not-deleted@::" + name)
                .toList();
        try (StackSession session = StackSession.open(project.project(), STACK, true, Progress.NONE)) {
            Approvals approvals = Approvals.parse(approved, "moved to assets", "Ada", RuleCatalogue.set());
            assertThatThrownBy(() -> session.preview(REQUEST.withApprovals(approvals)))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("because it is protected");
        }
    }

    @Test
    void instanceRenamed() throws IOException {
        JsonNode report =
                preview("instance-renamed", edited("new PostgresDatabase(name,", "new PostgresDatabase(\"postgres\","));

        assertThat(refused(report)).contains("database-instance");
        assertThat(report.path("guards").findValuesAsText("alias"))
                .containsOnly(
                        "ComponentResourceOptions.builder().aliases(Alias.builder().name(\"database\").build())",
                        "CustomResourceOptions.builder().aliases(Alias.builder().name(\"backup-restore-test-database\").build())");
    }

    @Test
    void secondRegion() throws IOException {
        project.edit(STACK_FILE, "secondRegion: eu-west-1", "secondRegion: eu-north-1");

        JsonNode report = preview("second-region", new EnvironmentProgram());

        assertThat(refused(report)).contains("assets-replica-bucket", "uploads-replica-bucket");
    }

    @Test
    void tlsPolicy() throws IOException {
        project.edit(
                STACK_FILE, "  plinth:edge:", "  plinth:loadBalancer: {sslPolicy: TLS13_1_3_2021_06}\n  plinth:edge:");

        JsonNode report = preview("tls-policy", new EnvironmentProgram());

        assertThat(report.at("/summary/update").asInt()).isPositive();
        assertThat(refused(report)).isEmpty();
        assertThat(report.at("/cost/difference").decimalValue()).isZero();
    }

    @Test
    void cloudflareRule() throws IOException {
        project.edit(
                STACK_FILE,
                "    requestsPerMinute: 1200\n",
                """
                    requestsPerMinute: 1200
                    firewallRules:
                      - description: No logins from elsewhere
                        expression: http.request.uri.path eq "/login"
                        action: MANAGED_CHALLENGE
                """);

        JsonNode report = preview("cloudflare-rule", new EnvironmentProgram());

        assertThat(refused(report)).isEmpty();
        assertThat(report.at("/reachability/opened")).isEmpty();
    }

    private JsonNode preview(String name, StackProgram<EnvironmentConfig> program) throws IOException {
        try (StackSession session = StackSession.open(project.project().running(program), STACK, true, Progress.NONE)) {
            PreviewReport report = session.preview(PreviewRequest.DEFAULT).report();
            PreviewReport shown = everywhereTheSame(report);
            check(name + ".md", PreviewFormat.MARKDOWN.render(shown));
            check(name + ".txt", terminal(shown));
            return report.toJson();
        }
    }

    /** Returns the report without the forecast, which depends on this machine's processors and earlier updates. */
    private static PreviewReport everywhereTheSame(PreviewReport report) {
        return new PreviewReport(
                report.plan(),
                report.change(),
                report.policies(),
                report.sections().stream()
                        .filter(section -> !section.key().equals(ForecastSection.KEY))
                        .toList(),
                report.approval());
    }

    private static String terminal(PreviewReport report) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        new PreviewText(new Terminal(writer, writer, false, false), false).print(report);
        return text.toString();
    }

    private static void check(String name, String output) throws IOException {
        String text = output.replaceAll("due by \\d{4}-\\d{2}-\\d{2}", "due by DATE");
        Path golden = Repository.root()
                .resolve("src/test/resources/dev/plinth/operation/changes")
                .resolve(name);
        if (Boolean.getBoolean("plinth.golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    /** The program with a text replaced that it holds exactly once, compiled and loaded as a user's would be. */
    private StackProgram<EnvironmentConfig> edited(String text, String replacement) throws IOException {
        return EditedProgram.compile(work, text, replacement);
    }

    private static List<String> violated(JsonNode report) {
        return stream(report.at("/policy/violations"))
                .filter(violation -> violation.path("enforcement").asText().equals("mandatory"))
                .map(violation -> violation.path("rule").asText())
                .distinct()
                .toList();
    }

    private static List<String> refused(JsonNode report) {
        return stream(report.path("guards"))
                .filter(step -> step.path("refused").asBoolean())
                .map(ProductionChangesIT::name)
                .toList();
    }

    private static String reversibility(JsonNode report, String name) {
        return stream(report.path("guards"))
                .filter(step -> name(step).equals(name))
                .map(step -> step.path("reversibility").asText())
                .findFirst()
                .orElse("none");
    }

    private static JsonNode step(JsonNode report, String name) {
        return stream(report.path("steps"))
                .filter(step -> name(step).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> flows(JsonNode report, String key) {
        List<String> flows = new ArrayList<>();
        report.at("/reachability/" + key)
                .forEach(flow -> flows.add(flow.path("source").asText() + " → "
                        + flow.path("destination").asText() + ":"
                        + flow.path("fromPort").asInt()));
        return flows;
    }

    private static String name(JsonNode step) {
        String urn = step.path("urn").asText();
        return urn.substring(urn.lastIndexOf("::") + 2);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
