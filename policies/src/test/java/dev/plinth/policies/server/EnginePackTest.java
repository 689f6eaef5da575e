package dev.plinth.policies.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.policies.rules.RuleCatalogue;
import io.grpc.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
        Server server = PolicyServer.start(new AnalyzerService(RuleCatalogue.all(), Clock.systemUTC(), () -> {}));
        try {
            String output = analyze(project, Map.of("PLINTH_POLICY_PORT", Integer.toString(server.getPort())));
            assertThat(output)
                    .contains("rds-not-public", "publiclyAccessible is true, it must be false", "backup-covers-data")
                    .contains("mandatory");
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
