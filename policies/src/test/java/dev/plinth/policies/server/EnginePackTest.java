package dev.plinth.policies.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.policies.RuleWatch;
import dev.plinth.policies.rule.Condition;
import dev.plinth.policies.rule.Rule;
import dev.plinth.policies.rule.RuleSet;
import dev.plinth.policies.rule.Severity;
import dev.plinth.policies.rule.Verdict;
import dev.plinth.policies.rules.RuleCatalogue;
import io.grpc.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pack in a real engine, where one is on the PATH or named by {@code PLINTH_PULUMI}. */
class EnginePackTest {

    private static final Path PACK = Path.of("").toAbsolutePath();

    private static final String STATE =
            """
            {"version": 3, "deployment": {"manifest": {"time": "2026-01-01T00:00:00Z", "magic": "", "version": ""},
              "resources": [
                {"urn": "urn:pulumi:production::shop::pulumi:pulumi:Stack::shop-production", "custom": false,
                 "type": "pulumi:pulumi:Stack"},
                {"urn": "urn:pulumi:production::shop::pulumi:providers:aws::default", "custom": true, "id": "p-1",
                 "type": "pulumi:providers:aws", "inputs": {"region": "eu-central-1"}, "outputs": {"region": "eu-central-1"}},
                {"urn": "urn:pulumi:production::shop::aws:rds/instance:Instance::database", "custom": true, "id": "db-1",
                 "type": "aws:rds/instance:Instance",
                 "provider": "urn:pulumi:production::shop::pulumi:providers:aws::default::p-1",
                 "inputs": {"publiclyAccessible": true}, "outputs": {"publiclyAccessible": true, "arn": "arn:aws:rds:x:1:db:a"}}
            ]}}
            """;

    @Test
    void thePackStopsAViolationByTheServerOfThisProcess(@TempDir Path folder) throws Exception {
        Path project = project(folder.resolve("a project"));
        assertThat(judgedBy(project, RuleCatalogue.all()))
                .contains("rds-not-public", "publiclyAccessible is true but must be false", "backup-covers-data")
                .contains("mandatory");
    }

    /** One rule throws, another never ends, and the third is right. */
    @Test
    void brokenRulesStopTheChangeAndTheOthersStillJudge(@TempDir Path folder) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Rule throwing = rule("test-throwing", (resource, context) -> {
            throw new IllegalStateException("hunter2");
        });
        Rule hanging = rule("test-hanging", (resource, context) -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return Verdict.PASS;
        });
        Rule judging = RuleCatalogue.find("rds-not-public").orElseThrow();
        System.setProperty(RuleWatch.LIMIT_PROPERTY, "PT1S");
        try {
            String output = judgedBy(project(folder), List.of(throwing, hanging, judging));
            assertThat(output)
                    .contains("test-throwing failed on the resource (IllegalStateException)")
                    .contains("test-hanging did not answer within 1 s")
                    .contains("publiclyAccessible is true but must be false")
                    .doesNotContain("hunter2");
        } finally {
            System.clearProperty(RuleWatch.LIMIT_PROPERTY);
            end.countDown();
        }
    }

    @Test
    void tenThousandResourcesComeInOneMessage(@TempDir Path folder) throws Exception {
        Path project = project(folder);
        String resource =
                """
                {"urn": "urn:pulumi:production::shop::aws:s3/bucketV2:BucketV2::bucket-%d", "custom": true, "id": "b-%d",
                 "type": "aws:s3/bucketV2:BucketV2", "inputs": {"bucketPrefix": "%s"}, "outputs": {"bucketPrefix": "%s"}}
                """;
        String padding = "x".repeat(450);
        String resources = IntStream.range(0, 10_000)
                .mapToObj(index -> resource.formatted(index, index, padding, padding))
                .collect(Collectors.joining(","));
        Files.writeString(
                project.resolve("state.json"),
                STATE.substring(0, STATE.lastIndexOf("]}}")).stripTrailing() + "," + resources + "]}}");
        assertThat(padding.length() * 10_000).isGreaterThan(4 * 1024 * 1024);
        assertThat(judgedBy(
                        project,
                        List.of(RuleCatalogue.find("s3-block-public-access").orElseThrow())))
                .contains("bucket-0", "bucket-9999");
    }

    private static Rule rule(String id, Condition condition) {
        return Rule.named(id)
                .title("This rule is broken on purpose")
                .severity(Severity.LOW)
                .on("aws:rds/instance:Instance")
                .risk("None.")
                .remediation("none()")
                .requires(condition);
    }

    private static String judgedBy(Path project, List<Rule> rules) throws IOException, InterruptedException {
        Server server = PolicyServer.start(new AnalyzerService(RuleSet.of(rules), Clock.systemUTC(), () -> {}));
        try {
            return analyze(project, Map.of("PLINTH_POLICY_PORT", Integer.toString(server.getPort())));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void anUnbuiltPackSaysHowToBuildIt(@TempDir Path folder) throws Exception {
        Path project = project(folder.resolve("a project"));
        assertThat(analyze(project, Map.of())).contains("is not built; run").contains("/plinth once");
    }

    private static Path project(Path folder) throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("policies/plugin"));
        for (String file : new String[] {"PulumiPolicy.yaml", "waivers.yaml", "plugin/pulumi-analyzer-policy-plinth"}) {
            Files.copy(PACK.resolve(file), folder.resolve("policies").resolve(file));
        }
        assertThat(plugin.resolve("pulumi-analyzer-policy-plinth").toFile().setExecutable(true))
                .isTrue();
        Files.writeString(
                folder.resolve("Pulumi.yaml"),
                """
                name: shop
                runtime: java
                plugins:
                  analyzers:
                    - name: policy-plinth
                      path: policies/plugin
                """);
        Files.writeString(folder.resolve("state.json"), STATE);
        return folder;
    }

    private static String analyze(Path project, Map<String, String> environment)
            throws IOException, InterruptedException {
        Optional<String> pulumi = pulumi();
        assumeTrue(pulumi.isPresent(), "no pulumi on the PATH");
        Path output = project.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        pulumi.orElseThrow(), "policy", "analyze", "--file", "state.json", "--policy-pack", "policies")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("PLINTH_POLICY_PORT");
        builder.environment()
                .putAll(Map.of(
                        "PULUMI_HOME", project.resolve("home").toString(),
                        "PULUMI_SKIP_UPDATE_CHECK", "true",
                        "PULUMI_EXPERIMENTAL", "true",
                        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroy();
        }
        assertThat(process.exitValue()).isNotZero();
        return Files.readString(output);
    }

    private static Optional<String> pulumi() {
        String path = System.getenv().getOrDefault("PATH", "");
        Stream<Path> candidates = Stream.of(path.split(":", -1)).map(folder -> Path.of(folder, "pulumi"));
        return Stream.concat(Optional.ofNullable(System.getenv("PLINTH_PULUMI")).map(Path::of).stream(), candidates)
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
